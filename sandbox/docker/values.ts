import { type CheckFailure, type Json } from "../resource-provider";
import { UNKNOWN } from "../../engine/provider";

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** Nanoseconds of a duration in Go's notation, e.g. "1m30s" or "500ms"; fails on anything else. */
export function nanoseconds(duration: string): number {
  if (duration === "0") return 0;
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== duration)
    throw new Error(`"${duration}" is not a duration such as "30s"`);
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ""] ?? 0),
    0,
  );
}

/** Milliseconds of a duration, or the fallback where none is given. */
export function milliseconds(duration: unknown, fallback: number): number {
  return typeof duration === "string" ? nanoseconds(duration) / 1e6 : fallback;
}

/** Labels as the engine wants them. */
export function labelMap(labels: unknown): Record<string, string> {
  const list = (labels ?? []) as { label: string; value: string }[];
  return Object.fromEntries(list.map(({ label, value }) => [label, value]));
}

/** Labels as the resource types have them. */
export function labelList(labels: Record<string, string> | undefined): Json[] {
  return Object.entries(labels ?? {}).map(([label, value]) => ({
    label,
    value,
  }));
}

/** A copy without the entries whose value is undefined, which the engine would take for values. */
export function given<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, inner]) => inner !== undefined),
  ) as T;
}

/** A property inside the inputs, by path; list elements are all visited. */
export function valuesAt(inputs: unknown, path: string): [string, unknown][] {
  let found: [string, unknown][] = [["", inputs]];
  for (const key of path.split("."))
    found = found.flatMap(([at, value]) => {
      if (typeof value !== "object" || value === null) return [];
      const inner = (value as Json)[key];
      const here = at === "" ? key : `${at}.${key}`;
      if (Array.isArray(inner))
        return inner.map((item, i): [string, unknown] => [
          `${here}[${i}]`,
          item,
        ]);
      return inner === undefined ? [] : [[here, inner] as [string, unknown]];
    });
  return found;
}

/** A refusal for each value at the path that is known and not as it should be. */
export function refuse(
  inputs: Json,
  path: string,
  reason: string,
  isRight: (value: unknown) => boolean,
): CheckFailure[] {
  return valuesAt(inputs, path)
    .filter(([, value]) => value !== UNKNOWN && !isRight(value))
    .map(([property, value]) => ({
      property,
      reason: `${reason}, got ${JSON.stringify(value)}`,
    }));
}

export function refuseNoDuration(
  inputs: Json,
  paths: string[],
): CheckFailure[] {
  const isDuration = (value: unknown) => {
    try {
      return nanoseconds(String(value)) >= 0;
    } catch {
      return false;
    }
  };
  return paths.flatMap((path) =>
    refuse(inputs, path, 'expected a duration such as "30s"', isDuration),
  );
}

export function refuseOther(
  inputs: Json,
  path: string,
  allowed: readonly string[],
): CheckFailure[] {
  return refuse(
    inputs,
    path,
    `expected one of ${allowed.join(", ")}`,
    (value) => allowed.includes(String(value)),
  );
}

export function refuseNoBase64(inputs: Json, property: string): CheckFailure[] {
  const { [property]: value } = inputs;
  if (value === undefined || value === UNKNOWN) return [];
  const text = value as string;
  const isBase64 = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  // The value may be a secret, so it is not repeated.
  return isBase64 ? [] : [{ property, reason: "is not base64 encoded" }];
}
