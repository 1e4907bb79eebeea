import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UNKNOWN } from "../engine/provider";
import {
  type Properties,
  type Property,
  objectProperties,
  schemaOf,
} from "../engine/schema";
import { commandProvider } from "./command/provider";
import { openContextOnly } from "./conformance/context";
import { EXCEPTIONS, VALUES } from "./conformance/facts";
import { dockerProvider } from "./docker/provider";
import { openstackProvider } from "./openstack/provider";
import { ovhProvider } from "./ovh/provider";
import { randomProvider } from "./random/provider";
import { MailProvider } from "../provider/mail-provider";
import type { Json, ResourceProvider } from "./resource-provider";

const ctx = openContextOnly();
/** The last one is no stand-in: the same class serves the standard CLI, and what it sends goes to OVH. */
const PROVIDERS: readonly (ResourceProvider | MailProvider)[] = [
  openstackProvider(ctx),
  ovhProvider(ctx),
  dockerProvider(),
  commandProvider(),
  randomProvider(),
  new MailProvider(),
];
const TYPES = PROVIDERS.flatMap((provider) =>
  provider.types.map((type) => ({ provider, type })),
);

describe.each(TYPES)("$type", ({ provider, type }) => {
  const schema = schemaOf(type);
  if (schema === undefined) throw new Error(`no schema describes ${type}`);
  const urn = `urn:pulumi:stack::project::${type}::name`;
  const refused = EXCEPTIONS.refused[type] ?? {};
  const names = Object.keys(schema.inputs).filter((name) => !refused[name]);
  const all = Object.fromEntries(
    names.map((name) => [
      name,
      valueOf(type, name, schema.inputs[name] as Property),
    ]),
  );
  const required = pick(all, [
    ...schema.required,
    ...(EXCEPTIONS.together[type] ?? []),
  ]);
  const failuresOf = async (inputs: Json) =>
    (await provider.check(urn, undefined, inputs)).failures ?? [];

  it.each(names)("accepts %s", async (name) => {
    const without = EXCEPTIONS.instead[type]?.[name] ?? [];
    const inputs = { ...required, ...pick(all, [name]) };
    for (const other of without) delete inputs[other];
    expect(await failuresOf(inputs)).toEqual([]);
  });

  it("accepts what only an up will know", async () => {
    const unknown = Object.fromEntries(
      Object.keys(required).map((name) => [name, UNKNOWN]),
    );
    expect(await failuresOf(unknown)).toEqual([]);
  });

  it("refuses an input that the real one does not know", async () => {
    const failures = await failuresOf({ ...required, epicerie: "x" });
    expect(failures.map(({ property }) => property)).toEqual(["epicerie"]);
  });

  if (schema.required.length > 0)
    it.each([...schema.required])("refuses to do without %s", async (name) => {
      const rest = { ...required };
      delete rest[name];
      const properties = (await failuresOf(rest)).map((f) => f.property);
      expect(properties).toContain(name);
    });

  const ruled = EXCEPTIONS.ruled[type] ?? [];
  const leaves = leavesOf(all, schema.inputs, isAlwaysReplaced(type)).filter(
    ({ path }) => !ruled.includes(String(path[0])),
  );
  it.each(leaves)("$verb when $path changes", async ({ path, replace }) => {
    const changed = change(all, path, type);
    const diff = await provider.diffInputs(
      "id",
      urn,
      { inputs: all, outputs: all },
      changed,
    );
    expect(diff.changes).toBe(true);
    expect(diff.replaces).toEqual(replace ? [path[0]] : []);
  });

  if (leaves.some(({ replace }) => !replace))
    it("can be updated in place", () => {
      expect(handlerOf(provider, type).update).toBeInstanceOf(Function);
    });
});

describe("the object lock of a bucket", () => {
  const lock = (mode: string) => ({ rule: { mode, period: "P30D" } });
  const bucket = (objectLock?: Json) => ({ serviceName: "p", objectLock });
  it.each([
    [
      "is replaced when it comes",
      bucket(),
      bucket(lock("governance")),
      ["objectLock"],
    ],
    [
      "is replaced when it is enabled",
      bucket({ status: "disabled" }),
      bucket(lock("governance")),
      ["objectLock"],
    ],
    [
      "is updated when it gets stronger",
      bucket(lock("governance")),
      bucket(lock("compliance")),
      [],
    ],
    [
      "is replaced when it gets weaker",
      bucket(lock("compliance")),
      bucket(lock("governance")),
      ["objectLock"],
    ],
    [
      "is replaced when it goes",
      bucket(lock("governance")),
      bucket(),
      ["objectLock"],
    ],
  ])("%s", async (_rule, olds, news, replaces) => {
    const urn = "urn:pulumi:s::p::ovh:CloudProject/storage:Storage::b";
    const old = { inputs: olds, outputs: olds };
    const diff = await ovhProvider(ctx).diffInputs("b", urn, old, news);
    expect(diff.changes).toBe(true);
    expect(diff.replaces).toEqual(replaces);
  });
});

