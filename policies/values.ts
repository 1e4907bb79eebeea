import { UNKNOWN } from "./rule";

/** The value at a path of keys; undefined where there is nothing, `UNKNOWN` where something on the way is not known yet. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (found === UNKNOWN) return UNKNOWN;
    if (typeof found !== "object" || found === null) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

/** The values of a list, or the only value where a single one is written; those that are not known yet are left out. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((item) => item !== UNKNOWN);
}

/** A value as it is shown in a sentence. */
export function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
