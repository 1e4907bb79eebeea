import {
  up,
  type EngineOptions,
  type Notice,
  type Result,
} from "../engine/engine";
import { parseUrn } from "../engine/urn";
import type { Messages } from "../messages/messages";
import type { Context } from "./context";
import type { Plan } from "./plan-stack";
import type { Target } from "./project";
import { guardOf } from "./rules";
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
  const guard = guardOf(target.model, target.stack, context.language);
  const { result, seconds } = await runWithProgress(
    context,
    target,
    (options) => up({ ...options, guard }),
  );
  showDiagnostics(context, result);
  const time = words.duration(seconds);
  const again = `epicerie up ${target.stack}`;
  if (context.signal.aborted) output.error(progress.resume(again));
  else if (!result.ok) output.error(progress.nextRunHeals(again));
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

/** What failed or is worth knowing, one line each: which resource, and what was said of it. */
export function showDiagnostics(
  { messages, output, signal }: Context,
  { diagnostics }: Pick<Result, "diagnostics">,
): void {
  const { progress, words } = messages;
  // A run that was stopped is no failure of a resource; the engine's own remark on it has no URN.
  if (signal.aborted) output.error(progress.stopped());
  const shown = diagnostics.filter(
    ({ urn }) => urn !== undefined || !signal.aborted,
  );
  const failures = shown.filter(({ severity }) => severity === "error");
  if (failures.length > 0) output.error(progress.stepsFailed(failures.length));
  for (const { urn, message, notice } of shown) {
    const text = notice === undefined ? message : worded(notice, urn, progress);
    const label =
      urn === undefined
        ? undefined
        : `${nounOf(typeOf(urn), messages)} ${nameOf(urn)}`;
    output.error(
      `  ${label === undefined ? text : words.labelled(label, text)}`,
    );
  }
}

/** What the engine says of itself, in the reader's words. */
function worded(
  notice: Notice,
  urn: string | undefined,
  { notices, stopped }: Messages["progress"],
): string {
  switch (notice.code) {
    case "protected":
      return notice.verb === "delete"
        ? notices.protectedDelete(unprotecting(urn ?? ""))
        : notices.protectedReplace();
    case "interrupted":
      return notice.operation === "creating"
        ? notices.interruptedCreating()
        : notices.interrupted();
    case "unknown-stack":
      return notices.unknownStack(notice.name.split("/").at(-1) ?? "");
    case "stuck":
      return notices.stuck();
    case "nothing-left":
      return notices.nothingLeft();
    case "stopped":
      return stopped();
  }
}

/** The command that lifts the protection of a resource. */
function unprotecting(urn: string): string {
  return `epicerie unprotect ${nameOf(urn)} ${parseUrn(urn).stack}`;
}