describe("secrets of the real providers", () => {
  it.each(["openstack", "ovh", "docker", "command", "random"])(
    "are secret outputs of %s",
    (pkg) => {
      const file = join(__dirname, "..", "engine", "schemas", `${pkg}.json`);
      const { resources } = JSON.parse(readFileSync(file, "utf8")) as {
        resources: Record<string, { inputs: Properties; outputs: Properties }>;
      };
      for (const { type } of TYPES.filter((t) =>
        t.type.startsWith(`${pkg}:`),
      )) {
        const { inputs = {}, outputs = {} } = resources[type] ?? {};
        const secret = Object.entries({ ...inputs, ...outputs })
          .filter(([, property]) => property.secret)
          .map(([name]) => name);
        expect(schemaOf(type)?.secretOutputs).toEqual(secret);
      }
    },
  );

  it("include those that the sandbox makes up itself", () => {
    const secrets = (type: string) => schemaOf(type)?.secretOutputs;
    expect(secrets("openstack:compute/keypair:Keypair")).toContain(
      "privateKey",
    );
    expect(secrets("ovh:CloudProject/s3Credential:S3Credential")).toContain(
      "secretAccessKey",
    );
    expect(secrets("ovh:CloudProject/user:User")).toContain("password");
    expect(secrets("random:index/randomPassword:RandomPassword")).toEqual(
      expect.arrayContaining(["result", "bcryptHash"]),
    );
  });
});

interface Leaf {
  readonly path: readonly (string | number)[];
  readonly replace: boolean;
  readonly verb: string;
}

/** Each scalar inside the inputs, with whether its change replaces: because it, or a block around it, says so. */
function leavesOf(
  value: Json,
  properties: Properties,
  replace: boolean,
  at: readonly (string | number)[] = [],
): Leaf[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const property = properties[name];
    const path = [...at, name];
    const type = property?.type ?? "";
    const replaces = replace || property?.replace === true;
    return leavesIn(inner, type, replaces, path);
  });
}

function leavesIn(
  value: unknown,
  type: string,
  replace: boolean,
  path: readonly (string | number)[],
): Leaf[] {
  if (Array.isArray(value))
    return value.flatMap((item, i) =>
      leavesIn(item, type.replace(/\[\]$/, ""), replace, [...path, i]),
    );
  if (typeof value !== "object" || value === null)
    return [{ path, replace, verb: replace ? "is replaced" : "is updated" }];
  return leavesOf(value as Json, objectProperties(type) ?? {}, replace, path);
}

function isAlwaysReplaced(type: string): boolean {
  return EXCEPTIONS.alwaysReplaced.some((prefix) => type.startsWith(prefix));
}

/** A value that the property takes: one of the table's, else one made from the schema's type. */
function valueOf(type: string, name: string, property: Property): unknown {
  const [known] = VALUES[`${type} ${name}`] ?? VALUES[name] ?? [];
  // The same name may be a word in one place and a block in another.
  const isBlock = objectProperties(property.type) !== undefined;
  return known === undefined || isBlock ? sample(type, property.type) : known;
}

function sample(resource: string, type: string): unknown {
  if (type.endsWith("[]")) return [sample(resource, type.slice(0, -2))];
  if (type.startsWith("{[key]: "))
    return { key: sample(resource, type.slice(8, -1)) };
  const nested = objectProperties(type);
  if (nested !== undefined)
    return Object.fromEntries(
      Object.entries(nested).map(([name, property]) => [
        name,
        valueOf(resource, name, property),
      ]),
    );
  if (type === "boolean") return true;
  return type === "integer" || type === "number" ? 2 : "sample";
}

/** The inputs with another value in one place. */
function change(
  inputs: Json,
  path: readonly (string | number)[],
  type: string,
): Json {
  const copy = structuredClone(inputs);
  const last = path.at(-1) as string | number;
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((value, key) => (value as Json)[key], copy) as Json;
  const name = String(path.findLast((key) => typeof key === "string"));
  const [, other] = VALUES[`${type} ${name}`] ?? VALUES[name] ?? [];
  const value = parent[last];
  parent[last] =
    typeof other === typeof value && other !== value ? other : different(value);
  return copy;
}

function different(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  return typeof value === "number" ? value + 1 : `${String(value)}2`;
}

function pick(from: Json, names: readonly string[]): Json {
  return Object.fromEntries(
    names.filter((n) => from[n] !== undefined).map((n) => [n, from[n]]),
  );
}

/** A look behind the provider's official interface, which does not tell what it could do. */
function handlerOf(provider: ResourceProvider | MailProvider, type: string) {
  if (provider instanceof MailProvider) return provider;
  const { handlers } = provider as unknown as {
    handlers: Map<string, { update?: unknown }>;
  };
  return handlers.get(type) ?? {};
}
