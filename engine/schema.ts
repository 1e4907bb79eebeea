import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Json, UNKNOWN } from "./provider";
import { isProviderType, providerPackage, providerType } from "./urn";

export { diffInputs, type InputDiff } from "./schema-diff";

/** One property as the real plugin's schema has it; `schemas/README.md` explains the fields. */
export interface Property {
  /** `string`, `integer`, `number`, `boolean`, `pulumi.json#/Any`, `T[]`, `{[key]: T}` or `ref <type>`. */
  readonly type: string;
  /** A change replaces the resource. */
  readonly replace?: boolean;
  readonly secret?: boolean;
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

interface PackageSchema {
  readonly config: Properties;
  readonly resources: Readonly<
    Record<string, Omit<ResourceSchema, "secretOutputs">>
  >;
  readonly types: Readonly<
    Record<string, { readonly properties?: Properties }>
  >;
}

const PACKAGES = ["command", "docker", "openstack", "ovh", "ovhmail", "random"];
const packages = new Map<string, PackageSchema>();
const resources = new Map<string, ResourceSchema>();

function packageSchema(pkg: string): PackageSchema | undefined {
  const known = packages.get(pkg);
  if (known !== undefined || !PACKAGES.includes(pkg)) return known;
  const file = join(__dirname, "schemas", `${pkg}.json`);
  const schema = JSON.parse(readFileSync(file, "utf8")) as PackageSchema;
  packages.set(pkg, schema);
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

/** The properties of an object type `ref <type>`; undefined for enumerations and unknown references. */
export function objectProperties(type: string): Properties | undefined {
  const name = type.startsWith("ref ") ? type.slice(4) : type;
  return packageSchema(packageOf(name))?.types[name]?.properties;
}

/** The inputs of a type, or the settings of a provider resource. */
export function inputsOf(type: string): Properties {
  if (!isProviderType(type)) return schemaOf(type)?.inputs ?? {};
  return packageSchema(providerPackage(type))?.config ?? {};
}

/**
 * The settings of a provider resource in their own types: SDKs send what is not a string as JSON text, e.g. docker's
 * `sshOpts` as `["-i","key"]`.
 */
export function providerConfig(pkg: string, inputs: Json): Json {
  const properties = inputsOf(providerType(pkg));
  const decoded = Object.entries(inputs).map(([key, value]) => {
    const isText = (properties[key]?.type ?? "string") === "string";
    if (isText || typeof value !== "string" || value === UNKNOWN)
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
