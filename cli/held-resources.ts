import { PLATFORM } from "../infra/model/model";
import type { Context } from "./context";
import { Refusal } from "./refusal";
import { storedResources } from "./stored-state";
import { nounOf } from "./view/nouns";
import { isBookkeeping, nameOf, type PlannedStep } from "./view/planned-step";

/** What of a state is read here; nothing of it is ever encrypted. */
interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  readonly protect?: boolean;
  readonly external?: boolean;
}

/** Everything that a stack's state holds, as the deletions that `destroy` would make. Empty for a stack never put online. */
export async function heldResources(
  context: Context,
  stack: string,
): Promise<PlannedStep[]> {
  const resources = await storedResources<StoredResource>(context, stack);
  return resources.filter(({ external }) => !external).map(deletion);
}

/** How many resources of vendors a stack holds. */
export async function countHeld(
  context: Context,
  stack: string,
): Promise<number> {
  const held = await heldResources(context, stack);
  return held.filter(({ type }) => !isBookkeeping(type)).length;
}

/** Refuses before anything is touched when some of it is protected: half a destroyed stack helps nobody. */
export function refuseProtected(
  held: readonly PlannedStep[],
  stack: string,
): void {
  const kept = held.filter(
    ({ isProtected, type }) => isProtected && !isBookkeeping(type),
  );
  if (kept.length === 0) return;
  throw new Refusal((messages) => [
    messages.cli.protectedHeld(kept.length),
    ...kept.map(
      ({ type, urn }) => `  - ${nounOf(type, messages)} ${nameOf(urn)}`,
    ),
    stack === PLATFORM
      ? messages.cli.protectedPlatform()
      : messages.cli.protectedRemedy(stack),
  ]);
}

function deletion({ urn, type, parent, protect }: StoredResource): PlannedStep {
  return {
    operation: "delete",
    urn,
    type,
    ...(parent === undefined ? {} : { parent }),
    changed: [],
    replacing: [],
    isProtected: protect ?? false,
    isRetained: false,
  };
}
