import type { Result, Step } from "../engine/engine";
import { type PlannedStep, typeOf } from "./view/planned-step";

/**
 * The engine's steps as the views read them: properties by name, never by value; and the deletions that protection refuses,
 * which are no steps: what the code asks for would destroy data all the same.
 */
export function plannedSteps({
  steps,
  diagnostics,
  resources,
}: Pick<Result, "steps" | "diagnostics" | "resources">): PlannedStep[] {
  const refused = diagnostics.flatMap(({ urn, notice }) =>
    urn !== undefined &&
    notice?.code === "protected" &&
    notice.verb === "delete"
      ? [refusedDeletion(urn)]
      : [],
  );
  const open = new Set(
    resources.filter(({ protect }) => !protect).map(({ urn }) => urn),
  );
  const taken = steps.map((step) => ({
    ...planned(step, step.diffReasons ?? []),
    ...(step.protect && open.has(step.urn)
      ? { isReleased: true as const }
      : {}),
  }));
  return [...taken, ...refused];
}

function refusedDeletion(urn: string): PlannedStep {
  return {
    operation: "delete",
    urn,
    type: typeOf(urn),
    changed: [],
    replacing: [],
    isProtected: true,
    isRetained: false,
  };
}

/**
 * The steps of a refresh. What counts as changed is what the program asks for: facts that the vendor adds, such as where a
 * volume is attached by now, are news but no drift.
 */
export function refreshedSteps({
  steps,
}: Pick<Result, "steps">): PlannedStep[] {
  return steps.map((step) => {
    const asked = Object.keys(step.old?.inputs ?? {});
    const changed = Object.keys(step.detailed ?? {}).map(
      (path) => /^[^.[]*/.exec(path)?.[0] ?? path,
    );
    return planned(
      step,
      [...new Set(changed)].filter((property) => asked.includes(property)),
    );
  });
}

function planned(
  { op, urn, type, parent, protect, retained, replaceReasons }: Step,
  changed: readonly string[],
): PlannedStep {
  return {
    operation: op,
    urn,
    type,
    ...(parent === undefined ? {} : { parent }),
    changed,
    replacing: replaceReasons ?? [],
    isProtected: protect,
    isRetained: retained ?? false,
  };
}
