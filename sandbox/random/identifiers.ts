import { randomBytes as bytes, randomUUID } from "node:crypto";
import type { Json, ResourceHandler } from "../resource-provider";
import { atLeastOne } from "./bounds";

const base = {
  delete: () => Promise.resolve(),
};

/** Random bytes in the notations that names need; `prefix` stands before each but the id. */
export const randomId: ResourceHandler = {
  ...base,
  type: "random:index/randomId:RandomId",
  check: atLeastOne("byteLength"),
  create(inputs) {
    const value = bytes(Number(inputs.byteLength));
    const prefix = (inputs.prefix as string | undefined) ?? "";
    const id = value.toString("base64url");
    const outs = {
      ...inputs,
      b64Std: prefix + value.toString("base64"),
      b64Url: prefix + id,
      dec: prefix + BigInt(`0x${value.toString("hex")}`).toString(),
      hex: prefix + value.toString("hex"),
    };
    return Promise.resolve({ id, outs });
  },
};

/** Random bytes that are a secret. */
export const randomBytes: ResourceHandler = {
  ...base,
  type: "random:index/randomBytes:RandomBytes",
  check: atLeastOne("length"),
  create(inputs) {
    const value = bytes(Number(inputs.length));
    const outs = {
      ...inputs,
      base64: value.toString("base64"),
      hex: value.toString("hex"),
    };
    return Promise.resolve({ id: "none", outs });
  },
};

/** A UUID of version 4; `RandomUuid` is the older name of `RandomUuid4`. */
function uuid(type: string, make: () => string): ResourceHandler {
  return {
    ...base,
    type,
    create(inputs: Json) {
      const result = make();
      return Promise.resolve({ id: result, outs: { ...inputs, result } });
    },
  };
}

export const randomUuids: ResourceHandler[] = [
  uuid("random:index/randomUuid:RandomUuid", randomUUID),
  uuid("random:index/randomUuid4:RandomUuid4", randomUUID),
  uuid("random:index/randomUuid7:RandomUuid7", uuid7),
];

/** RFC 9562, section 5.7: 48 bits of Unix milliseconds, version, variant, the rest random. */
function uuid7(): string {
  const value = bytes(16);
  value.writeUIntBE(Date.now(), 0, 6);
  value[6] = ((value[6] ?? 0) & 0x0f) | 0x70;
  value[8] = ((value[8] ?? 0) & 0x3f) | 0x80;
  const hex = value.toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}
