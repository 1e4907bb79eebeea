import {
  type DetailedDiffResult,
  type InProcessProvider,
  type Json,
  type ProviderFactory,
  UNKNOWN,
} from "./provider";
import { diffInputs, packageOf, providerConfig, schemaOf } from "./schema";
import { outputsUnknownAfterUpdate } from "./schema-rules";
import type { ResourceState } from "./state";
import { isProviderType, parseUrn, providerPackage } from "./urn";
import {
  equal,
  isObject,
  markSecrets,
  plain,
  plainBag,
  secretStrings,
} from "./values";

/** The engine's own keys in the inputs of a provider resource; they say nothing about the provider's settings. */
const ENGINE_KEYS = [
  "version",
  "pluginDownloadURL",
  "__internal",
  "__pulumi-go-provider-version",
];

/** Shorter secrets are words that an output may contain by chance. */
const QUOTED_LENGTH = 8;

/**
 * Calls providers: one instance per provider resource, made and configured when first needed. Values go out without
 * secret markers and come back with them. Where a package has no provider here, the schema decides what it can
 * (previews offline); operations then fail.
 */
export class ProviderHost {
  private readonly hosted = new Map<
    string,
    () => Promise<InProcessProvider | undefined>
  >();

  constructor(private readonly factory: ProviderFactory | undefined) {}

  /** Makes a provider resource usable under its reference. */
  register(reference: string, type: string, inputs: Json): void {
    const start = async (): Promise<InProcessProvider | undefined> => {
      const pkg = providerPackage(type);
      const instance = this.factory?.(pkg);
      await instance?.configure?.(providerConfig(pkg, plainBag(inputs)));
      return instance;
    };
    let ready: ReturnType<typeof start> | undefined;
    this.hosted.set(reference, () => (ready ??= start()));
  }

  private async instance(
    reference = "",
  ): Promise<InProcessProvider | undefined> {
    return this.hosted.get(reference)?.();
  }

  private async required(
    reference: string | undefined,
    type: string,
  ): Promise<InProcessProvider> {
    const instance = await this.instance(reference);
    if (instance !== undefined) return instance;
    throw new Error(
      `no provider for the package "${packageOf(type)}" runs here: use the pulumi CLI with its plugin`,
    );
  }

  /** The inputs as the provider wants them, defaults filled in; secret where the program's are. Throws what it refuses. */
  async check(
    urn: string,
    reference: string,
    olds: Json | undefined,
    news: Json,
  ): Promise<Json> {
    const { type } = parseUrn(urn);
    if (isProviderType(type)) return news;
    const instance = await this.instance(reference);
    if (instance?.check === undefined) {
      const { required = [] } = schemaOf(type) ?? {};
      const missing = required.filter((name) => news[name] === undefined);
      const reason = "required, but not given";
      refuse(
        urn,
        missing.map((property) => ({ property, reason })),
      );
      return olds === undefined ? news : (withOldDefaults(news, olds) as Json);
    }
    const given = plainBag(news);
    const result = await instance.check(urn, plainBag(olds ?? {}), given);
    refuse(urn, result.failures ?? []);
    return markSecrets((result.inputs ?? given) as Json, news, []);
  }

  /** Compares a resource of the state with checked inputs. */
  async diff(old: ResourceState, inputs: Json): Promise<DetailedDiffResult> {
    const { urn, type, id = "" } = old;
    const olds = plainBag(old.inputs ?? {});
    const news = plainBag(inputs);
    if (!old.custom || isProviderType(type)) {
      const settings = [olds, news].map(withoutEngineKeys) as [Json, Json];
      return { ...diffInputs(type, ...settings), replaces: [] };
    }
    const instance = await this.instance(old.provider);
    const outputs = plainBag(old.outputs ?? {});
    if (instance?.diffInputs !== undefined)
      return instance.diffInputs(id, urn, { inputs: olds, outputs }, news);
    const bySchema = diffInputs(type, olds, news);
    if (instance?.diff === undefined) return bySchema;
    const result = await instance.diff(id, urn, outputs, news);
    return { ...result, detailed: result.changes ? bySchema.detailed : {} };
  }

  /** Creates the resource, or makes `old` into it. */
  async apply(
    resource: ResourceState,
    old: ResourceState | undefined,
  ): Promise<{ id: string; outputs: Json }> {
    const { urn, type } = resource;
    const provider = await this.required(resource.provider, type);
    const news = plainBag(resource.inputs ?? {});
    const { id = "", outputs: olds = {} } = old ?? {};
    const made = old
      ? await provider.update?.(id, urn, plainBag(olds), news)
      : await provider.create?.(urn, news);
    if (made === undefined) throw new Error(`the provider cannot make ${type}`);
    const outputs = this.marked(resource, (made.outs ?? {}) as Json);
    return { id: "id" in made ? String(made.id) : id, outputs };
  }

