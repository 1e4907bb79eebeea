import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type DetailedDiff,
  type DiffKind,
  type Json,
  UNKNOWN,
} from "./provider";
import { SET_PROPERTIES, replacesAlways, replacesNever } from "./schema-rules";

/** One property as the real plugin's schema has it; `schemas/README.md` explains the fields. */
export interface Property {
  /** `string`, `integer`, `number`, `boolean`, `pulumi.json#/Any`, `T[]`, `{[key]: T}` or `ref <type>`. */
  readonly type: string;
  /** A change replaces the resource. */
  readonly replace?: boolean;
  readonly secret?: boolean;
  readonly default?: unknown;
  readonly deprecated?: boolean;
}

export type Properties = Readonly<Record<string, Property>>;

export interface ResourceSchema {
  readonly inputs: Properties;
  readonly required: readonly string[];
  /** Outputs that are not inputs. */
  readonly outputs: Properties;
  /** Top-level outputs that hold a secret, whatever the program says. */
  readonly secretOutputs: readonly string[];
}

/** What differs between two property bags. */
export interface InputDiff {
  readonly changes: boolean;
  /** Top-level inputs whose change replaces the resource. */
  readonly replaces: string[];
  readonly detailed: DetailedDiff;
}

interface PackageSchema {
  readonly version: string;
  readonly config: Properties;
  readonly resources: Readonly<
    Record<string, Omit<ResourceSchema, "secretOutputs">>
  >;
  readonly types: Readonly<
    Record<string, { readonly properties?: Properties }>
  >;
}

const PACKAGES = ["command", "docker", "openstack", "ovh", "random"];
const packages = new Map<string, PackageSchema>();
const resources = new Map<string, ResourceSchema>();

function packageSchema(pkg: string): PackageSchema | undefined {
  let schema = packages.get(pkg);
  if (schema === undefined && PACKAGES.includes(pkg)) {
    schema = JSON.parse(
      readFileSync(join(__dirname, "schemas", `${pkg}.json`), "utf8"),
    ) as PackageSchema;
    packages.set(pkg, schema);
  }
  return schema;
}

/** The package of a type token, e.g. "openstack" of "openstack:compute/instance:Instance". */
export function packageOf(type: string): string {
  return type.slice(0, type.indexOf(":"));
}

/** The schema of a resource type; undefined for a type that no schema of ours describes. */
export function schemaOf(type: string): ResourceSchema | undefined {
  const known = resources.get(type);
  if (known !== undefined) return known;
  const found = packageSchema(packageOf(type))?.resources[type];
  if (found === undefined) return undefined;
  const secretOutputs = Object.entries({ ...found.inputs, ...found.outputs })
    .filter(([, property]) => property.secret)
    .map(([name]) => name);
  const schema = { ...found, secretOutputs };
  resources.set(type, schema);
  return schema;
}

/** All resource types of a package that has a schema here. */
export function typesOf(pkg: string): string[] {
  return Object.keys(packageSchema(pkg)?.resources ?? {});
}

/** The properties of an object type `ref <type>`; undefined for enumerations and unknown references. */
export function objectProperties(type: string): Properties | undefined {
  const name = type.startsWith("ref ") ? type.slice(4) : type;
  return packageSchema(packageOf(name))?.types[name]?.properties;
}

/**
 * Compares the inputs in the state with those of the program, as the real plugin would, from the schema alone.
 * Old values that the provider filled in (`__defaults`, at any depth) stand in for what the program omits; an unknown
 * new value counts as a change; a type without schema is compared by its values, and nothing replaces it.
 * Both bags are plain JSON without secret markers.
 */
export function diffInputs(
  type: string,
  oldInputs: Json,
  newInputs: Json,
): InputDiff {
  const comparison: Comparison = { type, pkg: packageOf(type), detailed: {} };
  const properties = schemaOf(type)?.inputs ?? providerProperties(type) ?? {};
  compareObject(comparison, oldInputs, newInputs, {
    properties,
    path: "",
    replace: false,
    top: true,
  });
  const detailed = comparison.detailed;
  const replaced = Object.keys(detailed).filter((path) =>
    detailed[path]?.endsWith("-replace"),
  );
  return {
    changes: Object.keys(detailed).length > 0,
    replaces: [...new Set(replaced.map(topLevel))],
    detailed,
  };
}

function providerProperties(type: string): Properties | undefined {
  return type.startsWith("pulumi:providers:")
    ? packageSchema(type.slice("pulumi:providers:".length))?.config
    : undefined;
}

/**
 * The settings of a provider resource in their own types: SDKs send what is not a string as JSON text, e.g. docker's
 * `sshOpts` as `["-i","key"]`.
 */
export function providerConfig(pkg: string, inputs: Json): Json {
  const properties = packageSchema(pkg)?.config ?? {};
  const decoded = Object.entries(inputs).map(([key, value]) => {
    const type = properties[key]?.type ?? "string";
    if (type === "string" || typeof value !== "string" || value === UNKNOWN)
      return [key, value] as const;
    return [key, parsedOr(value)] as const;
  });
  return Object.fromEntries(decoded);
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The first segment of a property path: "ports" of "ports[0].external". */
export function topLevel(path: string): string {
  return (
    /^\["((?:[^"\\]|\\.)*)"\]|^[^.[]+/.exec(path)?.[1] ??
    /^[^.[]+/.exec(path)?.[0] ??
    path
  );
}

interface Comparison {
  readonly type: string;
  readonly pkg: string;
  readonly detailed: DetailedDiff;
}

