import { randomBytes } from "node:crypto";
import type {
  CheckFailure,
  CheckResult,
  CreateResult,
  DiffResult,
  InvokeResult,
  ReadResult,
  UpdateResult,
} from "@pulumi/pulumi/provider";
import {
  type DetailedDiffResult,
  type InProcessProvider,
  type Json,
  UNKNOWN,
} from "../engine/provider";
import { diffInputs, objectProperties, schemaOf } from "../engine/schema";
import type { Properties, ResourceSchema } from "../engine/schema";

export type { CheckFailure, Json };

/** What one resource type does in the sandbox. Inputs are plain wire JSON, without `__defaults`. */
export interface ResourceHandler {
  /** The type token, e.g. "openstack:compute/instance:Instance". */
  readonly type: string;
  /** Property that is named `<logical name>-<7 hex>` when the program omits it. */
  readonly autoName?: string;
  /** Constants that the real provider fills in when the program omits them. */
  readonly defaults?: Json;
  /** What the real provider would refuse before it acts. Values may be `UNKNOWN`. */
  check?(inputs: Json): CheckFailure[];
  /** Names of changed inputs that replace the resource although the schema does not say so. */
  replaceAlso?(olds: Json, news: Json): string[];
  /** How the outputs repeat the inputs where they differ, e.g. a digest in place of a text. */
  stateOf?(inputs: Json): Json;
  /**
   * The inputs of the state in the form that the real provider's read gives them, and compares the next program with:
   * a program that says the same in another form makes a change at every `up`.
   */
  readBack?(inputs: Json): Json;
  create(inputs: Json, urn: string): Promise<{ id: string; outs: Json }>;
  /** Undefined: the resource is gone. On import `props` is empty. */
  read?(id: string, props: Json): Promise<Json | undefined>;
  /** `olds` are the old outputs. Returns the new outputs. */
  update?(id: string, olds: Json, news: Json): Promise<Json>;
  /** What is already gone is no error. */
  delete(id: string, props: Json): Promise<void>;
}

/** Plugins on Terraform's older SDK record in `__defaults` what they filled in; the others do not. */
const BRIDGED = new Set(["docker", "openstack", "ovh"]);

/** The official provider interface over a table of resource types, so that a type is only what is special in it. */
export class ResourceProvider implements InProcessProvider {
  private readonly handlers: Map<string, ResourceHandler>;

  constructor(
    readonly pkg: string,
    readonly version: string,
    handlers: readonly ResourceHandler[],
    private readonly invokes: Readonly<
      Record<string, (args: Json) => Promise<Json>>
    > = {},
  ) {
    this.handlers = new Map(handlers.map((handler) => [handler.type, handler]));
  }

  /** The type tokens this provider knows. */
  get types(): string[] {
    return [...this.handlers.keys()];
  }

  check(urn: string, olds: Json | undefined, news: Json): Promise<CheckResult> {
    const handler = this.handler(urn);
    const schema = schemaFor(handler.type);
    const defaults = filledIn(handler, urn, olds, news);
    const plain = { ...withoutDefaults(news), ...defaults };
    const failures = [
      ...schemaFailures(schema, plain),
      ...(handler.check?.(plain) ?? []),
    ];
    const inputs = BRIDGED.has(this.pkg)
      ? {
          ...(withNestedMarks(plain, schema.inputs) as Json),
          __defaults: Object.keys(defaults).sort(),
        }
      : plain;
    return Promise.resolve({ inputs, failures });
  }

  /** The official diff, given old outputs only: what the program no longer mentions goes unnoticed here. */
  diff(_id: string, urn: string, olds: Json, news: Json): Promise<DiffResult> {
    const handler = this.handler(urn);
    const known = withoutDefaults(news);
    const after = { ...known, ...handler.stateOf?.(known) };
    const before = Object.fromEntries(
      Object.keys(after).map((key) => [key, olds[key]]),
    );
    const diff = this.compare(handler, before, after);
    return Promise.resolve({ ...diff, ...takesItsName(handler, diff, news) });
  }

  diffInputs(
    _id: string,
    urn: string,
    old: { readonly inputs: Json; readonly outputs: Json },
    news: Json,
  ): Promise<DetailedDiffResult> {
    const handler = this.handler(urn);
    const before = handler.readBack?.(old.inputs) ?? old.inputs;
    const diff = this.compare(handler, before, news);
    return Promise.resolve({ ...diff, ...takesItsName(handler, diff, news) });
  }

  async create(urn: string, inputs: Json): Promise<CreateResult> {
    const handler = this.handler(urn);
    const plain = withoutDefaults(inputs);
    const { id, outs } = await handler.create(plain, urn);
    return {
      id,
      outs: this.outputs(id, plain, { ...outs, ...handler.stateOf?.(plain) }),
    };
  }

