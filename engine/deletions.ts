import { protectRefusal } from "./decide";
import { Stopped } from "./operations";
import type { DeploymentParts } from "./parts";
import { messageOf } from "./report";
import { type ResourceState, needsOf } from "./state";

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
    let result = started.get(resource);
    if (result === undefined) {
      result = Promise.all(
        (dependents.get(resource.urn) ?? []).map(remove),
      ).then((gone) => gone.every(Boolean) && act(resource));
      started.set(resource, result);
    }
    return result;
  };
  await Promise.all(set.map(remove));
}

/** Whether deleting it asks nothing of a provider. */
export function isSpared(
  resource: ResourceState,
  alsoDeleted: ReadonlySet<string>,
): boolean {
  const withAnother =
    resource.deletedWith !== undefined && alsoDeleted.has(resource.deletedWith);
  return (
    resource.retainOnDelete === true ||
    resource.pendingReplacement === true ||
    withAnother
  );
}

/**
 * Deletes a set of the state's resources. A protected one is refused, and what it stands on is kept with it.
 * `isQuiet` ones are the old halves of replacements: no step of their own.
 */
export async function deleteAll(
  { report, operations, preview, journal }: DeploymentParts,
  set: readonly ResourceState[],
  isQuiet: (resource: ResourceState) => boolean,
): Promise<void> {
  const urns = new Set(
    set.filter((resource) => !resource.retainOnDelete).map(({ urn }) => urn),
  );
  await deleteInOrder(set, async (resource) => {
    if (resource.protect && !resource.delete && !isQuiet(resource)) {
      report.diagnose(
        "error",
        protectRefusal("delete", resource.urn),
        resource.urn,
      );
      return false;
    }
    try {
      if (preview) journal.drop(resource);
      else
        await operations.delete(resource, { spared: isSpared(resource, urns) });
      const retained = resource.retainOnDelete ? { retained: true } : {};
      if (!isQuiet(resource) && !resource.external)
        report.step("delete", resource, retained, resource, false);
      return true;
    } catch (error) {
      if (!(error instanceof Stopped))
        report.diagnose("error", messageOf(error), resource.urn);
      return false;
    }
  });
}
