import type { Alias as AliasMessage } from "@pulumi/pulumi/proto/alias_pb";
import type {
  ReadResourceRequest,
  RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { type Goal, PLAIN_GOAL } from "./goal";
import type { Transforms } from "./transforms";
import type { Alias } from "./urn";

/** What a child takes over from its parent unless it says otherwise. */
type Inherited = Pick<Goal, "protect" | "retainOnDelete" | "deletedWith">;

/** Makes goals of registration requests: transforms applied, options inherited. */
export class Goals {
  private readonly inherited = new Map<string, Inherited>();

  constructor(private readonly transforms: Transforms) {}

  async from(request: RegisterResourceRequest): Promise<Goal> {
    await this.transforms.apply(request);
    const parent = this.inherited.get(request.getParent());
    const custom = request.getCustom();
    return {
      type: request.getType(),
      name: request.getName(),
      custom,
      parent: request.getParent(),
      inputs: request.getObject()?.toJavaScript() ?? {},
      provider: custom ? request.getProvider() : "",
      dependencies: request.getDependenciesList(),
      propertyDependencies: propertyDependencies(request),
      protect:
        (request.hasProtect() ? request.getProtect() : parent?.protect) ??
        false,
      retainOnDelete:
        (request.hasRetainondelete()
          ? request.getRetainondelete()
          : parent?.retainOnDelete) ?? false,
      deletedWith: request.getDeletedwith() || (parent?.deletedWith ?? ""),
      deleteBeforeReplace: request.getDeletebeforereplacedefined()
        ? request.getDeletebeforereplace()
        : undefined,
      ignoreChanges: request.getIgnorechangesList(),
      replaceOnChanges: request.getReplaceonchangesList(),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      aliases: request.getAliasesList().map(aliasFrom),
      importId: request.getImportid(),
      customTimeouts: timeouts(request),
    };
  }

  /** Remembers what the children of a registered resource take over. */
  settled(urn: string, goal: Goal, request: RegisterResourceRequest): void {
    this.inherited.set(urn, goal);
    this.transforms.settled(urn, request);
  }
}

/** What is read is a goal with no wishes: it has an identity, a provider and the properties that find it. */
export function goalOfRead(request: ReadResourceRequest): Goal {
  return {
    ...PLAIN_GOAL,
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    provider: request.getProvider(),
    inputs: request.getProperties()?.toJavaScript() ?? {},
    dependencies: request.getDependenciesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
  };
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
  const result: Record<string, string[]> = {};
  request
    .getPropertydependenciesMap()
    .forEach((urns, key) => (result[key] = urns.getUrnsList()));
  return result;
}

function aliasFrom(message: AliasMessage): Alias {
  if (message.hasUrn()) return { urn: message.getUrn() };
  const spec = message.getSpec();
  if (spec === undefined) return {};
  return {
    name: spec.getName(),
    type: spec.getType(),
    project: spec.getProject(),
    stack: spec.getStack(),
    parent: spec.getParenturn(),
    noParent: spec.getNoparent(),
  };
}

/** Go's durations (`1h30m`, `90s`, `500ms`) in seconds. */
function timeouts(request: RegisterResourceRequest): Record<string, number> {
  const options = request.getCustomtimeouts();
  const given = {
    create: options?.getCreate(),
    update: options?.getUpdate(),
    delete: options?.getDelete(),
    read: options?.getRead(),
  };
  const result: Record<string, number> = {};
  for (const [name, duration] of Object.entries(given))
    if (duration) result[name] = seconds(duration);
  return result;
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

function seconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/g)];
  if (parts.map(([text]) => text).join("") !== duration) {
    throw new Error(
      `customTimeouts: "${duration}" is not a duration; write e.g. "10m" or "1h30m"`,
    );
  }
  return parts.reduce(
    (sum, [, count, unit = "s"]) => sum + Number(count) * (UNITS[unit] ?? 1),
    0,
  );
}
