import { execFileSync } from "node:child_process";
import { quote, remoteScript } from "./remote-script";
import { the, upOf } from "./testing";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};

describe("a remote script", () => {
  it("runs as root, logs nothing, and gets its parameters by standard input", async () => {
    const parameters = { BENEFICIARY: "l'atelier", NETWORK: "n" };
    const resources = await upOf(() =>
      remoteScript("s", { server, script: "withdraw-site", parameters }, {}),
    );
    const { inputs } = the(resources, "command:remote:Command");
    expect(inputs).toMatchObject({
      logging: "none",
      addPreviousOutputInEnv: false,
      stdin: "BENEFICIARY='l'\\''atelier'\nNETWORK='n'\n",
    });
    expect(inputs.create).toMatch(
      /^sudo bash -euo pipefail -c 'eval "\$\(cat\)"\n# Takes the routes/,
    );
    expect(String(inputs.create)).not.toContain("atelier");
  });

  it("expects the server's recorded host key", async () => {
    const resources = await upOf(() =>
      remoteScript(
        "s",
        { server, script: "first-contact", parameters: {} },
        {},
      ),
    );
    expect(the(resources, "command:remote:Command").inputs.connection).toBe(
      "[secret]",
    );
  });
});

describe("quoting", () => {
  it.each([
    "plain",
    "it's",
    "a b",
    "$(id)",
    "`id`",
    "back\\slash",
    "two\nlines",
    "'",
    "",
    'é"*?[]{}~#!',
  ])("gives %j to a shell as it is", (text) => {
    const printed = execFileSync("sh", ["-c", `printf %s ${quote(text)}`], {
      encoding: "utf8",
    });
    expect(printed).toBe(text);
  });
});
