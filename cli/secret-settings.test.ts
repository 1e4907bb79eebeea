import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { openCrypter } from "../engine/secrets";
import { messagesFor } from "../messages/messages";
import { Refusal } from "./refusal";
import { environmentPassphrases, openSettings } from "./secret-settings";
import { readSettings, type StackSettings } from "./settings";

/** Written by the real CLI: `token` is `s3cr3t`, encrypted with the passphrase `fixture`. */
const FIXTURES = path.join(__dirname, "../engine/fixtures/pulumi-3.260");
const written = readSettings(FIXTURES, "fixture", "les-amis");

const open = (settings: StackSettings, ...passphrases: string[]) =>
  openSettings(settings, "les-amis", () => passphrases);

/** What the person reads when it is refused. */
async function refusal(opening: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await opening.catch((thrown: unknown) => thrown);
  if (!(error instanceof Refusal)) throw new Error("was not refused");
  return error.say(messagesFor("en"));
}

describe("encrypted settings", () => {
  it("are opened as the standard CLI wrote them, and stay secret", async () => {
    expect(await open(written, "another", "fixture")).toEqual({
      "fixture:region": { value: "GRA11" },
      "fixture:token": { value: "s3cr3t", secret: true },
    });
  });

  it("may be parts of a value, which is secret as a whole", async () => {
    const crypter = await openCrypter("fixture");
    const { salt } = crypter;
    const secure = crypter.encrypt("s3cr3t");
    const value = { user: "a", keys: [{ secure }], port: 7, none: null };
    const config = { "ovh:region": { value: "x" } };
    expect(
      await open(
        { config, encrypted: { "ovh:login": value }, salt },
        "fixture",
      ),
    ).toEqual({
      ...config,
      "ovh:login": {
        value: '{"user":"a","keys":["s3cr3t"],"port":7,"none":null}',
        secret: true,
      },
    });
  });

  it("ask for no passphrase where nothing is encrypted", async () => {
    const config = { "ovh:region": { value: "x" } };
    const ask = () => {
      throw new Error("asked for a passphrase");
    };
    expect(await openSettings({ config, encrypted: {} }, "prod", ask)).toEqual(
      config,
    );
  });

  it("are refused with a wrong passphrase, without their salt, and when damaged", async () => {
    const encrypted = { "fixture:token": { secure: "v1:abc:def" } };
    expect(await refusal(open(written, "another"))).toEqual([
      "The passphrase does not open the secrets of Pulumi.les-amis.yaml (fixture:token): give the one that encrypted them, in PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE.",
    ]);
    expect(
      await refusal(open({ ...written, salt: undefined }, "fixture")),
    ).toEqual([
      'Pulumi.les-amis.yaml has a secret (fixture:token), but not the "encryptionsalt" that helps open it: take that line back from the file\'s history, or set the secret again (pulumi config set --secret fixture:token).',
    ]);
    expect(await refusal(open({ ...written, encrypted }, "fixture"))).toEqual([
      "The secret fixture:token of Pulumi.les-amis.yaml cannot be read, it is probably damaged: set it again (pulumi config set --secret fixture:token).",
    ]);
  });
});

describe("the passphrase of the environment", () => {
  it("is written there, or in a file that it names", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "epicerie-passphrase-"));
    const file = path.join(folder, "passphrase");
    writeFileSync(file, "from a file\n");
    const PULUMI_CONFIG_PASSPHRASE_FILE = file;
    const both = {
      PULUMI_CONFIG_PASSPHRASE: "typed",
      PULUMI_CONFIG_PASSPHRASE_FILE,
    };
    expect(environmentPassphrases({})).toEqual([]);
    expect(environmentPassphrases(both)).toEqual(["typed"]);
    expect(environmentPassphrases({ PULUMI_CONFIG_PASSPHRASE_FILE })).toEqual([
      "from a file",
    ]);
    rmSync(folder, { recursive: true });
    const late = async () =>
      environmentPassphrases({ PULUMI_CONFIG_PASSPHRASE_FILE });
    expect(await refusal(late())).toEqual([
      `The passphrase's file cannot be read (PULUMI_CONFIG_PASSPHRASE_FILE=${file}).`,
    ]);
  });
});
