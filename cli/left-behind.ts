import { PLATFORM } from "../infra/model/load";
import type { Context } from "./context";
import type { Plan } from "./plan-stack";
import { openBackend } from "./project";
import { Refusal } from "./refusal";
import { projectName } from "./settings";
import { nameOf } from "./view/planned-step";

/** A stack whose volume is still attached to a machine that a plan removes. */
export interface LeftBehind {
  readonly machine: string;
  readonly stack: string;
}

interface Stored {
  readonly type: string;
  readonly inputs?: { readonly instanceId?: unknown };
}

interface StoredState {
  readonly checkpoint?: {
    readonly latest?: { readonly resources?: readonly Stored[] };
  };
}

const INSTANCE = "openstack:compute/instance:Instance";
const ATTACHMENT = "openstack:compute/volumeAttach:VolumeAttach";

/** Who would be left without a machine, by their states: nobody's stack knows another's, but the home has them all. */
export async function leftBehind(
  context: Context,
  { target, result }: Pick<Plan, "target" | "result">,
): Promise<LeftBehind[]> {
  if (target.stack !== PLATFORM) return [];
  const removed = new Map(
    result.steps
      .filter(({ op, type }) => op === "delete" && type === INSTANCE)
      .map(({ urn, old }) => [old?.id ?? "", nameOf(urn)]),
  );
  if (removed.size === 0) return [];
  const backend = openBackend(context);
  const project = projectName(context.root);
  const found: LeftBehind[] = [];
  for (const { project: owner, stack } of await backend.list()) {
    if (owner !== project || stack === PLATFORM) continue;
    const text = await backend.read(project, stack);
    const state = JSON.parse(text ?? "{}") as StoredState;
    for (const { type, inputs } of state.checkpoint?.latest?.resources ?? []) {
      const machine = removed.get(String(inputs?.instanceId));
      if (type === ATTACHMENT && machine !== undefined)
        found.push({ machine, stack });
    }
  }
  return found;
}

/** Refuses to remove a machine that somebody is still on: their volume would survive, and their sites would not. */
export async function refuseLeftBehind(
  context: Context,
  plan: Pick<Plan, "target" | "result">,
): Promise<void> {
  const left = await leftBehind(context, plan);
  if (left.length > 0)
    throw new Refusal((texts) =>
      left.map(({ machine, stack }) => texts.plan.leftBehind(machine, stack)),
    );
}
