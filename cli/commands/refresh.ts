import { refresh as refreshStack } from "../../engine/engine";
import { runWithProgress, showDiagnostics } from "../apply-plan";
import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { openTarget, requireModel, requireKnownStack } from "../project";
import { handedOver, programFlag, runPulumi, wantsPulumi } from "../pulumi";
import { raiseSandbox } from "../sandbox";
import { writeSshKeys } from "../ssh-keys";
import { requireOnline } from "../stored-state";
import { refreshedSteps } from "../steps";
import { driftLines, driftOf } from "../view/drift";

/** Reads every resource again and tells what is no longer as we left it; the state then knows. Exit 2 when something moved. */
export const refresh: Command = {
  name: "refresh",
  positionals: ["stack"],
  options: ["yes", "json", "engine", "config"],
  run: runRefresh,
};

async function runRefresh(context: Context): Promise<ExitCode> {
  const { arguments: typed, messages, output } = context;
  const stack = await requireKnownStack(context);
  if (wantsPulumi(context))
    return runPulumi(context, [
      "refresh",
      "-s",
      stack,
      ...programFlag(stack),
      ...handedOver(context),
    ]);
  await requireOnline(context, stack);
  const sandbox = await raiseSandbox(context, requireModel(stack));
  const target = await openTarget(context, stack, sandbox.providers());
  await writeSshKeys(target);
  const { result } = await runWithProgress(context, target, refreshStack);
  showDiagnostics(context, result);
  const drift = driftOf(refreshedSteps(result));
  if (typed.has("json")) output.json({ stack, ok: result.ok, drift });
  // Where something could not be read, that no drift was found says nothing.
  else if (result.ok || drift.length > 0)
    for (const line of driftLines(drift, messages)) output.line(line);
  if (drift.length > 0 && !typed.has("json"))
    output.line(messages.plan.driftRemedy(stack));
  if (!result.ok) return 1;
  return drift.length > 0 ? 2 : 0;
}
