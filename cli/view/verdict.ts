import type { Messages } from "../../messages/messages";
import { holdsData, isSnapshot } from "../../policies/data-types";
import { nounOf } from "./nouns";
import {
  isBookkeeping,
  nameOf,
  type PlannedStep,
  typeOf,
} from "./planned-step";

/**
 * green: no data at risk; orange: nor now, but service may be interrupted, or data loses its protection; red: data would be
 * destroyed.
 */
export interface Verdict {
  readonly color: "green" | "orange" | "red";
  /** The steps that give the verdict its color. */
  readonly steps: readonly PlannedStep[];
  /** What stays, and is no longer protected. */
  readonly released: readonly PlannedStep[];
  readonly nothingToDo: boolean;
}

/** Types without which a site or its mail does not answer for a while when they change. */
const SERVICE = new Set([
  "openstack:compute/volumeAttach:VolumeAttach",
  "docker:index/container:Container",
  "docker:index/network:Network",
  "docker:index/service:Service",
  "ovh:Domain/zoneRecord:ZoneRecord",
  "ovh:Hosting/privateDatabaseUser:PrivateDatabaseUser",
]);

const DATABASE = "epicerie:components:Database";

/** Judges a plan. Only what is there already can be at risk: creations are always green. */
export function judge(steps: readonly PlannedStep[]): Verdict {
  const real = steps.filter(
    ({ type, isRetained }) => !isBookkeeping(type) && !isRetained,
  );
  const ends = real.filter(
    ({ operation }) => operation === "delete" || operation === "replace",
  );
  const losses = ends.filter(
    (step) =>
      holdsData(step.type, step.urn) ||
      isSnapshot(step.type) ||
      step.isProtected ||
      isDatabase(step),
  );
  const released = real.filter(
    (step) => step.isReleased && !ends.includes(step),
  );
  const nothingToDo =
    released.length === 0 &&
    steps.every(
      ({ operation }) => operation === "same" || operation === "read",
    );
  if (losses.length > 0)
    return { color: "red", steps: losses, released, nothingToDo };
  const restarts = real.filter(
    ({ operation, type }) =>
      operation === "update" && type === "openstack:compute/instance:Instance",
  );
  const cuts = [...ends.filter(({ type }) => SERVICE.has(type)), ...restarts];
  return {
    color: cuts.length + released.length > 0 ? "orange" : "green",
    steps: cuts,
    released,
    nothingToDo,
  };
}

/** The verdict in words: one line, and one more for each loss. `owner`: whose data it is. */
export function verdictLines(
  verdict: Verdict,
  owner: string,
  messages: Messages,
): string[] {
  const { plan, words } = messages;
  if (verdict.nothingToDo) return [plan.verdictNothing()];
  if (verdict.color === "green") return [plan.verdictSafe()];
  const listed = (some: readonly PlannedStep[]): string =>
    words.list(
      some.map(({ type, urn }) => `${nounOf(type, messages)} ${nameOf(urn)}`),
    );
  const { steps, released } = verdict;
  const opened =
    released.length > 0 ? [plan.verdictReleased(listed(released))] : [];
  if (verdict.color === "red") {
    return [
      plan.verdictRed(owner),
      ...steps.map((step) => `  ! ${lossLine(step, messages)}`),
      ...opened,
    ];
  }
  return [
    ...(steps.length > 0 ? [plan.verdictWatch(listed(steps))] : []),
    ...opened,
  ];
}

/** One loss: what would go, why, and whether the protection will refuse it. */
export function lossLine(step: PlannedStep, messages: Messages): string {
  const { plan } = messages;
  const type = isDatabase(step) ? DATABASE : step.type;
  const [noun, name] = [nounOf(type, messages), nameOf(step.urn)];
  const loss =
    step.operation === "replace"
      ? plan.lossReplace(noun, name)
      : plan.lossDelete(noun, name);
  const notes = [
    ...(step.replacing.length > 0
      ? [plan.replacedBecause(step.replacing.join(", "))]
      : []),
    ...(step.isProtected ? [plan.protectedNote()] : []),
  ];
  return notes.length > 0 ? `${loss} (${notes.join(" · ")})` : loss;
}

/** A database that a script made, on a server of the beneficiary's own. */
function isDatabase({ type, parent }: PlannedStep): boolean {
  return (
    type === "command:remote:Command" &&
    parent !== undefined &&
    typeOf(parent) === DATABASE
  );
}
