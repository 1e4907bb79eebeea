import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { load } from "js-yaml";

/** A setting as the engine takes it: the value in Pulumi's text form (JSON when it is no text). */
export interface Setting {
  readonly value: string;
  readonly secret?: boolean;
}

/** What `Pulumi.yaml` and `Pulumi.<stack>.yaml` say, by full key (`epicerie:region`). */
export interface StackSettings {
  readonly config: Readonly<Record<string, Setting>>;
  /** Values encrypted for a passphrase, by full key; `salt` belongs to them. */
  readonly encrypted: Readonly<Record<string, string>>;
  readonly salt?: string;
}

/**
 * Reads a stack's settings as the standard CLI does: the defaults declared for the project, then the stack's own file.
 * Throws when a file is not YAML.
 */
export function readSettings(
  root: string,
  project: string,
  stack: string,
): StackSettings {
  const config: Record<string, Setting> = {};
  const encrypted: Record<string, string> = {};
  const declared = entries(readYaml(path.join(root, "Pulumi.yaml")).config);
  for (const [key, declaration] of declared) {
    const value = isObject(declaration)
      ? (declaration.value ?? declaration.default)
      : declaration;
    if (value !== undefined)
      config[fullKey(key, project)] = { value: text(value) };
  }
  const file = readYaml(path.join(root, `Pulumi.${stack}.yaml`));
  for (const [key, value] of entries(file.config)) {
    const name = fullKey(key, project);
    if (isObject(value) && typeof value.secure === "string")
      encrypted[name] = value.secure;
    else config[name] = { value: text(value) };
  }
  const salt = file.encryptionsalt;
  return { config, encrypted, ...(typeof salt === "string" ? { salt } : {}) };
}

/** The project's name, from `Pulumi.yaml`. */
export function projectName(root: string): string {
  const { name } = readYaml(path.join(root, "Pulumi.yaml"));
  if (typeof name !== "string") throw new Error("Pulumi.yaml has no name");
  return name;
}

function readYaml(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  const content = load(readFileSync(file, "utf8"));
  return isObject(content) ? content : {};
}

function entries(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A key with its namespace: the project's, when none is written. */
export function fullKey(key: string, project: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
