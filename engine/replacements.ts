import {
  type Decision,
  decide,
  facts,
  protectRefusal,
  wantedState,
} from "./decide";
import { deleteInOrder, isSpared } from "./deletions";
import type { Goal } from "./goal";
import type { DeploymentParts } from "./parts";
import { type Json, UNKNOWN } from "./provider";
import type { ResourceState } from "./state";

/** Replaces resources: the new one first, or, where two cannot be side by side, the old one first. */
export class Replacements {
  /** Old resources that this run replaced and deletes at its end. */
  private readonly replaced = new Set<ResourceState>();
  /** Old resources that go, or went, before something that they depend on is replaced. */
  private readonly condemned = new Set<ResourceState>();

  constructor(
    private readonly parts: DeploymentParts,
    /** Resources of the state that this run has met again. */
    private readonly matched: ReadonlySet<ResourceState>,
  ) {}

  /** Whether its successor is there, so that its deletion is part of the replacement. */
  isReplaced(resource: ResourceState): boolean {
    return this.replaced.has(resource);
  }

  isCondemned(resource: ResourceState): boolean {
    return this.condemned.has(resource);
  }

  async replace(
    urn: string,
    goal: Goal,
    old: ResourceState,
    decision: Decision,
  ): Promise<ResourceState> {
    const { host, report, preview, operations } = this.parts;
    // Without the olds: a name that the provider made must not be that of the resource that still exists.
    const inputs = await host.check(urn, goal.provider, undefined, goal.inputs);
    const resource = wantedState(urn, goal, inputs);
    if (old.protect && goal.protect) {
      if (!preview) throw new Error(protectRefusal("replace", urn));
      report.diagnose("error", protectRefusal("replace", urn), urn);
    }
    if (!preview) operations.permit(resource);
    if (decision.deleteBefore) await this.deleteFirst(old);
    else this.replaced.add(old);
    if (preview) resource.outputs = host.planned(resource, undefined);
    else
      await operations.apply("replace", resource, old, !decision.deleteBefore);
    report.step("replace", resource, facts(decision), old);
    return resource;
  }

  /** Deletes a resource that must go before its successor comes, and before it those that cannot live without it. */
  private async deleteFirst(root: ResourceState): Promise<void> {
    const { preview, operations } = this.parts;
    const dependents = await this.dependentsToReplace(root);
    const guarded = dependents.find((resource) => resource.protect);
    if (guarded !== undefined)
      throw new Error(protectRefusal("replace", guarded.urn));
    for (const resource of [root, ...dependents]) this.condemned.add(resource);
    if (preview) return;
    const set = [root, ...dependents].filter(
      (resource) => !resource.pendingReplacement,
    );
    const urns = new Set(set.map(({ urn }) => urn));
    let failure: Error | undefined;
    await deleteInOrder(set, async (resource) => {
      try {
        await operations.delete(resource, {
          spared: isSpared(resource, urns),
          forReplacement: true,
        });
        return true;
      } catch (error) {
        failure ??= error instanceof Error ? error : new Error(String(error));
        return false;
      }
    });
    if (failure !== undefined) throw failure;
  }

  /** Those of the state that a replacement of `root` replaces too. Source: `calculateDependentReplacements`. */
  private async dependentsToReplace(
    root: ResourceState,
  ): Promise<ResourceState[]> {
    const going = new Set([root.urn]);
    const found: ResourceState[] = [];
    for (const resource of this.parts.journal.remaining()) {
      const candidate =
        resource.custom &&
        !resource.external &&
        !resource.delete &&
        !this.matched.has(resource);
      if (!candidate || !(await this.fallsWith(resource, going))) continue;
      going.add(resource.urn);
      found.push(resource);
    }
    return found;
  }

  private async fallsWith(
    resource: ResourceState,
    going: ReadonlySet<string>,
  ): Promise<boolean> {
    const provider =
      resource.provider?.slice(0, resource.provider.lastIndexOf("::")) ?? "";
    if (going.has(provider) || going.has(resource.deletedWith ?? ""))
      return true;
    const inputs: Json = { ...resource.inputs };
    const touched = Object.entries(resource.propertyDependencies ?? {}).filter(
      ([, urns]) => urns.some((urn) => going.has(urn)),
    );
    if (touched.length === 0) return false;
    for (const [key] of touched) if (key in inputs) inputs[key] = UNKNOWN;
    const goal = {
      replaceOnChanges: resource.replaceOnChanges ?? [],
      deleteBeforeReplace: undefined,
    };
    return (
      decide(resource, goal, await this.parts.host.diff(resource, inputs))
        .op === "replace"
    );
  }
}
