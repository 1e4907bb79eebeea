import { up, type EngineOptions, type Result } from "../engine/engine";
import type { Context } from "./context";
import type { Plan } from "./plan-stack";
import type { Target } from "./project";
import { tellEngine } from "./view/engine-events";
import { nounOf } from "./view/nouns";
import { nameOf, typeOf } from "./view/planned-step";
import { ProgressView } from "./view/progress";

/** What came of a run. */
export interface Applied {
  readonly result: Result;
  readonly seconds: number;
}

/** Makes a plan so, and says how it ended. */
export async function applyPlan(
  context: Context,
  target: Target,
  plan: Plan,
): Promise<{ readonly ok: boolean; readonly seconds: number }> {
  const { messages, output } = context;
  const { progress, words } = messages;
  const { result, seconds } = await runWithProgress(context, target, up);
  showDiagnostics(context, result);
  const time = words.duration(seconds);
  if (!result.ok)
    output.error(progress.nextRunHeals(`epicerie up ${target.stack}`));
  else
    output.line(
      plan.verdict.nothingToDo
        ? progress.finishedNothing(time)
        : progress.finished(time),
    );
  return { ok: result.ok, seconds };
}

/** Runs an operation of the engine, its steps told as they happen. */
export async function runWithProgress(
  { messages, output }: Context,
  { options }: Target,
  operation: (options: EngineOptions) => Promise<Result>,
): Promise<Applied> {
  const view = new ProgressView(output, messages);
  try {
    const result = await operation({
      ...options,
      onEvent: tellEngine(view, messages),
    });
    return { result, seconds: view.elapsed };
  } finally {
    view.stop();
  }
}

/** What failed, one paragraph each: which resource, and what its provider said. */
export function showDiagnostics(
  { messages, output }: Context,
  result: Result,
): void {
  const failures = result.diagnostics.filter(
    ({ severity }) => severity === "error",
  );
  if (failures.length > 0)
    output.error(messages.progress.stepsFailed(failures.length));
  for (const { urn, message } of result.diagnostics) {
    const where =
      urn === undefined
        ? ""
        : `${nounOf(typeOf(urn), messages)} ${nameOf(urn)} : `;
    output.error(`  ${where}${message}`);
  }
}
