import { type Decision, decide } from "./decide";
import { deleteInOrder, isSpared, protectRefusal } from "./deletions";
import { UNKNOWN } from "./provider";
import type { Parts } from "./run";
import type { ResourceState } from "./state";
import { providerUrn } from "./urn";

/** Replaces resources: the new one first, or, where two cannot be side by side, the old one first. */
export class Replacements {
  /** Old resources that this run replaced and deletes at its end. */
  private readonly replaced = new Set<ResourceState>();
  /** Old resources that go, or went, before something that they depend on is replaced. */
  private readonly condemned = new Set<ResourceState>();

  constructor(
    private readonly parts: Parts,
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
    wanted: ResourceState,
    old: ResourceState,
    { deleteBefore, reasons }: Decision,
  ): Promise<ResourceState> {
    const { host, report, preview, operations } = this.parts;
    const { urn, provider = "", inputs = {}, protect } = wanted;
    // Without the olds: a name that the provider made must not be that of the resource that still exists.
    const checked = await host.check(urn, provider, undefined, inputs);
    const resource = { ...wanted, inputs: checked };
    if (old.protect && protect) {
      if (!preview) throw protectRefusal("replace", urn);
      report.diagnose("error", protectRefusal("replace", urn), urn);
    }
    if (!preview) operations.permit(resource);
    if (deleteBefore) await this.deleteFirst(old);
    else this.replaced.add(old);
    await operations.apply("replace", resource, old, !deleteBefore);
    report.step("replace", resource, reasons, old);
    return resource;
  }

  /** Deletes a resource that must go before its successor comes, and before it those that cannot live without it. */
  private async deleteFirst(root: ResourceState): Promise<void> {
    const { preview, operations } = this.parts;
    const all = [root, ...(await this.dependentsToReplace(root))];
    const guarded = all.slice(1).find((resource) => resource.protect);
    if (guarded !== undefined) throw protectRefusal("replace", guarded.urn);
    for (const resource of all) this.condemned.add(resource);
    if (preview) return;
    const set = all.filter((resource) => !resource.pendingReplacement);
    const urns = new Set(set.map(({ urn }) => urn));
    const failures: unknown[] = [];
    await deleteInOrder(set, async (resource) => {
      const how = { spared: isSpared(resource, urns), forReplacement: true };
      try {
        await operations.delete(resource, how);
        return true;
      } catch (error) {
        failures.push(error);
        return false;
      }
    });
    if (failures.length > 0) throw failures[0];
  }

  /** Those of the state that a replacement of `root` replaces too. Source: `calculateDependentReplacements`. */
  private async dependentsToReplace(
    root: ResourceState,
  ): Promise<ResourceState[]> {
    const going = new Set([root.urn]);
    const found: ResourceState[] = [];
    for (const resource of this.parts.journal.remaining()) {
      if (!resource.custom || resource.external || resource.delete) continue;
      if (this.matched.has(resource)) continue;
      if (!(await this.fallsWith(resource, going))) continue;
      going.add(resource.urn);
      found.push(resource);
    }
    return found;
  }

  private async fallsWith(
    resource: ResourceState,
    going: ReadonlySet<string>,
  ): Promise<boolean> {
    const { provider = "", deletedWith = "", inputs = {} } = resource;
    if (going.has(providerUrn(provider)) || going.has(deletedWith)) return true;
    const touched = Object.entries(resource.propertyDependencies ?? {})
      .filter(
        ([key, urns]) => key in inputs && urns.some((urn) => going.has(urn)),
      )
      .map(([key]) => [key, UNKNOWN] as const);
    if (touched.length === 0) return false;
    const news = { ...inputs, ...Object.fromEntries(touched) };
    const diff = await this.parts.host.diff(resource, news);
    return decide(resource, resource, diff).op === "replace";
  }
}
