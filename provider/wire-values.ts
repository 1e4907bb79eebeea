import {
  Struct,
  type JavaScriptValue,
} from "google-protobuf/google/protobuf/struct_pb";
import type { Json } from "../engine/provider";

/** Key and value by which Pulumi's wire form marks a secret (`runtime/rpc.ts` of the SDK). */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** The properties of a message as plain JSON, secrets unwrapped. */
export function fromWire(struct: Struct | undefined): Json {
  return struct === undefined ? {} : (unwrap(struct.toJavaScript()) as Json);
}

/** Plain JSON as the properties of a message; those named become secrets. */
export function toWire(value: Json, secrets: readonly string[] = []): Struct {
  const plain = JSON.parse(JSON.stringify(value)) as Record<
    string,
    JavaScriptValue
  >;
  for (const name of secrets) {
    const secret = plain[name];
    if (secret !== undefined && secret !== null)
      plain[name] = { [SIGNATURE_KEY]: SECRET_SIGNATURE, value: secret };
  }
  return Struct.fromJavaScript(plain);
}

/** Whether a value of the wire is marked secret. */
export function isSecret(value: unknown): value is Json {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as Json)[SIGNATURE_KEY] === SECRET_SIGNATURE
  );
}

function unwrap(value: unknown): unknown {
  if (isSecret(value)) return unwrap(value.value);
  if (Array.isArray(value)) return value.map(unwrap);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, unwrap(inner)]),
  );
}
