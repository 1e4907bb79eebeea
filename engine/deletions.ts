import { Noticed } from "./notices";
import type { Parts } from "./run";
import { type ResourceState, needsOf } from "./state";

/** Why a protected resource is left alone. */
export function protectRefusal(
  verb: "replace" | "delete",
  urn: string,
): Noticed {
  return new Noticed({ code: "protected", verb }, urn);
}

/**
 * Deletes in parallel, each resource after everything of the set that depends on it. `act` says whether the resource
 * is gone; what it stands on is left alone if it is not.
 */
export async function deleteInOrder(
  set: readonly ResourceState[],
  act: (resource: ResourceState) => Promise<boolean>,
): Promise<void> {
  const dependents = new Map<string, ResourceState[]>();
  for (const resource of set) {
    for (const urn of needsOf(resource)) {
      if (urn !== resource.urn)
        dependents.set(urn, [...(dependents.get(urn) ?? []), resource]);
    }
  }
  const started = new Map<ResourceState, Promise<boolean>>();
  const remove = (resource: ResourceState): Promise<boolean> => {
    const first = Promise.all((dependents.get(resource.urn) ?? []).map(once));
    return first.then((gone) => gone.every(Boolean) && act(resource));
  };
  const once = (resource: ResourceState): Promise<boolean> => {
    const result = started.get(resource) ?? remove(resource);
    started.set(resource, result);
    return result;
  };
  await Promise.all(set.map(once));
}

/** Whether deleting it asks nothing of a provider. */
export function isSpared(
  { retainOnDelete, pendingReplacement, deletedWith = "" }: ResourceState,
  alsoDeleted: ReadonlySet<string>,
): boolean {
  const isKept = retainOnDelete === true || pendingReplacement === true;
  return isKept || alsoDeleted.has(deletedWith);
}

/**
 * Deletes a set of the state's resources. A protected one is refused, and what it stands on is kept with it.
 * `isQuiet` ones are the old halves of replacements: no step of their own.
 */
export async function deleteAll(
  { report, operations }: Parts,
  set: readonly ResourceState[],
  isQuiet: (resource: ResourceState) => boolean,
): Promise<void> {
  const going = set.filter((resource) => !resource.retainOnDelete);
  const urns = new Set(going.map(({ urn }) => urn));
  await deleteInOrder(set, async (resource) => {
    const { urn, retainOnDelete } = resource;
    if (resource.protect && !resource.delete && !isQuiet(resource)) {
      report.diagnose("error", protectRefusal("delete", urn), urn);
      return false;
    }
    try {
      await operations.delete(resource, { spared: isSpared(resource, urns) });
      if (!isQuiet(resource) && !resource.external) {
        const facts = retainOnDelete ? { retained: true } : {};
        report.step("delete", resource, facts, resource);
      }
      return true;
    } catch (error) {
      report.failure(urn, error);
      return false;
    }
  });
}