  async read(id: string, urn: string, props?: Json): Promise<ReadResult> {
    const handler = this.handler(urn);
    const known = props ?? {};
    if (handler.read === undefined) return { id, props: known };
    const outs = await handler.read(id, known);
    if (outs === undefined) return { id: "" };
    const current = this.outputs(id, known, outs);
    const imported = Object.keys(known).every((key) => key === "id");
    if (!imported) return { id, props: current };
    const names = Object.keys(schemaFor(handler.type).inputs);
    const inputs = Object.fromEntries(
      names.filter((n) => current[n] !== undefined).map((n) => [n, current[n]]),
    );
    return { id, props: current, inputs };
  }

  async update(
    id: string,
    urn: string,
    olds: Json,
    news: Json,
  ): Promise<UpdateResult> {
    const handler = this.handler(urn);
    if (handler.update === undefined)
      throw new Error(`${handler.type} cannot be updated in place`);
    const plain = withoutDefaults(news);
    const outs = await handler.update(id, olds, plain);
    return {
      outs: this.outputs(id, plain, { ...outs, ...handler.stateOf?.(plain) }),
    };
  }

  async delete(id: string, urn: string, props: Json): Promise<void> {
    await this.handler(urn).delete(id, props);
  }

  async invoke(token: string, inputs: Json): Promise<InvokeResult> {
    const call = this.invokes[token];
    if (call === undefined)
      throw new Error(`the sandbox has no function ${token}`);
    return { outputs: await call(inputs) };
  }

  private handler(urn: string): ResourceHandler {
    const type = typeOf(urn);
    const handler = this.handlers.get(type);
    if (handler === undefined)
      throw new Error(`the sandbox has no resource type ${type}`);
    return handler;
  }

  private compare(
    handler: ResourceHandler,
    olds: Json,
    news: Json,
  ): DetailedDiffResult {
    const diff = diffInputs(handler.type, olds, news);
    const more = diff.changes
      ? (handler.replaceAlso?.(withoutDefaults(olds), withoutDefaults(news)) ??
        [])
      : [];
    return { ...diff, replaces: [...new Set([...diff.replaces, ...more])] };
  }

  private outputs(id: string, inputs: Json, outs: Json): Json {
    const all = { ...inputs, ...outs };
    return BRIDGED.has(this.pkg) ? { ...all, id } : all;
  }
}

/** The type token of a URN, without its parents' types. */
export function typeOf(urn: string): string {
  return (urn.split("::")[2] ?? "").split("$").pop() ?? "";
}

/** The logical name of a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/**
 * A resource named by the program holds its name until it is gone, so that its successor comes after it.
 * Source: pulumi/pulumi-terraform-bridge, pkg/tfbridge/schema.go, nameRequiresDeleteBeforeReplace.
 */
function takesItsName(
  { autoName }: ResourceHandler,
  { replaces = [] }: DiffResult,
  news: Json,
): { deleteBeforeReplace?: true } {
  if (autoName === undefined || replaces.length === 0) return {};
  const filled = (news.__defaults as string[] | undefined) ?? [autoName];
  return filled.includes(autoName) ? {} : { deleteBeforeReplace: true };
}

function schemaFor(type: string): ResourceSchema {
  const schema = schemaOf(type);
  if (schema === undefined) throw new Error(`no schema describes ${type}`);
  return schema;
}

function filledIn(
  handler: ResourceHandler,
  urn: string,
  olds: Json | undefined,
  news: Json,
): Json {
  const filled: Json = {};
  for (const [key, value] of Object.entries(handler.defaults ?? {}))
    if (news[key] === undefined) filled[key] = value;
  const { autoName } = handler;
  if (autoName !== undefined && news[autoName] === undefined)
    filled[autoName] =
      olds?.[autoName] ??
      `${nameOf(urn)}-${randomBytes(4).toString("hex").slice(0, 7)}`;
  return filled;
}

function schemaFailures(schema: ResourceSchema, inputs: Json): CheckFailure[] {
  const missing = schema.required
    .filter((name) => inputs[name] === undefined || inputs[name] === null)
    .map((property) => ({
      property,
      reason: `Missing required property '${property}'`,
    }));
  const unknown = Object.keys(inputs)
    .filter((name) => schema.inputs[name] === undefined)
    .map((property) => ({
      property,
      reason: `An argument named "${property}" is not expected here`,
    }));
  return [...missing, ...unknown];
}

/** A property's value in a message. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A copy without any `__defaults`, at every depth. */
export function withoutDefaults(value: Json): Json {
  return strip(value) as Json;
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "__defaults")
      .map(([key, inner]) => [key, strip(inner)]),
  );
}

/** Marks nested blocks (not maps) with the empty `__defaults` that the real plugins write. */
function withNestedMarks(value: unknown, properties: Properties): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      markBlock(inner, properties[key]?.type),
    ]),
  );
}

function markBlock(value: unknown, type: string | undefined): unknown {
  if (type === undefined || value === UNKNOWN) return value;
  if (Array.isArray(value))
    return value.map((item) => markBlock(item, type.replace(/\[\]$/, "")));
  const nested = objectProperties(type);
  if (nested === undefined || !isObject(value)) return value;
  return { ...(withNestedMarks(value, nested) as Json), __defaults: [] };
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
