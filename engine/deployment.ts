import { adopt } from "./adoption";
import { decide, desiredInputs, facts, wantedState } from "./decide";
import { deleteAll } from "./deletions";
import type { Goal, Registered } from "./goal";
import { Stopped } from "./operations";
import type { DeploymentParts } from "./parts";
import { ProviderResources } from "./provider-resources";
import { UNKNOWN } from "./provider";
import type { Json } from "./provider";
import { Replacements } from "./replacements";
import { type StackReader, lookUp } from "./reads";
import { messageOf } from "./report";
import { type ResourceState, needsOf } from "./state";
import { aliasUrns, createUrn, isProviderType } from "./urn";
import { containsSecret, containsUnknown, equal } from "./values";

type Identity = Pick<Goal, "type" | "name" | "parent">;

/**
 * One run of a program against the state: decides about each registration as it comes and has it carried out.
 * The SDK sends a registration once everything it depends on was answered, so the order of dependencies is given.
 */
export class Deployment {
  private readonly urns = new Set<string>();
  private readonly olds = new Map<string, ResourceState>();
  private readonly matched = new Set<ResourceState>();
  private readonly aliased = new Map<string, string>();
  /** URNs that failed or were not started, so that nothing is built on them. */
  private readonly failed = new Set<string>();
  private refused = false;
  private readonly working = new Set<Promise<unknown>>();
  readonly news = new Map<string, ResourceState>();
  readonly providers: ProviderResources;
  private readonly replacements: Replacements;

  constructor(private readonly parts: DeploymentParts) {
    for (const resource of parts.journal.remaining())
      if (!resource.delete) this.olds.set(resource.urn, resource);
    this.replacements = new Replacements(parts, this.matched);
    this.providers = new ProviderResources(parts, (goal) => {
      const urn = this.urnOf(goal);
      this.urns.add(urn);
      return { urn, old: this.match(urn, goal) };
    });
  }

  /** Whether something failed or was not started, so that its outputs never come. */
  get hasFailed(): boolean {
    return this.failed.size > 0;
  }

  /** Whether what the program no longer mentions may go: only once everything it does mention is known, and done. */
  get mayDelete(): boolean {
    if (this.parts.preview) return !this.refused;
    return !this.hasFailed && !this.parts.operations.stopping;
  }

  /** Registers a resource: the answer says what it is now, or will be as far as a preview can know. */
  register(goal: Goal): Promise<Registered> {
    return this.claimed(goal, (urn, old) => this.settle(urn, goal, old));
  }

  /** Reads a resource that the program does not manage. */
  read(goal: Goal, id: string, readStack: StackReader): Promise<Registered> {
    return this.claimed(goal, (urn, old) =>
      lookUp(this.parts, urn, goal, id, old, readStack),
    );
  }

  invoke(reference: string, token: string, args: Json): Promise<Json> {
    return this.parts.host.invoke(reference, token, args);
  }

  /** Resolves when nothing that was registered is still at work. */
  async idle(): Promise<void> {
    while (this.working.size > 0) await Promise.allSettled(this.working);
  }

  private async claimed(
    goal: Goal,
    act: (
      urn: string,
      old: ResourceState | undefined,
    ) => Promise<ResourceState>,
  ): Promise<Registered> {
    const urn = this.urnOf(goal);
    if (this.urns.has(urn)) {
      return this.refuse(
        goal,
        new Error(
          `two resources have the URN ${urn}: give one of them another name`,
        ),
      );
    }
    this.urns.add(urn);
    const old = this.match(urn, goal);
    this.parts.report.learn(goal.inputs);
    const work = this.isBlocked(goal)
      ? Promise.reject(new Stopped())
      : act(urn, old);
    this.working.add(work);
    try {
      const resource = await work;
      this.news.set(urn, resource);
      return { urn, id: known(resource.id), outputs: resource.outputs ?? {} };
    } catch (error) {
      return this.fail(urn, error);
    } finally {
      this.working.delete(work);
    }
  }

  /** Takes note of a registration that cannot be followed, so that what the program wants is not fully known. */
  refuse(goal: Identity, error: unknown): Registered {
    this.refused = true;
    return this.fail(this.urnOf(goal), error);
  }

  private settle(
    urn: string,
    goal: Goal,
    old: ResourceState | undefined,
  ): Promise<ResourceState> {
    if (!goal.custom) return this.component(urn, goal, old);
    if (isProviderType(goal.type)) return this.providers.settle(urn, goal, old);
    const { importId } = goal;
    const isNew = old?.id !== importId && old?.importID !== importId;
    if (importId !== "" && isNew) return adopt(this.parts, urn, goal);
    return this.managed(urn, goal, old);
  }

