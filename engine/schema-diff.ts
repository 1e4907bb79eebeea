import { topLevel } from "./paths";
import { type DetailedDiff, type Json, UNKNOWN } from "./provider";
import { inputsOf, objectProperties, packageOf } from "./schema";
import { isSet, replacesAlways, replacesNever } from "./schema-rules";
import { isObject } from "./values";

/** What differs between two property bags. */
export interface InputDiff {
  readonly changes: boolean;
  /** Top-level inputs whose change replaces the resource. */
  readonly replaces: string[];
  readonly detailed: DetailedDiff;
}

/**
 * Compares the inputs in the state with those of the program, as the real plugin would, from the schema alone.
 * Old values that the provider filled in (`__defaults`, at any depth) stand in for what the program omits; an unknown
 * new value counts as a change; a type without schema is compared by its values, and nothing replaces it.
 * Both bags are plain JSON without secret markers.
 */
export function diffInputs(type: string, olds: Json, news: Json): InputDiff {
  const properties = inputsOf(type);
  const comparison = new Comparison(packageOf(type));
  comparison.objects(olds, news, "", (key, value) => {
    const marked = properties[key]?.replace === true || replacesAlways(type);
    const spared = replacesNever(type, key, olds[key], value);
    return { type: properties[key]?.type, replace: marked && !spared };
  });
  const { detailed } = comparison;
  const paths = Object.keys(detailed);
  const replacing = paths.filter((path) =>
    detailed[path]?.endsWith("-replace"),
  );
  const replaces = [...new Set(replacing.map(topLevel))];
  return { changes: paths.length > 0, replaces, detailed };
}

/** What the schema says of one value. */
interface Facts {
  readonly type: string | undefined;
  readonly replace: boolean;
}

/** One value's place. */
interface Spot extends Facts {
  readonly path: string;
  readonly isUnordered?: boolean;
}

class Comparison {
  readonly detailed: DetailedDiff = {};

  constructor(private readonly pkg: string) {}

  objects(
    olds: Json,
    news: Json,
    path: string,
    factsOf: (key: string, value: unknown) => Facts,
  ): void {
    const { __defaults: filled } = olds;
    const isDefault = (key: string): boolean =>
      news[key] === undefined && Array.isArray(filled) && filled.includes(key);
    for (const key of new Set([...Object.keys(olds), ...Object.keys(news)])) {
      if (key === "__defaults" || isDefault(key)) continue;
      const facts = factsOf(key, news[key]);
      const isUnordered = isSet(this.pkg, key);
      const spot = { ...facts, isUnordered, path: memberPath(path, key) };
      this.values(olds[key], news[key], spot);
    }
  }

  private values(old: unknown, value: unknown, spot: Spot): void {
    const { type, path, replace } = spot;
    const before = this.normal(old, type);
    const after = this.normal(value, type);
    if (before === after && after !== UNKNOWN) return;
    if (before === undefined) return this.report("add", after, spot);
    if (after === undefined) return this.report("delete", before, spot);
    if (Array.isArray(before) && Array.isArray(after)) {
      return this.lists(before, after, spot);
    }
    if (!isObject(before) || !isObject(after)) {
      return this.report("update", after, spot);
    }
    const members = type === undefined ? undefined : objectProperties(type);
    const inMap = type?.startsWith("{[key]: ") ? type.slice(8, -1) : undefined;
    this.objects(before, after, path, (key) => ({
      type: members?.[key]?.type ?? inMap,
      replace: replace || members?.[key]?.replace === true,
    }));
  }

  private lists(olds: unknown[], news: unknown[], spot: Spot): void {
    const type = spot.type?.endsWith("[]") ? spot.type.slice(0, -2) : undefined;
    const rest = [...news];
    const onlyOld = olds.filter((old) => {
      if (!spot.isUnordered) return true;
      const at = rest.findIndex((value) => this.areEqual(old, value, type));
      if (at >= 0) rest.splice(at, 1);
      return at < 0;
    });
    for (let i = 0; i < Math.max(onlyOld.length, rest.length); i++) {
      const path = `${spot.path}[${i}]`;
      this.values(onlyOld[i], rest[i], { type, path, replace: spot.replace });
    }
  }

  private areEqual(old: unknown, value: unknown, type?: string): boolean {
    const trial = new Comparison(this.pkg);
    trial.values(old, value, { type, path: "", replace: false });
    return Object.keys(trial.detailed).length === 0;
  }

  private report(
    kind: "add" | "update" | "delete",
    value: unknown,
    { path, replace, type }: Spot,
  ): void {
    const replaces = replace || nestedReplace(value, type);
    this.detailed[path] = replaces ? `${kind}-replace` : kind;
  }

  /** One form for values that the plugin does not tell apart: `null` and absent, "600" and 600, "true" and true. */
  private normal(value: unknown, type: string | undefined): unknown {
    if (value === null || value === undefined) return undefined;
    if (typeof value === "object") {
      const isEmpty = Object.keys(value).every((key) => key === "__defaults");
      return isEmpty && WITHOUT_EMPTY.has(this.pkg) ? undefined : value;
    }
    if (typeof value !== "string") {
      return type === "string" ? JSON.stringify(value) : value;
    }
    if (value === UNKNOWN) return value;
    if (type === "boolean" && /^(true|false)$/.test(value))
      return value === "true";
    const isNumber = type === "integer" || type === "number";
    const number = value.trim() === "" ? NaN : Number(value);
    return isNumber && !Number.isNaN(number) ? number : value;
  }
}

/** Plugins on Terraform's older SDK, which has no empty collection. */
const WITHOUT_EMPTY = new Set(["docker", "openstack", "ovh"]);

/** Whether a block that comes or goes as a whole holds a property whose change replaces the resource. */
function nestedReplace(value: unknown, type = ""): boolean {
  if (Array.isArray(value)) {
    const item = type.replace(/\[\]$/, "");
    return value.some((element) => nestedReplace(element, item));
  }
  const members = objectProperties(type);
  if (members === undefined || !isObject(value)) return false;
  return Object.entries(value).some(([key, inner]) => {
    const property = members[key];
    return property?.replace === true || nestedReplace(inner, property?.type);
  });
}

function memberPath(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
