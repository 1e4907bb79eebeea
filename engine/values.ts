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
  return isSecret(value) ? value : sealed(plain(value));
}

/** A secret around what may hold secrets itself: the Command plugin marks a connection's key inside its secret connection. */
function sealed(value: unknown): Secret {
  return { [SIGNATURE]: SECRET, value };
}

/** The value as a provider gets it: no secret marker, a resource reference as its id (a component's as its URN). */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  const { [SIGNATURE]: kind } = value;
  if (kind === SECRET) return plain(value.value);
  if (kind === RESOURCE)
    return value.id === "" ? UNKNOWN : (value.id ?? value.urn);
  if (kind !== OUTPUT_VALUE) return mapValues(value, plain);
  return "value" in value ? plain(value.value) : UNKNOWN;
}

export function plainBag(bag: Json): Json {
  return plain(bag) as Json;
}

function mapValues(
  object: Json,
  map: (value: unknown, key: string) => unknown,
): Json {
  const result: Json = {};
  for (const key of Object.keys(object)) result[key] = map(object[key], key);
  return result;
}

export function containsSecret(value: unknown): boolean {
  return isSecret(value) || membersOf(value).some(containsSecret);
}

export function containsUnknown(value: unknown): boolean {
  return value === UNKNOWN || membersOf(value).some(containsUnknown);
}

function membersOf(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value) ? value : Object.values(value);
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
  if (output === undefined || output === null || isSecret(output))
    return output;
  if (isSecret(input)) return sealed(annotate(output, input.value));
  if (Array.isArray(output))
    return containsSecret(input) ? secret(output) : output;
  if (!isObject(output) || !isObject(input)) return output;
  return mapValues(output, (value, key) => annotate(value, input[key]));
}

/** The value with every secret replaced by `[secret]`, for people's eyes. */
export function redacted(value: unknown): unknown {
  if (isSecret(value)) return "[secret]";
  if (Array.isArray(value)) return value.map(redacted);
  return isObject(value) ? mapValues(value, redacted) : value;
}

/** Turns text into text; `place` says where the secret stands, for ciphertexts that stay. */
type Cipher = (text: string, place: string) => string;

/** What is inside a secret is not encrypted a second time. Source: pulumi/pulumi, pkg/resource/stack/deployment.go. */
const asItIs: Cipher = (text) => text;

/** The value in the form of the state, secrets encrypted. */
export function encode(
  value: unknown,
  place: string,
  encrypt: Cipher,
): unknown {
  return withSecrets(value, place, (found, at): EncryptedSecret => {
    const inner = encode(found.value, at, asItIs);
    const text = JSON.stringify(inner ?? null);
    return { [SIGNATURE]: SECRET, ciphertext: encrypt(text, at) };
  });
}

/** The inverse of `encode`; also reads secrets that an export left in plain text. */
export function decode(
  value: unknown,
  place: string,
  decrypt: Cipher,
): unknown {
  return withSecrets(value, place, (found, at): Secret => {
    const { ciphertext, plaintext } = found as unknown as EncryptedSecret;
    const text = ciphertext ? decrypt(ciphertext, at) : (plaintext ?? "null");
    return sealed(decode(JSON.parse(text), at, asItIs));
  });
}

/** A copy of the value with each secret in another form. */
function withSecrets(
  value: unknown,
  place: string,
  form: (found: Secret, place: string) => object,
): unknown {
  if (isSecret(value)) return form(value, place);
  const inner = (member: unknown, key: string | number): unknown =>
    withSecrets(member, `${place}/${key}`, form);
  if (Array.isArray(value)) return value.map(inner);
  return isObject(value) ? mapValues(value, inner) : value;
}

/** Every string inside the secrets of a value, for the removal of secrets from messages. */
export function secretStrings(value: unknown, inSecret = false): string[] {
  if (typeof value === "string")
    return inSecret && value !== UNKNOWN ? [value] : [];
  if (isSecret(value)) return secretStrings(value.value, true);
  return membersOf(value).flatMap((member) => secretStrings(member, inSecret));
}

/** Every string outside the secrets of a value. */
export function openStrings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return isSecret(value) ? [] : membersOf(value).flatMap(openStrings);
}

/** Equality of JSON values, secrets and plain values alike; the order of keys means nothing. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object") return false;
  if (a === null || b === null || Array.isArray(a) !== Array.isArray(b))
    return false;
  const [x, y] = [a as Json, b as Json];
  const keys = Object.keys(x);
  return (
    keys.length === Object.keys(y).length &&
    keys.every((key) => key in y && equal(x[key], y[key]))
  );
}
