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

/** What a provider refuses, in people's words. */
export class CheckFailed extends Error {
  constructor(
    urn: string,
    failures: readonly { property: string; reason: string }[],
  ) {
    const { name, type } = parseUrn(urn);
    const list = failures
      .map(({ property, reason }) =>
        property ? `${property}: ${reason}` : reason,
      )
      .join("; ");
    super(`${type} "${name}" is not accepted by its provider: ${list}`);
    this.name = "CheckFailed";
  }
}

/** Makes and configures the instance when first asked for it; undefined if the package has none here. */
type Hosted = () => Promise<InProcessProvider | undefined>;

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
  private readonly hosted = new Map<string, Hosted>();

  constructor(private readonly factory: ProviderFactory | undefined) {}

  /** Makes a provider resource usable under its reference. */
  register(reference: string, type: string, inputs: Json): void {
    let ready: Promise<InProcessProvider | undefined> | undefined;
    const start = async (): Promise<InProcessProvider | undefined> => {
      const pkg = providerPackage(type);
      const instance = this.factory?.(pkg);
      await instance?.configure?.(providerConfig(pkg, plainBag(inputs)));
      return instance;
    };
    this.hosted.set(reference, () => (ready ??= start()));
  }

  private async instance(
    reference: string,
  ): Promise<InProcessProvider | undefined> {
    return this.hosted.get(reference)?.();
  }

  private async required(
    reference: string,
    type: string,
  ): Promise<InProcessProvider> {
    const instance = await this.instance(reference);
    if (instance !== undefined) return instance;
    throw new Error(
      `no provider for the package "${packageOf(type)}" runs here: use the pulumi CLI with its plugin`,
    );
  }

  /** The inputs as the provider wants them, defaults filled in; secret where the program's are. Throws `CheckFailed`. */
  async check(
    urn: string,
    reference: string,
    olds: Json | undefined,
    news: Json,
  ): Promise<Json> {
    const type = parseUrn(urn).type;
    if (isProviderType(type)) return news;
    const instance = await this.instance(reference);
    if (instance?.check === undefined)
      return this.checkOffline(urn, type, olds, news);
    const result = await instance.check(
      urn,
      olds === undefined ? {} : plainBag(olds),
      plainBag(news),
    );
    const failures = result.failures ?? [];
    if (failures.length > 0) throw new CheckFailed(urn, failures);
    return markSecrets((result.inputs ?? plainBag(news)) as Json, news, []);
  }

  private checkOffline(
    urn: string,
    type: string,
    olds: Json | undefined,
    news: Json,
  ): Json {
    const missing = (schemaOf(type)?.required ?? []).filter(
      (name) => news[name] === undefined,
    );
    const failures = missing.map((property) => ({
      property,
      reason: "required, but not given",
    }));
    if (failures.length > 0) throw new CheckFailed(urn, failures);
    return olds === undefined ? news : (withOldDefaults(news, olds) as Json);
  }

  /** Compares a resource of the state with checked inputs. */
  async diff(old: ResourceState, news: Json): Promise<DetailedDiffResult> {
    const [oldInputs, newInputs] = [plainBag(old.inputs ?? {}), plainBag(news)];
    if (!old.custom || isProviderType(old.type)) {
      const diff = diffInputs(
        old.type,
        withoutEngineKeys(oldInputs),
        withoutEngineKeys(newInputs),
      );
      return { ...diff, replaces: [] };
    }
    const instance = await this.instance(old.provider ?? "");
    const id = old.id ?? "";
    if (instance?.diffInputs !== undefined) {
      const olds = { inputs: oldInputs, outputs: plainBag(old.outputs ?? {}) };
      return instance.diffInputs(id, old.urn, olds, newInputs);
    }
    const bySchema = diffInputs(old.type, oldInputs, newInputs);
    if (instance?.diff === undefined) return bySchema;
    const result = await instance.diff(
      id,
      old.urn,
      plainBag(old.outputs ?? {}),
      newInputs,
    );
    return { ...result, detailed: result.changes ? bySchema.detailed : {} };
  }

  /** Creates the resource, or makes `old` into it. */
  async apply(
    resource: ResourceState,
    old: ResourceState | undefined,
  ): Promise<{ id: string; outputs: Json }> {
    const { urn, type, provider: reference = "", inputs = {} } = resource;
    const provider = await this.required(reference, type);
    const news = plainBag(inputs);
    const made =
      old === undefined
        ? await provider.create?.(urn, news)
        : await provider.update?.(
            old.id ?? "",
            urn,
            plainBag(old.outputs ?? {}),
            news,
          );
    if (made === undefined) throw new Error(`the provider cannot make ${type}`);
    const id = "id" in made ? String(made.id) : (old?.id ?? "");
    return { id, outputs: this.marked(resource, (made.outs ?? {}) as Json) };
  }

  async delete(resource: ResourceState): Promise<void> {
    const { urn, id = "", type, provider = "", outputs = {} } = resource;
    const instance = await this.required(provider, type);
    await instance.delete?.(id, urn, plainBag(outputs));
  }

  /** What the resource is in reality; undefined if it is gone. */
  async read(
    resource: ResourceState,
    id: string,
    props: Json,
  ): Promise<{ id: string; outputs: Json; inputs?: Json } | undefined> {
    const provider = await this.required(
      resource.provider ?? "",
      resource.type,
    );
    if (provider.read === undefined)
      throw new Error(`the provider cannot read ${resource.type}`);
    const result = await provider.read(id, resource.urn, plainBag(props));
    if (!result.id || result.props === undefined || result.props === null)
      return undefined;
    const outputs = this.marked(resource, result.props as Json);
    if (result.inputs === undefined) return { id: result.id, outputs };
    return {
      id: result.id,
      outputs,
      inputs: markSecrets(result.inputs as Json, resource.inputs ?? {}, []),
    };
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
    const secrets = secretStrings(inputs).filter(
      (text) => text.length >= QUOTED_LENGTH,
    );
    const quoted = secrets.map((text) => JSON.stringify(text).slice(1, -1));
    const quoting =
      quoted.length === 0
        ? []
        : Object.keys(outputs).filter((key) => quotes(outputs[key], quoted));
    return markSecrets(outputs, inputs, [
      ...this.secretNames(resource),
      ...quoting,
    ]);
  }

  private secretNames({
    type,
    additionalSecretOutputs = [],
  }: ResourceState): string[] {
    return [
      ...(schemaOf(type)?.secretOutputs ?? []),
      ...additionalSecretOutputs,
    ];
  }

  /**
   * What a preview tells the program about a resource that will be created or updated. Outputs of an update stay,
   * as the real plugins' plans say, but for the inputs that change; what is absent is unknown to the program.
   */
  planned(resource: ResourceState, old: ResourceState | undefined): Json {
    const inputs: Json = { ...resource.inputs };
    delete inputs.__defaults;
    const forgotten = outputsUnknownAfterUpdate(resource.type);
    const kept = forgotten ? {} : (old?.outputs ?? {});
    const secrets = this.secretNames(resource).map((name) => [name, UNKNOWN]);
    const unknown = Object.fromEntries(secrets) as Json;
    return this.marked(resource, { ...unknown, ...kept, ...inputs });
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

function quotes(output: unknown, texts: readonly string[]): boolean {
  const text = JSON.stringify(plain(output) ?? null);
  return texts.some((quoted) => text.includes(quoted));
}
