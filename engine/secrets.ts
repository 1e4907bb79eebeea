import {
  createCipheriv,
  createDecipheriv,
  pbkdf2,
  randomBytes,
} from "node:crypto";
import { promisify } from "node:util";

/**
 * Pulumi's passphrase secrets: AES-256-GCM, key from PBKDF2-SHA256 with 10⁶ rounds.
 * Source: `pkg/secrets/passphrase` and `sdk/go/common/resource/config/crypt.go`.
 */
export interface Crypter {
  /** `v1:<salt>:<ciphertext of "pulumi">`, the `encryptionsalt` of a stack's settings and of its state. */
  readonly salt: string;
  encrypt(text: string): string;
  /** Throws an `Error` if the text was not written with this key. */
  decrypt(ciphertext: string): string;
}

/** The passphrase is not the one that the salt was made with. */
export class WrongPassphrase extends Error {
  constructor() {
    super("the passphrase does not open the stack's secrets");
    this.name = "WrongPassphrase";
  }
}

const ROUNDS = 1_000_000;
const derive = promisify(pbkdf2);
const keys = new Map<string, Promise<Buffer>>();

/** Keys are derived once per process: a derivation costs 0.3 s. */
function keyFor(passphrase: string, salt: string): Promise<Buffer> {
  const name = JSON.stringify([passphrase, salt]);
  let key = keys.get(name);
  if (key === undefined) {
    key = derive(passphrase, Buffer.from(salt, "base64"), ROUNDS, 32, "sha256");
    keys.set(name, key);
  }
  return key;
}

/** Opens the crypter of an existing salt, or makes one with a new salt. Throws `WrongPassphrase`. */
export async function openCrypter(
  passphrase: string,
  salt?: string,
): Promise<Crypter> {
  if (salt === undefined) {
    const bytes = randomBytes(8).toString("base64");
    const crypter = crypterOf(await keyFor(passphrase, bytes), "");
    return { ...crypter, salt: `v1:${bytes}:${crypter.encrypt("pulumi")}` };
  }
  const [version, bytes, ...check] = salt.split(":");
  if (version !== "v1" || bytes === undefined)
    throw new Error("the salt of the stack's secrets is not in a known form");
  const crypter = crypterOf(await keyFor(passphrase, bytes), salt);
  try {
    if (crypter.decrypt(check.join(":")) === "pulumi") return crypter;
  } catch {
    // Answered below: a wrong key fails the authentication tag.
  }
  throw new WrongPassphrase();
}

function crypterOf(key: Buffer, salt: string): Crypter {
  return {
    salt,
    encrypt(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const sealed = Buffer.concat([
        cipher.update(text, "utf8"),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
      return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
    },
    decrypt(ciphertext) {
      const [version, nonce, body] = ciphertext.split(":");
      if (version !== "v1" || nonce === undefined || body === undefined)
        throw new Error("not a ciphertext of version 1");
      const sealed = Buffer.from(body, "base64");
      const decipher = createDecipheriv(
        "aes-256-gcm",
        key,
        Buffer.from(nonce, "base64"),
      );
      decipher.setAuthTag(sealed.subarray(sealed.length - 16));
      return (
        decipher.update(
          sealed.subarray(0, sealed.length - 16),
          undefined,
          "utf8",
        ) + decipher.final("utf8")
      );
    },
  };
}

/** Removes known secrets from texts that people read: messages of providers may quote what they were given. */
export class Scrubber {
  private readonly texts = new Set<string>();
  private readonly openWords = new Set<string>();

  /** Words that stand openly elsewhere, such as an address or the name of a user: as a part of a secret they hide nothing. */
  addOpen(texts: readonly string[]): void {
    for (const text of texts) if (text.length < 16) this.openWords.add(text);
  }

  /** Shorter strings are left: they would blank ordinary words. Lines of a key are secrets of their own. */
  add(texts: readonly string[]): void {
    for (const text of texts) {
      if (text.length < 4) continue;
      this.texts.add(text);
      this.texts.add(JSON.stringify(text).slice(1, -1));
      if (text.includes("\n"))
        for (const line of text.split("\n"))
          if (line.length >= 16) this.texts.add(line);
    }
  }

  scrub(text: string): string {
    let result = text;
    const longestFirst = [...this.texts].sort((a, b) => b.length - a.length);
    for (const known of longestFirst)
      if (!this.openWords.has(known))
        result = result.replaceAll(known, "[secret]");
    return result;
  }
}
