import type { ProblemList } from "./problems";
import { closest } from "./suggest";

/** The kind of value a field holds, for what the compiler did not see (a file with a syntax the loader accepts, a cast). */
export type Kind = "text" | "number" | "boolean" | "list" | "object";

interface KindOf {
  readonly text: string;
  readonly number: number;
  readonly boolean: boolean;
  readonly list: readonly unknown[];
  readonly object: Readonly<Record<string, unknown>>;
}

export interface Field {
  /** "any": of several kinds, told apart where it is resolved. */
  readonly kind: Kind | "any";
  /** Of a number that has one. */
  readonly unit?: "gigabytes" | "megabytes";
  readonly required?: true;
  /** Others are judged by it: where it is wrong, they would be blamed for that. */
  readonly basis?: true;
}

/** One entry per field of an input type, so that a field added to the type without one does not compile. */
export type Shape<Input> = { readonly [K in keyof Required<Input>]: Field };

/**
 * Checks the fields of what somebody wrote: unknown ones, missing ones, wrong types.
 * Returns true when it has the type `Input` (values may still be wrong).
 */
export function hasShape<Input>(
  value: unknown,
  shape: Shape<Input>,
  problems: ProblemList,
): value is Input {
  const before = problems.all.length;
  if (!isObject(value)) {
    problems.add((texts) => texts.wrongType("object"), value);
    return false;
  }
  const fields = Object.entries<Field>(shape);
  const known = fields.map(([name]) => name);
  for (const name of Object.keys(value)) {
    if (!known.includes(name))
      problems
        .at(name)
        .add(
          (texts) => texts.unknownField(known, closest(name, known)),
          value[name],
        );
  }
  for (const [name, field] of fields)
    checkField(value[name], field, problems.at(name));
  return problems.all.length === before;
}

/**
 * The same for what is worth checking further although something in it is wrong: the fields that have their types. Undefined
 * where one is missing or wrong that is required, or that others are judged by.
 */
export function fitting<Input>(
  value: unknown,
  shape: Shape<Input>,
  problems: ProblemList,
): Input | undefined {
  if (hasShape(value, shape, problems)) return value;
  if (!isObject(value)) return undefined;
  const isRight = (name: string, { kind }: Field): boolean =>
    value[name] !== undefined &&
    (kind === "any" || kindOf(value[name]) === kind);
  const fields = Object.entries<Field>(shape);
  const right = fields.filter(([name, field]) => isRight(name, field));
  const isSound = fields.every(
    ([name, field]) =>
      isRight(name, field) ||
      !(field.required || (field.basis && value[name] !== undefined)),
  );
  if (!isSound) return undefined;
  // Field by field, it has the type now.
  return Object.fromEntries(
    right.map(([name]) => [name, value[name]]),
  ) as Input;
}

/** Whether a value is of a kind; a problem if not. */
export function hasKind<K extends Kind>(
  value: unknown,
  kind: K,
  problems: ProblemList,
  unit?: Field["unit"],
): value is KindOf[K] {
  const ok = kindOf(value) === kind;
  if (!ok) problems.add((texts) => texts.wrongType(kind, unit), value);
  return ok;
}

/** A problem unless a text is one of those known. */
export function checkChoice(
  value: string,
  known: readonly string[],
  problems: ProblemList,
): void {
  if (!known.includes(value))
    problems.add((texts) => texts.unknownChoice(known), value);
}

/** A problem unless a number is whole and between two others, or one of them. */
export function checkWhole(
  value: number,
  least: number,
  most: number,
  problems: ProblemList,
): void {
  if (!Number.isInteger(value) || value < least || value > most)
    problems.add((texts) => texts.wholeNumber(least, most), value);
}

function checkField(value: unknown, field: Field, problems: ProblemList): void {
  if (value !== undefined)
    return void (
      field.kind === "any" || hasKind(value, field.kind, problems, field.unit)
    );
  if (field.required) problems.add((texts) => texts.missing());
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): Kind | undefined {
  if (Array.isArray(value)) return "list";
  if (isObject(value)) return "object";
  if (typeof value === "string") return "text";
  if (typeof value === "number" && Number.isFinite(value)) return "number";
  return typeof value === "boolean" ? "boolean" : undefined;
}
