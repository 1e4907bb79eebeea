import { decide, desiredInputs } from "./decide";
import { deleteAll } from "./deletions";
import { type StackReader, adopt, lookUp } from "./existing";
import type { Goal } from "./goals";
import {
  type Plugin,
  defaultProviderInputs,
  defaultProviderName,
  registerProviders,
  settleProvider,
} from "./provider-resources";
import { type Json, UNKNOWN } from "./provider";
import { Replacements } from "./replacements";
import { Stopped } from "./report";
import type { Parts } from "./run";
import { type ResourceState, needsOf } from "./state";
import { aliasUrns, createUrn, isProviderType, providerType } from "./urn";
import { containsSecret, containsUnknown, equal } from "./values";

/** What a registration answers to the program. */
export interface Registered {
  readonly urn: string;
  readonly id: string;
  readonly outputs: Json;
  /** Nothing was done: the resource, or something that it depends on, failed; its outputs are unknown. */
  readonly unknown?: boolean;
}

/**
 * One run of a program against the state: decides about each registration as it comes and has it carried out.
 * The SDK sends a registration once everything it depends on was answered, so the order of dependencies is given.
 */
export class Deployment {
  /** Resources of the last run, and those of them that this run has met again, maybe under another URN. */
  private readonly olds = new Map<string, ResourceState>();
  private readonly matched = new Set<ResourceState>();
  private readonly aliased = new Map<string, string>();
  private readonly urns = new Set<string>();
  /** URNs that failed or were not started, so that nothing is built on them. */
  private readonly failed = new Set<string>();
  private refused = false;
  private readonly working = new Set<Promise<unknown>>();
  private readonly defaults = new Map<string, Promise<string>>();
  private readonly replacements: Replacements;
  readonly news = new Map<string, ResourceState>();

  constructor(private readonly parts: Parts) {
    for (const resource of parts.journal.remaining())
      if (!resource.delete) this.olds.set(resource.urn, resource);
    this.replacements = new Replacements(parts, this.matched);
    registerProviders(parts);
  }

  urnOf(type: string, name: string, parent: string): string {
    const { stack, project } = this.parts;
    return createUrn(stack, project, parent, type, name);
  }

  /** Registers a resource: the answer says what it is now, or will be as far as a preview can know. */
  register(goal: Goal): Promise<Registered> {
    return this.claimed(goal, (old) => this.settle(goal, old));
  }

  /** Reads a resource that the program does not manage. */
  read(goal: Goal, readStack: StackReader): Promise<Registered> {
    return this.claimed(goal, (old) =>
      lookUp(this.parts, goal.wanted, old, readStack),
    );
  }

  invoke(reference: string, token: string, args: Json): Promise<Json> {
    return this.parts.host.invoke(reference, token, args);
  }

  /** Takes note of a registration that cannot be followed, so that what the program wants is not fully known. */
  refuse(urn: string, error: unknown): Registered {
    this.refused = true;
    return this.fail(urn, error);
  }

  /** The reference of the default provider of a package, made when first asked for. */
  defaultProvider(pkg: string, plugin: Plugin): Promise<string> {
    const type = providerType(pkg);
    const urn = this.urnOf(type, defaultProviderName(plugin), "");
    const make = async (): Promise<string> => {
      const inputs = defaultProviderInputs(pkg, plugin, this.parts.config);
      const wanted = { urn, custom: true, type, inputs };
      await this.register({ wanted, aliases: [] });
      return `${urn}::${this.news.get(urn)?.id ?? ""}`;
    };
    const reference = this.defaults.get(urn) ?? make();
    this.defaults.set(urn, reference);
    return reference;
  }

