import type { Alias as AliasMessage } from "@pulumi/pulumi/proto/alias_pb";
import type {
  ReadResourceRequest,
  RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import type { ResourceState } from "./state";
import type { Alias } from "./urn";

/** What the program asks for in one registration. */
export interface Goal {
  /** With the program's inputs; id, outputs and dates come from what happens to it. */
  readonly wanted: ResourceState;
  readonly aliases: readonly Alias[];
  /** Undefined: the provider decides. */
  readonly deleteBeforeReplace?: boolean;
}

/** A registration in plain data; what it leaves open a child takes over from its parent. */
export function goalOf(
  urn: string,
  request: RegisterResourceRequest,
  parent?: ResourceState,
): Goal {
  const custom = request.getCustom();
  const wanted: ResourceState = {
    urn,
    custom,
    type: request.getType(),
    inputs: request.getObject()?.toJavaScript() ?? {},
    parent: request.getParent(),
    protect: request.hasProtect() ? request.getProtect() : parent?.protect,
    dependencies: request.getDependenciesList(),
    provider: custom ? request.getProvider() : "",
    propertyDependencies: propertyDependencies(request),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    customTimeouts: timeouts(request),
    importID: request.getImportid(),
    retainOnDelete: request.hasRetainondelete()
      ? request.getRetainondelete()
      : parent?.retainOnDelete,
    deletedWith: request.getDeletedwith() || parent?.deletedWith,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
  };
  const aliases = request.getAliasesList().map(aliasFrom);
  if (!request.getDeletebeforereplacedefined()) return { wanted, aliases };
  const deleteBeforeReplace = request.getDeletebeforereplace();
  return { wanted, aliases, deleteBeforeReplace };
}

/** What is read has an identity, a provider and the properties that find it. */
export function goalOfRead(urn: string, request: ReadResourceRequest): Goal {
  const wanted = {
    urn,
    custom: true,
    id: request.getId(),
    type: request.getType(),
    inputs: request.getProperties()?.toJavaScript() ?? {},
    parent: request.getParent(),
    external: true,
    dependencies: request.getDependenciesList(),
    provider: request.getProvider(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
  };
  return { wanted, aliases: [] };
}

/** What a registration asks for and this engine does not have. */
export function unsupportedIn(
  request: RegisterResourceRequest,
): string | undefined {
  if (request.getRemote()) return "is a remote component";
  if (request.getType().startsWith("pulumi-nodejs:dynamic"))
    return "is a dynamic resource";
  if (request.getPackageref() !== "")
    return "comes from a parameterized package";
  if (request.getReplaceWithList().length > 0)
    return "uses the option replaceWith";
  if (request.hasReplacementTrigger())
    return "uses the option replacementTrigger";
  if (request.getStateMigrationsList().length > 0)
    return "uses state migrations";
  return request.hasHooks() ? "uses resource hooks" : undefined;
}

function propertyDependencies(
  request: RegisterResourceRequest,
): Record<string, string[]> {
  const entries = request.getPropertydependenciesMap().entries();
  const lists: Record<string, string[]> = {};
  for (const [key, urns] of entries) lists[key] = urns.getUrnsList();
  return lists;
}

function aliasFrom(message: AliasMessage): Alias {
  const spec = message.getSpec();
  if (spec === undefined) return { urn: message.getUrn() };
  return {
    name: spec.getName(),
    type: spec.getType(),
    project: spec.getProject(),
    stack: spec.getStack(),
    parent: spec.getParenturn(),
    noParent: spec.getNoparent(),
  };
}

function timeouts(request: RegisterResourceRequest): Record<string, number> {
  const options = request.getCustomtimeouts()?.toObject() ?? {};
  const given = Object.entries(options).filter(([, duration]) => duration);
  return Object.fromEntries(
    given.map(([key, text]) => [key, seconds(String(text))]),
  );
}

const UNITS: Record<string, number> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/** One of Go's durations: `1h30m`, `90s`, `500ms`. */
function seconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/g)];
  if (parts.map(([text]) => text).join("") !== duration) {
    throw new Error(
      `customTimeouts: "${duration}" is not a duration; write e.g. "10m" or "1h30m"`,
    );
  }
  const values = parts.map(
    ([, count, unit = "s"]) => Number(count) * (UNITS[unit] ?? 1),
  );
  return values.reduce((sum, value) => sum + value, 0);
}
