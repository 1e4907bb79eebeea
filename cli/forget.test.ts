import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileBackend } from "../engine/backend";
import { forgetStates, hasLostSandbox } from "./forget";
import { passphraseOf, stateFolder } from "./project";

describe("the states of an erased sandbox", () => {
  const root = mkdtempSync(path.join(tmpdir(), "epicerie-forget-"));
  const home = path.join(root, ".epicerie");
  const keys = path.join(home, "ssh");
  afterAll(() => rmSync(root, { recursive: true }));

  beforeAll(async () => {
    mkdirSync(keys, { recursive: true });
    for (const name of ["0123456789abcdef", "fedcba9876543210"]) {
      writeFileSync(path.join(keys, `${name}.key`), "k");
      writeFileSync(path.join(keys, `${name}.known_hosts`), "h");
    }
    const options = [
      ".epicerie/ssh/0123456789abcdef.key",
      "UserKnownHostsFile=.epicerie/ssh/0123456789abcdef.known_hosts",
    ];
    await fileBackend(stateFolder(home)).write(
      "epicerie",
      "prod",
      JSON.stringify({ options }),
    );
    passphraseOf(home);
  });

  it("are told from those of a sandbox that is there", async () => {
    expect(await hasLostSandbox(home)).toBe(true);
    mkdirSync(path.join(home, "sandbox/ca"), { recursive: true });
    writeFileSync(path.join(home, "sandbox/ca/ca.crt"), "");
    expect(await hasLostSandbox(home)).toBe(false);
    expect(await hasLostSandbox(path.join(root, "nowhere"))).toBe(false);
  });

  it("go with the keys that they name, and with no others", async () => {
    await forgetStates({ home, root });
    expect(existsSync(stateFolder(home))).toBe(false);
    expect(existsSync(path.join(home, "passphrase"))).toBe(false);
    expect(readdirSync(keys)).toEqual([
      "fedcba9876543210.key",
      "fedcba9876543210.known_hosts",
    ]);
  });
});
