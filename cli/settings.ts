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
  /** Values that are encrypted or have something encrypted in them, as they are written, by full key. */
  readonly encrypted: Readonly<Record<string, unknown>>;
  /** The `encryptionsalt` that they were encrypted with. */
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
  const encrypted: Record<string, unknown> = {};
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
    if (isEncrypted(value)) {
      // A default of the project must not stand in for it.
      delete config[name];
      encrypted[name] = value;
    } else config[name] = { value: text(value) };
  }
  const salt = file.encryptionsalt;
  return { config, encrypted, ...(typeof salt === "string" ? { salt } : {}) };
}

/** What is encrypted in a value, or undefined: `{ secure: "v1:…" }`, in Pulumi's words. */
export function ciphertextOf(value: unknown): string | undefined {
  const isSecure = isObject(value) && Object.keys(value).length === 1;
  return isSecure && typeof value.secure === "string"
    ? value.secure
    : undefined;
}

function isEncrypted(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return (
    ciphertextOf(value) !== undefined || Object.values(value).some(isEncrypted)
  );
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

/** A value in Pulumi's text form. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
