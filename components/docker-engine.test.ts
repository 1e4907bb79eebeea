import { readFileSync, statSync } from "node:fs";
import { dockerEngine } from "./docker-engine";
import { the, upOf } from "./testing";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "A KEY",
  hostKey: "ssh-ed25519 AAAA",
};

it("reaches Docker by SSH with files that only their owner reads, at a path of no machine in particular", async () => {
  const resources = await upOf(() => dockerEngine("commun-1", server, {}));
  const { inputs } = the(resources, "pulumi:providers:docker");
  expect(inputs).toMatchObject({
    host: "ssh://debian@203.0.113.10",
    context: "",
    certPath: "",
  });
  const options = (
    typeof inputs.sshOpts === "string"
      ? JSON.parse(inputs.sshOpts)
      : inputs.sshOpts
  ) as string[];
  const key = options[options.indexOf("-i") + 1] ?? "";
  expect(key).toMatch(/^\.epicerie\/ssh\/[0-9a-f]{16}\.key$/);
  expect(statSync(key).mode & 0o777).toBe(0o600);
  expect(readFileSync(key, "utf8")).toBe("A KEY\n");
  const known =
    options
      .find((option) => option.startsWith("UserKnownHostsFile="))
      ?.split("=")[1] ?? "";
  expect(readFileSync(known, "utf8")).toBe("203.0.113.10 ssh-ed25519 AAAA\n");
  expect(options).toContain("StrictHostKeyChecking=yes");
});