  /** Notes a failure. What depends on it will not be started; a preview goes on, to show everything at once. */
  private fail(urn: string, error: unknown): Registered {
    this.failed.add(urn);
    if (!(error instanceof Stopped))
      this.parts.report.diagnose("error", messageOf(error), urn);
    return { urn, id: "", outputs: {}, unknown: true };
  }

  private urnOf({ type, name, parent }: Identity): string {
    return createUrn(this.parts.stack, this.parts.project, parent, type, name);
  }

  /** The resource of the state that a goal continues, by its URN or an alias. */
  private match(urn: string, goal: Goal): ResourceState | undefined {
    const { stack, project, journal } = this.parts;
    const aliases = aliasUrns({ stack, project, ...goal }, this.aliased);
    const old = [urn, ...aliases]
      .map((name) => this.olds.get(name))
      .find((found) => found !== undefined && !this.matched.has(found));
    if (old === undefined) return undefined;
    this.matched.add(old);
    if (old.urn !== urn) {
      this.aliased.set(urn, old.urn);
      journal.rename(old.urn, urn);
    }
    return old;
  }

  private isBlocked(goal: Goal): boolean {
    const { preview, operations } = this.parts;
    if (preview) return false;
    if (operations.stopping || containsUnknown(goal.inputs)) return true;
    const needs = needsOf(wantedState("", goal, {}));
    return [...needs].some((urn) => this.failed.has(urn));
  }

  private async component(
    urn: string,
    goal: Goal,
    old: ResourceState | undefined,
  ): Promise<ResourceState> {
    const resource = wantedState(urn, goal, goal.inputs);
    const now = new Date().toISOString();
    const { outputs, created = now, modified = now } = old ?? {};
    Object.assign(resource, { outputs, created, modified });
    this.parts.journal.put(resource, old);
    const op = old === undefined ? "create" : "same";
    this.parts.report.step(op, resource, {}, old);
    return resource;
  }

  private async managed(
    urn: string,
    goal: Goal,
    found: ResourceState | undefined,
  ): Promise<ResourceState> {
    const { host, report, preview, operations, journal } = this.parts;
    // What was only read so far is created anew.
    const old = found?.external ? undefined : found;
    const desired = desiredInputs(goal, old);
    const checked = await host.check(urn, goal.provider, old?.inputs, desired);
    const resource = wantedState(urn, goal, checked);
    if (old === undefined) {
      if (preview) resource.outputs = host.planned(resource, undefined);
      else await operations.apply("create", resource, found);
      report.step("create", resource);
      return resource;
    }
    const diff = await host.diff(old, checked);
    const isCondemned = this.replacements.isCondemned(old);
    const decision = decide(old, goal, diff, isCondemned);
    const { id, created, modified } = old;
    switch (decision.op) {
      case "replace":
        return this.replacements.replace(urn, goal, old, decision);
      case "update": {
        const outputs = host.planned(resource, old);
        if (preview) Object.assign(resource, { id, outputs });
        else await operations.apply("update", resource, old);
        break;
      }
      case "same": {
        const { outputs = {} } = old;
        const marks = secretsDiffer(old, resource);
        const kept = marks ? host.marked(resource, outputs) : outputs;
        Object.assign(resource, { id, outputs: kept, created, modified });
        journal.put(resource, old);
      }
    }
    report.step(decision.op, resource, facts(decision), old);
    return resource;
  }

  /** Keeps what a component says about itself. Unknown values, of parts that failed, leave the old ones. */
  registerOutputs(urn: string, outputs: Json): void {
    const resource = this.news.get(urn);
    if (resource === undefined) return;
    this.parts.report.learn(outputs);
    const { preview } = this.parts;
    const { outputs: olds = {} } = resource;
    const kept = Object.entries(outputs).map(([key, value]) => {
      const stale = !preview && containsUnknown(value);
      return [key, stale ? olds[key] : value];
    });
    resource.outputs = Object.fromEntries(kept) as Json;
  }

  /** After the program: deletes what it no longer has, and what was replaced. */
  async deleteRest(): Promise<void> {
    const remaining = this.parts.journal.remaining();
    const isLeft = (resource: ResourceState): boolean =>
      resource.delete === true || !this.matched.has(resource);
    await deleteAll(this.parts, remaining.filter(isLeft), (resource) =>
      this.replacements.isReplaced(resource),
    );
  }
}

/** The id as the program may see it: one that a preview cannot know is absent. */
function known(id: string | undefined): string {
  return id === UNKNOWN ? "" : (id ?? "");
}

/** Whether the program now keeps something secret that it did not before. */
function secretsDiffer(old: ResourceState, resource: ResourceState): boolean {
  const { additionalSecretOutputs: before = [] } = old;
  const { additionalSecretOutputs: after = [] } = resource;
  if (!equal(before, after)) return true;
  return containsSecret(resource.inputs) && !containsSecret(old.inputs);
}
