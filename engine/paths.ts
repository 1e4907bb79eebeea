import type { Json } from "./provider";
import { isObject, isSecret } from "./values";

/** One segment of a property path: a key, an index, or `*` for any. */
export type Segment = string | number;

/** Splits `a.b[0]["x.y"][*]`. Source: Pulumi's `resource.ParsePropertyPath`. */
export function parsePath(path: string): Segment[] {
  const segments: Segment[] = [];
  for (const [, quoted, index, key] of path.matchAll(
    /\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g,
  )) {
    if (quoted !== undefined)
      segments.push(JSON.parse(`"${quoted}"`) as string);
    else if (index !== undefined)
      segments.push(index === "*" ? "*" : Number(index));
    else if (key !== undefined) segments.push(key);
  }
  return segments;
}

/** The first segment of a property path: "ports" of "ports[0].external". */
export function topLevel(path: string): string {
  return String(parsePath(path)[0] ?? path);
}

/** Whether `path` is at or below `pattern`, e.g. `triggers[1]` for `triggers[*]`; a prefix such as `triggers` is not. */
export function contains(
  pattern: readonly Segment[],
  path: readonly Segment[],
): boolean {
  return (
    pattern.length <= path.length &&
    pattern.every((segment, i) => segment === "*" || segment === path[i])
  );
}

/** A copy of `news` in which what stands at `path` is as in `olds`. */
export function reset(news: Json, olds: Json, path: readonly Segment[]): Json {
  return resetValue(news, olds, path) as Json;
}

function resetValue(
  value: unknown,
  old: unknown,
  path: readonly Segment[],
): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return old;
  const before = isSecret(old) ? old.value : old;
  if (isSecret(value))
    return { ...value, value: resetValue(value.value, before, path) };
  if (Array.isArray(value) && Array.isArray(before)) {
    const olds: unknown[] = before;
    return value.map((item: unknown, i) =>
      head === "*" || head === i ? resetValue(item, olds[i], rest) : item,
    );
  }
  if (!isObject(value) || !isObject(before)) return value;
  const result = { ...value };
  const all = [...Object.keys(value), ...Object.keys(before)];
  for (const key of head === "*" ? all : [String(head)]) {
    const next = resetValue(value[key], before[key], rest);
    if (next === undefined) delete result[key];
    else result[key] = next;
  }
  return result;
}
