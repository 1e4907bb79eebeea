import type { Result } from "../engine/engine";
import type { Plan } from "./plan-stack";
import { Refusal } from "./refusal";
import { nameOf } from "./view/planned-step";

/** A disk that a plan would make smaller, in gigabytes. */
export interface Shrink {
  readonly name: string;
  readonly from: number;
  readonly to: number;
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