  async delete(resource: ResourceState): Promise<void> {
    const { urn, id = "", type, outputs = {} } = resource;
    const instance = await this.required(resource.provider, type);
    await instance.delete?.(id, urn, plainBag(outputs));
  }

  /** What the resource is in reality; undefined if it is gone. */
  async read(
    resource: ResourceState,
    id: string,
    props: Json,
  ): Promise<{ id: string; outputs: Json; inputs?: Json } | undefined> {
    const { urn, type } = resource;
    const provider = await this.required(resource.provider, type);
    if (provider.read === undefined)
      throw new Error(`the provider cannot read ${type}`);
    const result = await provider.read(id, urn, plainBag(props));
    if (!result.id || !result.props) return undefined;
    const outputs = this.marked(resource, result.props as Json);
    const found = { id: result.id, outputs };
    if (result.inputs === undefined) return found;
    const { inputs = {} } = resource;
    return { ...found, inputs: markSecrets(result.inputs as Json, inputs, []) };
  }

  async invoke(reference: string, token: string, args: Json): Promise<Json> {
    const provider = await this.required(reference, token);
    if (provider.invoke === undefined)
      throw new Error(`the provider has no function ${token}`);
    const result = await provider.invoke(token, plainBag(args));
    const reasons = (result.failures ?? []).map(({ reason }) => reason);
    if (reasons.length > 0) throw new Error(`${token}: ${reasons.join("; ")}`);
    return (result.outputs ?? {}) as Json;
  }

  /**
   * Outputs with their secrets marked: by inputs of the same name, the schema, and `additionalSecretOutputs`; also what
   * quotes a secret input, as a command's output may.
   */
  marked(resource: ResourceState, outputs: Json): Json {
    const { inputs = {} } = resource;
    const texts = secretStrings(inputs)
      .filter((text) => text.length >= QUOTED_LENGTH)
      .map((text) => JSON.stringify(text).slice(1, -1));
    const isQuoting = (key: string): boolean => {
      const output = JSON.stringify(plain(outputs[key]) ?? null);
      return texts.some((text) => output.includes(text));
    };
    const quoting =
      texts.length === 0 ? [] : Object.keys(outputs).filter(isQuoting);
    return markSecrets(outputs, inputs, [...secretNames(resource), ...quoting]);
  }

  /**
   * What a preview tells the program about a resource that will be created or updated. Outputs of an update stay,
   * as the real plugins' plans say, but for the inputs that change: one that stays may say more as an output, e.g. the
   * address on a network that was asked for. What is absent is unknown to the program.
   */
  planned(resource: ResourceState, old: ResourceState | undefined): Json {
    const { inputs = {} } = resource;
    const forgotten = outputsUnknownAfterUpdate(resource.type);
    const kept = forgotten ? {} : (old?.outputs ?? {});
    const before = plainBag(old?.inputs ?? {});
    const asked = Object.entries(inputs).filter(
      ([key, value]) =>
        key !== "__defaults" &&
        !(key in kept && key in before && equal(plain(value), before[key])),
    );
    const secrets = secretNames(resource).map((name) => [name, UNKNOWN]);
    const unknown = Object.fromEntries(secrets) as Json;
    const news: Json = Object.fromEntries(asked);
    return this.marked(resource, { ...unknown, ...kept, ...news });
  }
}

/** What remains of a provider resource's inputs once the engine's own keys are gone. */
export function withoutEngineKeys(inputs: Json): Json {
  return Object.fromEntries(
    Object.entries(inputs).filter(([key]) => !ENGINE_KEYS.includes(key)),
  );
}

/** The program's inputs with the old values of what a provider once filled in and the program still omits. */
function withOldDefaults(value: unknown, old: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(old))
    return value.map((item, i) => withOldDefaults(item, old[i]));
  if (!isObject(value) || !isObject(old) || equal(value, old)) return value;
  const result: Json = {};
  for (const key of Object.keys(value))
    result[key] = withOldDefaults(value[key], old[key]);
  if (!Array.isArray(old.__defaults)) return result;
  const kept = (old.__defaults as string[]).filter(
    (key) => value[key] === undefined && old[key] !== undefined,
  );
  for (const key of kept) result[key] = old[key];
  return { __defaults: kept, ...result };
}

function secretNames(resource: ResourceState): string[] {
  const { type, additionalSecretOutputs = [] } = resource;
  return [...(schemaOf(type)?.secretOutputs ?? []), ...additionalSecretOutputs];
}

/** Throws what a provider does not accept, in people's words. */
function refuse(
  urn: string,
  failures: readonly { property: string; reason: string }[],
): void {
  if (failures.length === 0) return;
  const { name, type } = parseUrn(urn);
  const list = failures.map(({ property, reason }) =>
    property ? `${property}: ${reason}` : reason,
  );
  throw new Error(
    `${type} "${name}" is not accepted by its provider: ${list.join("; ")}`,
  );
}
