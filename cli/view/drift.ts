import type { Messages } from "../../messages/messages";
import { nounOf } from "./nouns";
import { isBookkeeping, nameOf, type PlannedStep } from "./planned-step";

/** The steps of a refresh that found something else than what the state said. */
export function driftOf(steps: readonly PlannedStep[]): PlannedStep[] {
  return steps.filter(({ operation, type, changed }) => {
    const moved = operation === "update" && changed.length > 0;
    return !isBookkeeping(type) && (moved || operation === "delete");
  });
}

/** What has drifted, one line each. */
export function driftLines(
  drift: readonly PlannedStep[],
  messages: Messages,
): string[] {
  const { plan, words } = messages;
  if (drift.length === 0) return [plan.noDrift()];
  const lines = drift.map((step) => {
    const what =
      step.operation === "delete"
        ? plan.driftGone()
        : plan.driftChanged(step.changed.join(", "));
    const label = `${nounOf(step.type, messages)} ${nameOf(step.urn)}`;
    return `  ${words.labelled(label, what)}`;
  });
  return [plan.drift(drift.length), ...lines];
}