  /** Resolves when nothing that was registered is still at work. */
  async idle(): Promise<void> {
    while (this.working.size > 0) await Promise.allSettled(this.working);
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

  private async claimed(
    goal: Goal,
    act: (old: ResourceState | undefined) => Promise<ResourceState>,
  ): Promise<Registered> {
    const { urn, inputs } = goal.wanted;
    if (this.urns.has(urn)) {
      const problem = `two resources have the URN ${urn}: give one of them another name`;
      return this.refuse(urn, new Error(problem));
    }
    this.urns.add(urn);
    const old = this.match(goal);
    this.parts.report.learn(inputs);
    const work = this.isBlocked(goal.wanted)
      ? Promise.reject(new Stopped())
      : act(old);
    this.working.add(work);
    try {
      const resource = await work;
      this.news.set(urn, resource);
      const { id = "", outputs = {} } = resource;
      return { urn, id: id === UNKNOWN ? "" : id, outputs };
    } catch (error) {
      return this.fail(urn, error);
    } finally {
      this.working.delete(work);
    }
  }

  /** Notes a failure. What depends on it will not be started; a preview goes on, to show everything at once. */
  private fail(urn: string, error: unknown): Registered {
    this.failed.add(urn);
    this.parts.report.failure(urn, error);
    return { urn, id: "", outputs: {}, unknown: true };
  }

  /** The resource of the state that a goal continues, by its URN or an alias. */
  private match({ wanted, aliases }: Goal): ResourceState | undefined {
    const { urn } = wanted;
    const old = [urn, ...aliasUrns(wanted, aliases, this.aliased)]
      .map((name) => this.olds.get(name))
      .find((found) => found !== undefined && !this.matched.has(found));
    if (old === undefined) return undefined;
    this.matched.add(old);
    if (old.urn !== urn) {
      this.aliased.set(urn, old.urn);
      this.parts.journal.rename(old.urn, urn);
    }
    return old;
  }

  private isBlocked(wanted: ResourceState): boolean {
    const { preview, operations } = this.parts;
    if (preview) return false;
    if (operations.stopping || containsUnknown(wanted.inputs)) return true;
    return [...needsOf(wanted)].some((urn) => this.failed.has(urn));
  }

  private async settle(
    goal: Goal,
    old: ResourceState | undefined,
  ): Promise<ResourceState> {
    const { wanted } = goal;
    const { custom, type, importID } = wanted;
    if (!custom) return this.component(wanted, old);
    if (isProviderType(type)) return settleProvider(this.parts, wanted, old);
    const isKnown = old?.id === importID || old?.importID === importID;
    if (importID && !isKnown) return adopt(this.parts, wanted);
    return this.managed(goal, old);
  }

  private component(
    resource: ResourceState,
    old: ResourceState | undefined,
  ): ResourceState {
    const now = new Date().toISOString();
    const { outputs, created = now, modified = now } = old ?? {};
    Object.assign(resource, { outputs, created, modified });
    this.parts.journal.put(resource, old);
    const op = old === undefined ? "create" : "same";
    this.parts.report.step(op, resource, {}, old);
    return resource;
  }

  private async managed(
    goal: Goal,
    found: ResourceState | undefined,
  ): Promise<ResourceState> {
    const { wanted, deleteBeforeReplace } = goal;
    const { urn, provider = "", replaceOnChanges } = wanted;
    const { host, report, operations } = this.parts;
    // What was only read so far is created anew.
    const old = found?.external ? undefined : found;
    const desired = desiredInputs(wanted, old);
    const checked = await host.check(urn, provider, old?.inputs, desired);
    const resource = { ...wanted, inputs: checked };
    if (old === undefined) {
      await operations.apply("create", resource, found);
      report.step("create", resource);
      return resource;
    }
    const isCondemned = this.replacements.isCondemned(old);
    const wishes = { replaceOnChanges, deleteBeforeReplace, isCondemned };
    const decision = decide(old, wishes, await host.diff(old, checked));
    const { op, reasons } = decision;
    if (op === "replace")
      return this.replacements.replace(wanted, old, decision);
    if (op === "update") await operations.apply("update", resource, old);
    else this.keep(resource, old);
    report.step(op, resource, reasons, old);
    return resource;
  }

  /** Nothing happens to it; what the program now keeps secret and did not before is marked in the outputs. */
  private keep(resource: ResourceState, old: ResourceState): void {
    const { host, journal } = this.parts;
    const { id, created, modified, additionalSecretOutputs = [] } = old;
    const isMoreSecret =
      !equal(additionalSecretOutputs, resource.additionalSecretOutputs) ||
      (containsSecret(resource.inputs) && !containsSecret(old.inputs));
    const { outputs: told = {} } = old;
    const outputs = isMoreSecret ? host.marked(resource, told) : told;
    Object.assign(resource, { id, outputs, created, modified });
    journal.put(resource, old);
  }

  /** Keeps what a component says about itself. Unknown values, of parts that failed, leave the old ones. */
  registerOutputs(urn: string, outputs: Json): void {
    const resource = this.news.get(urn);
    if (resource === undefined) return;
    this.parts.report.learn(outputs);
    const { outputs: olds = {} } = resource;
    const kept = Object.entries(outputs).map(([key, value]) => {
      const isStale = !this.parts.preview && containsUnknown(value);
      return [key, isStale ? olds[key] : value] as const;
    });
    resource.outputs = Object.fromEntries(kept);
  }

  /** After the program: deletes what it no longer has, and what was replaced. */
  async deleteRest(): Promise<void> {
    const left = this.parts.journal
      .remaining()
      .filter((resource) => resource.delete || !this.matched.has(resource));
    await deleteAll(this.parts, left, (resource) =>
      this.replacements.isReplaced(resource),
    );
  }
}
