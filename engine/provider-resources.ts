import { randomUUID } from "node:crypto";
import { decide, facts, wantedState } from "./decide";
import { type Goal, PLAIN_GOAL } from "./goal";
import { withoutEngineKeys } from "./host";
import type { DeploymentParts } from "./parts";
import { type Json, UNKNOWN } from "./provider";
import type { ResourceState } from "./state";
import { isProviderType, providerType } from "./urn";
import { secret } from "./values";

/** Gives a goal its URN and finds it in the state. */
type Claim = (goal: Goal) => { urn: string; old: ResourceState | undefined };

/** Provider resources: those of the program, and the default ones that the engine makes per package and version. */
export class ProviderResources {
  private readonly defaults = new Map<string, Promise<string>>();

  constructor(
    private readonly parts: DeploymentParts,
    private readonly claim: Claim,
  ) {
    registerProviders(parts);
  }

  /** A provider resource is ours to keep: it has settings and an id, and nothing in the world. */
  async settle(
    urn: string,
    goal: Goal,
    old: ResourceState | undefined,
  ): Promise<ResourceState> {
    const { preview, host, journal, report, operations } = this.parts;
    const resource = wantedState(urn, goal, goal.inputs);
    const now = new Date().toISOString();
    const id = old?.id ?? (preview ? UNKNOWN : randomUUID());
    const outputs = Object.fromEntries(
      Object.entries(goal.inputs).filter(([key]) => key !== "__internal"),
    );
    const decision =
      old && decide(old, goal, await host.diff(old, goal.inputs));
    const modified = decision?.op === "same" ? old?.modified : now;
    Object.assign(resource, {
      id,
      outputs,
      created: old?.created ?? now,
      modified,
    });
    host.register(`${urn}::${id}`, goal.type, withoutEngineKeys(goal.inputs));
    journal.put(resource, old);
    report.step(
      decision?.op ?? "create",
      resource,
      decision && facts(decision),
      old,
    );
    if (decision?.op !== "same") await operations.flush();
    return resource;
  }

  /** The reference of the default provider of a package, made when first asked for. */
  default(pkg: string, version: string): Promise<string> {
    const name =
      version === ""
        ? "default"
        : `default_${version.replace(/[^A-Za-z0-9]/g, "_")}`;
    const key = `${pkg} ${name}`;
    let reference = this.defaults.get(key);
    if (reference === undefined) {
      reference = this.makeDefault(pkg, name, version);
      this.defaults.set(key, reference);
    }
    return reference;
  }

  private async makeDefault(
    pkg: string,
    name: string,
    version: string,
  ): Promise<string> {
    const inputs: Json = version === "" ? {} : { __internal: {}, version };
    for (const [key, { value, secret: isSecret }] of Object.entries(
      this.parts.config,
    )) {
      if (!key.startsWith(`${pkg}:`)) continue;
      inputs[key.slice(pkg.length + 1)] = isSecret ? secret(value) : value;
    }
    const goal = { ...PLAIN_GOAL, type: providerType(pkg), name, inputs };
    const { urn, old } = this.claim(goal);
    const resource = await this.settle(urn, goal, old);
    return `${urn}::${resource.id ?? ""}`;
  }
}

/** Makes the providers of the state usable: what this run deletes may have no other. */
export function registerProviders({ journal, host }: DeploymentParts): void {
  for (const { urn, id = "", type, inputs = {} } of journal.remaining()) {
    if (isProviderType(type))
      host.register(`${urn}::${id}`, type, withoutEngineKeys(inputs));
  }
}
