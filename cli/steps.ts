import type { Result } from "../engine/engine";
import type { PlannedStep } from "./view/planned-step";

/** The engine's steps as the views read them: properties by name, never by value. */
export function plannedSteps({ steps }: Pick<Result, "steps">): PlannedStep[] {
  return steps.map(
    ({
      op,
      urn,
      type,
      parent,
      protect,
      retained,
      diffReasons,
      replaceReasons,
    }) => ({
      operation: op,
      urn,
      type,
      ...(parent === undefined ? {} : { parent }),
      changed: diffReasons ?? [],
      replacing: replaceReasons ?? [],
      isProtected: protect,
      isRetained: retained ?? false,
    }),
  );
}
