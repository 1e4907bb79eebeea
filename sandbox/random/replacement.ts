import { isDeepStrictEqual } from "node:util";
import type { CheckFailure } from "@pulumi/pulumi/provider";
import type { Json } from "../resource-provider";

/** Pulumi's wire value of something that only an `up` will know. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a check can look at the value. */
export function isKnown(value: unknown): boolean {
  return value !== UNKNOWN;
}

/** The published schema of random marks no input as replacing, yet its resources cannot be updated: each changed input replaces. */
export function everyChangeReplaces(olds: Json, news: Json): string[] {
  const names = new Set([...Object.keys(olds), ...Object.keys(news)]);
  return [...names].filter(
    (name) =>
      !name.startsWith("__") && !isDeepStrictEqual(olds[name], news[name]),
  );
}

/** A check that the named count is 1 or more. */
export function atLeastOne(property: string) {
  return (inputs: Json): CheckFailure[] =>
    isKnown(inputs[property]) && !(Number(inputs[property]) >= 1)
      ? [{ property, reason: `expected ${property} to be at least 1` }]
      : [];
}
