import { readFileSync } from "node:fs";
import { type Crypter, openCrypter, WrongPassphrase } from "../engine/secrets";
import { Refusal } from "./refusal";
import {
  ciphertextOf,
  type Setting,
  type StackSettings,
  text,
} from "./settings";

/**
 * A stack's settings with what is encrypted in them opened, as Pulumi does: by the first of the passphrases that fits (asked for
 * only if anything is). A value
 * with something encrypted in it is secret as a whole. Throws a {@link Refusal} when none can open them.
 */
export async function openSettings(
  { config, encrypted, salt }: StackSettings,
  stack: string,
  passphrases: () => readonly string[],
): Promise<Readonly<Record<string, Setting>>> {
  const keys = Object.keys(encrypted);
  const [first] = keys;
  if (first === undefined) return config;
  const file = `Pulumi.${stack}.yaml`;
  if (salt === undefined || !salt.startsWith("v1:"))
    throw new Refusal(({ cli }) => [cli.secretsWithoutSalt(file, first)]);
  const crypter = await openWithOneOf(passphrases(), salt);
  if (!crypter)
    throw new Refusal(({ cli }) => [cli.secretsWrongPassphrase(file, first)]);
  const opened = keys.map((key): [string, Setting] => {
    try {
      return [
        key,
        { value: text(open(encrypted[key], crypter)), secret: true },
      ];
    } catch {
      throw new Refusal(({ cli }) => [cli.secretUnreadable(file, key)]);
    }
  });
  return { ...config, ...Object.fromEntries(opened) };
}

/** The passphrases of the environment, where the standard CLI looks for them, in its order. */
export function environmentPassphrases(
  environment: NodeJS.ProcessEnv,
): string[] {
  const { PULUMI_CONFIG_PASSPHRASE: written } = environment;
  if (written !== undefined) return [written];
  const { PULUMI_CONFIG_PASSPHRASE_FILE: file = "" } = environment;
  if (file === "") return [];
  try {
    return [readFileSync(file, "utf8").trim()];
  } catch {
    throw new Refusal(({ cli }) => [cli.passphraseFileUnreadable(file)]);
  }
}

async function openWithOneOf(
  passphrases: readonly string[],
  salt: string,
): Promise<Crypter | undefined> {
  for (const passphrase of passphrases)
    try {
      return await openCrypter(passphrase, salt);
    } catch (error) {
      if (!(error instanceof WrongPassphrase)) throw error;
    }
  return undefined;
}

/** The same value with every `{ secure: … }` in it replaced by what it says. */
function open(value: unknown, crypter: Crypter): unknown {
  const ciphertext = ciphertextOf(value);
  if (ciphertext !== undefined) return crypter.decrypt(ciphertext);
  if (Array.isArray(value)) return value.map((one) => open(one, crypter));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, open(one, crypter)]),
  );
}
