import { pulumiEnvironment } from "./sandbox-env";

it("leads the standard CLI to the states of a home, and lets it write the SSH keys before it destroys or refreshes", () => {
  expect(pulumiEnvironment("/srv/un lieu")).toEqual({
    PULUMI_BACKEND_URL: "file:///srv/un%20lieu/state",
    PULUMI_CONFIG_PASSPHRASE_FILE: "/srv/un lieu/passphrase",
    PULUMI_RUN_PROGRAM: "true",
  });
});