interface Place {
  readonly properties?: Properties | undefined;
  /** Type of the values of a map. */
  readonly valueType?: string;
  readonly path: string;
  readonly replace: boolean;
  readonly top?: boolean;
}

function compareObject(
  c: Comparison,
  olds: Json,
  news: Json,
  place: Place,
): void {
  const defaults = new Set(
    Array.isArray(olds.__defaults) ? (olds.__defaults as unknown[]) : [],
  );
  for (const key of new Set([...Object.keys(olds), ...Object.keys(news)])) {
    if (key === "__defaults") continue;
    const property = place.properties?.[key];
    const value =
      news[key] === undefined && defaults.has(key) ? olds[key] : news[key];
    const replace =
      (place.replace ||
        property?.replace === true ||
        (place.top === true && replacesAlways(c.type, key))) &&
      !(place.top === true && replacesNever(c.type, key, olds[key], value));
    const type = property?.type ?? place.valueType;
    const set = SET_PROPERTIES.has(`${c.pkg}.${key}`);
    compareValue(c, olds[key], value, {
      type,
      path: join2(place.path, key),
      replace,
      set,
    });
  }
}

interface ValuePlace {
  readonly type: string | undefined;
  readonly path: string;
  readonly replace: boolean;
  readonly set?: boolean;
}

function compareValue(
  c: Comparison,
  old: unknown,
  value: unknown,
  place: ValuePlace,
): void {
  if (value === UNKNOWN)
    return report(c, old === undefined ? "add" : "update", value, place);
  const [before, after] = [
    normal(c, old, place.type),
    normal(c, value, place.type),
  ];
  if (before === after) return;
  if (before === undefined) return report(c, "add", after, place);
  if (after === undefined) return report(c, "delete", before, place);
  if (Array.isArray(before) && Array.isArray(after))
    return compareList(c, before, after, place);
  if (isObject(before) && isObject(after)) {
    const valueType = place.type?.startsWith("{[key]: ")
      ? place.type.slice(8, -1)
      : undefined;
    const nested =
      place.type === undefined ? undefined : objectProperties(place.type);
    const inner: Place = {
      properties: nested,
      path: place.path,
      replace: place.replace,
    };
    return compareObject(
      c,
      before,
      after,
      valueType === undefined ? inner : { ...inner, valueType },
    );
  }
  report(c, "update", after, place);
}

function compareList(
  c: Comparison,
  olds: unknown[],
  news: unknown[],
  place: ValuePlace,
): void {
  const type = place.type?.endsWith("[]") ? place.type.slice(0, -2) : undefined;
  let before = olds;
  let after = news;
  if (place.set) {
    const remaining = [...news];
    before = olds.filter((old) => {
      const same = remaining.findIndex((value) =>
        equalValues(c, old, value, type),
      );
      if (same >= 0) remaining.splice(same, 1);
      return same < 0;
    });
    after = remaining;
  }
  for (let i = 0; i < Math.max(before.length, after.length); i++) {
    compareValue(c, before[i], after[i], {
      type,
      path: `${place.path}[${i}]`,
      replace: place.replace,
    });
  }
}

function equalValues(
  c: Comparison,
  old: unknown,
  value: unknown,
  type: string | undefined,
): boolean {
  const trial: Comparison = { ...c, detailed: {} };
  compareValue(trial, old, value, { type, path: "x", replace: false });
  return Object.keys(trial.detailed).length === 0;
}

function report(
  c: Comparison,
  kind: "add" | "update" | "delete",
  value: unknown,
  place: ValuePlace,
): void {
  const replace = place.replace || nestedReplace(value, place.type);
  c.detailed[place.path] = (
    replace ? `${kind}-replace` : kind
  ) satisfies DiffKind;
}

/** Whether a block that comes or goes as a whole holds a property whose change replaces the resource. */
function nestedReplace(value: unknown, type: string | undefined): boolean {
  if (Array.isArray(value))
    return value.some((item) =>
      nestedReplace(item, type?.replace(/\[\]$/, "")),
    );
  const properties = type === undefined ? undefined : objectProperties(type);
  if (properties === undefined || !isObject(value)) return false;
  return Object.entries(value).some(
    ([key, inner]) =>
      properties[key]?.replace === true ||
      nestedReplace(inner, properties[key]?.type),
  );
}

/** One form for values that the plugin does not tell apart: `null` and absent, "600" and 600, "true" and true. */
function normal(
  c: Comparison,
  value: unknown,
  type: string | undefined,
): unknown {
  if (value === null || value === undefined) return undefined;
  if (
    (type === "integer" || type === "number") &&
    typeof value === "string" &&
    value.trim() !== ""
  ) {
    return Number.isNaN(Number(value)) ? value : Number(value);
  }
  if (type === "boolean" && (value === "true" || value === "false"))
    return value === "true";
  if (
    type === "string" &&
    (typeof value === "number" || typeof value === "boolean")
  )
    return String(value);
  if (typeof value === "object" && isEmpty(value) && emptyIsAbsent(c.pkg))
    return undefined;
  return value;
}

/** Terraform's older SDK, behind these plugins, has no empty collection. */
function emptyIsAbsent(pkg: string): boolean {
  return pkg === "docker" || pkg === "openstack" || pkg === "ovh";
}

function isEmpty(value: object): boolean {
  return Object.keys(value).every((key) => key === "__defaults");
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function join2(path: string, key: string): string {
  const plain = /^[A-Za-z_$][\w$]*$/.test(key);
  if (!plain) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
