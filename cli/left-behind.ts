import { type Model, PLATFORM } from "../infra/model/model";
import type { Context } from "./context";
import type { Plan } from "./plan-stack";
import { Refusal } from "./refusal";
import { storedResources, storedStacks } from "./stored-state";
import { nameOf } from "./view/planned-step";

/** A stack that still has something on a machine that goes: its volume, or what lives in the engine. */
export interface LeftBehind {
  readonly machine: string;
  readonly stack: string;
}

/** What of a resource is read here. */
interface Stored {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: {
    readonly instanceId?: unknown;
    readonly labels?: readonly { readonly value?: unknown }[];
  };
}

const INSTANCE = "openstack:compute/instance:Instance";
const ATTACHMENT = "openstack:compute/volumeAttach:VolumeAttach";

/** Refuses a plan that removes a machine that somebody is still on: their volume would survive, and their sites would not. */
export async function refuseLeftBehind(
  context: Context,
  { target, result }: Pick<Plan, "target" | "result">,
): Promise<void> {
  if (target.stack !== PLATFORM) return;
  const removed = result.steps
    .filter(({ op, type }) => op === "delete" && type === INSTANCE)
    .map(({ urn, old }) => [old?.id ?? "", nameOf(urn)] as const);
  refuse(await leftBehind(context, new Map(removed)));
}

/** The same by the states, for the standard CLI, which plans by itself: a machine that the code no longer names goes. */
export async function refuseUnnamedMachines(
  context: Context,
  stack: string,
  { platform }: Pick<Model, "platform">,
): Promise<void> {
  if (stack !== PLATFORM) return;
  const named = (platform?.servers ?? []).flatMap((server) => [
    server.machine,
    server.formerMachine,
  ]);
  const removed = (await storedResources<Stored>(context, stack))
    .filter(
      ({ type, urn }) => type === INSTANCE && !named.includes(nameOf(urn)),
    )
    .map(({ id, urn }) => [id ?? "", nameOf(urn)] as const);
  refuse(await leftBehind(context, new Map(removed)));
}

/** Who is on machines, given by their ids and names: nobody's stack knows another's, but the backend has all their states. */
async function leftBehind(
  context: Context,
  removed: ReadonlyMap<string, string>,
): Promise<LeftBehind[]> {
  if (removed.size === 0) return [];
  const stacks = await storedStacks(context);
  const found: LeftBehind[] = [];
  for (const stack of stacks) {
    if (stack === PLATFORM) continue;
    const resources = await storedResources<Stored>(context, stack, stacks);
    for (const [id, machine] of removed)
      if (resources.some((resource) => isOn(resource, id, machine)))
        found.push({ machine, stack });
  }
  return found;
}

/** A move that was cut short leaves what lives in the engine behind, after the volume has gone. */
function isOn({ type, inputs }: Stored, id: string, machine: string): boolean {
  if (type === ATTACHMENT) return inputs?.instanceId === id;
  if (!type.startsWith("docker:") || !Array.isArray(inputs?.labels))
    return false;
  return inputs.labels.some(({ value }) => value === machine);
}

function refuse(left: readonly LeftBehind[]): void {
  if (left.length > 0)
    throw new Refusal((texts) =>
      left.map(({ machine, stack }) => texts.plan.leftBehind(machine, stack)),
    );
}
