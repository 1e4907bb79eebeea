import { PLATFORM } from "../infra/model/load";
import type { Context } from "./context";
import type { Plan } from "./plan-stack";
import { openBackend } from "./project";
import { Refusal } from "./refusal";
import { projectName } from "./settings";
import { nameOf } from "./view/planned-step";

/** A stack that still has something on a machine that a plan removes: its volume, or what lives in the engine. */
export interface LeftBehind {
  readonly machine: string;
  readonly stack: string;
}

interface Stored {
  readonly type: string;
  readonly inputs?: {
    readonly instanceId?: unknown;
    readonly labels?: readonly { readonly value?: unknown }[];
  };
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
    const resources = state.checkpoint?.latest?.resources ?? [];
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
