import type { CheckFailure } from "@pulumi/pulumi/provider";
import { UNKNOWN } from "../../engine/provider";
import type { Json } from "../resource-provider";

/** Whether a check can look at the value. */
export function isKnown(value: unknown): boolean {
  return value !== UNKNOWN;
}

/** A check that the named count is 1 or more. */
export function atLeastOne(property: string) {
  return (inputs: Json): CheckFailure[] =>
    isKnown(inputs[property]) && !(Number(inputs[property]) >= 1)
      ? [{ property, reason: `expected ${property} to be at least 1` }]
      : [];
}
