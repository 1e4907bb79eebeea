import type { Result } from "../engine/engine";
import type { Model } from "../infra/model/model";
import type { Context } from "./context";
import type { Plan } from "./plan-stack";
import { Refusal } from "./refusal";
import { storedResources } from "./stored-state";
import { nameOf } from "./view/planned-step";

/** A disk that a plan would make smaller, in gigabytes. */
export interface Shrink {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What of a resource is read here. */
interface Stored {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: {
    readonly size?: unknown;
    readonly volumeType?: unknown;
  };
}

const VOLUME = "openstack:blockstorage/volume:Volume";

/** The disks that a plan would make smaller. Cinder grows volumes and refuses everything else, in the middle of an `up`. */
export function shrinksOf({ steps }: Pick<Result, "steps">): Shrink[] {
  return steps.flatMap((step) => {
    if (step.op !== "update" || step.type !== VOLUME) return [];
    const from = Number(step.old?.inputs?.size);
    const to = Number(step.new?.inputs?.size);
    return to < from ? [{ name: nameOf(step.urn), from, to }] : [];
  });
}

/** Refuses a plan that makes a disk smaller, once it was shown and before anything is touched. */
export function refuseShrinks({
  target,
  shrinks,
}: Pick<Plan, "target" | "shrinks">): void {
  if (shrinks.length > 0)
    throw new Refusal((texts) => [texts.plan.shrinksRefused(target.stack)]);
}

/** The same by the state, for the standard CLI, which plans by itself: an association's disk is named after its stack. */
export async function refuseSmallerDisk(
  context: Context,
  stack: string,
  { beneficiaries }: Pick<Model, "beneficiaries">,
): Promise<void> {
  const beneficiary = beneficiaries.find(({ name }) => name === stack);
  const { disk: to, diskClass } = beneficiary ?? {};
  if (to === undefined) return;
  const resources = await storedResources<Stored>(context, stack);
  const disk = resources.find(
    ({ type, urn }) => type === VOLUME && nameOf(urn) === stack,
  )?.inputs;
  const from = Number(disk?.size);
  // Another class is another disk, which may have any size.
  if (!(to < from) || disk?.volumeType !== diskClass) return;
  throw new Refusal(({ plan }) => [
    plan.diskShrinks(stack, from, to),
    plan.shrinksRefused(stack),
  ]);
}
