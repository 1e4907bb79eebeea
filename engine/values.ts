import { type Json, UNKNOWN } from "./provider";

/**
 * Property values as the SDK sends them: JSON in which an object with the signature key stands for something else.
 * Source of the constants: the SDK's `runtime/rpc.ts`.
 */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** A secret in memory: its plain value beside the signature. */
export interface Secret {
  readonly [SIGNATURE]: typeof SECRET;
  readonly value: unknown;
}

/** A secret in the state: encrypted JSON. */
interface EncryptedSecret {
  readonly [SIGNATURE]: typeof SECRET;
  readonly ciphertext?: string;
  readonly plaintext?: string;
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSecret(value: unknown): value is Secret {
  return isObject(value) && value[SIGNATURE] === SECRET;
}

export function secret(value: unknown): Secret {
  return isSecret(value) ? value : { [SIGNATURE]: SECRET, value: plain(value) };
}

/** The value as a provider gets it: no secret marker, a resource reference as its id (a component's as its URN). */
export function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  const object = value as Json;
  switch (object[SIGNATURE]) {
    case undefined:
      return mapValues(object, plain);
    case SECRET:
      return plain(object.value);
    case RESOURCE:
      return object.id === "" ? UNKNOWN : (object.id ?? object.urn);
    case OUTPUT_VALUE:
      return "value" in object ? plain(object.value) : UNKNOWN;
    default:
      return mapValues(object, plain);
  }
}

export function plainBag(bag: Json): Json {
  return plain(bag) as Json;
}

function mapValues(object: Json, map: (value: unknown) => unknown): Json {
  const result: Json = {};
  for (const key of Object.keys(object)) result[key] = map(object[key]);
  return result;
}

export function containsSecret(value: unknown): boolean {
  return some(value, (object) => object[SIGNATURE] === SECRET);
}

export function containsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (typeof value !== "object" || value === null) return false;
  return (Array.isArray(value) ? value : Object.values(value)).some(
    containsUnknown,
  );
}

function some(value: unknown, test: (object: Json) => boolean): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => some(item, test));
  return (
    test(value as Json) || Object.values(value).some((item) => some(item, test))
  );
}

/** Outputs with the secrets of the inputs of the same name, and those named, marked again. */
export function markSecrets(
  outputs: Json,
  inputs: Json,
  names: Iterable<string>,
): Json {
  const marked = annotate(outputs, inputs) as Json;
  for (const name of names) {
    const value = marked[name];
    if (value !== undefined && value !== null) marked[name] = secret(value);
  }
  return marked;
}

function annotate(output: unknown, input: unknown): unknown {
  if (isSecret(input))
    return output === undefined || output === null ? output : secret(output);
  if (Array.isArray(output))
    return containsSecret(input) ? secret(output) : output;
  if (!isObject(output) || !isObject(input) || isSecret(output)) return output;
  const result: Json = {};
  for (const key of Object.keys(output))
    result[key] = annotate(output[key], input[key]);
  return result;
}

/** The value with every secret replaced by `[secret]`, for people's eyes. */
export function redacted(value: unknown): unknown {
  if (isSecret(value)) return "[secret]";
  if (Array.isArray(value)) return value.map(redacted);
  return isObject(value) ? mapValues(value, redacted) : value;
}

/** Turns text into text; `place` says where the secret stands, for ciphertexts that stay. */
type Cipher = (text: string, place: string) => string;

/** The value in the form of the state, secrets encrypted. */
export function encode(value: unknown, place: string, encrypt: Cipher) {
  return withSecrets(value, place, (found, at): EncryptedSecret => {
    const text = JSON.stringify(plain(found.value) ?? null);
    return { [SIGNATURE]: SECRET, ciphertext: encrypt(text, at) };
  });
}

/** The inverse of `encode`; also reads secrets that an export left in plain text. */
export function decode(value: unknown, place: string, decrypt: Cipher) {
  return withSecrets(value, place, (found, at): Secret => {
    const { ciphertext, plaintext } = found as unknown as EncryptedSecret;
    const text = ciphertext ? decrypt(ciphertext, at) : (plaintext ?? "null");
    return secret(decode(JSON.parse(text), at, decrypt));
  });
}

/** A copy of the value with each secret in another form. */
function withSecrets(
  value: unknown,
  place: string,
  form: (found: Secret, place: string) => object,
): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isSecret(value)) return form(value, place);
  if (Array.isArray(value)) {
    return value.map((item, i) => withSecrets(item, `${place}/${i}`, form));
  }
  const result: Json = {};
  for (const [key, inner] of Object.entries(value)) {
    result[key] = withSecrets(inner, `${place}/${key}`, form);
  }
  return result;
}

/** Every string inside the secrets of a value, for the removal of secrets from messages. */
export function secretStrings(value: unknown, inSecret = false): string[] {
  if (typeof value === "string")
    return inSecret && value !== UNKNOWN ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  if (isSecret(value)) return secretStrings(value.value, true);
  return (Array.isArray(value) ? value : Object.values(value)).flatMap((item) =>
    secretStrings(item, inSecret),
  );
}

/** Equality of JSON values, secrets and plain values alike; the order of keys means nothing. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (
    typeof a !== "object" ||
    typeof b !== "object" ||
    a === null ||
    b === null
  )
    return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [x, y] = [a as Json, b as Json];
  const keys = Object.keys(x);
  return (
    keys.length === Object.keys(y).length &&
    keys.every((key) => key in y && equal(x[key], y[key]))
  );
}
