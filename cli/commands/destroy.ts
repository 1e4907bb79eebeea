import { destroy as destroyStack } from "../../engine/engine";
import type { Command, ExitCode } from "../command";
import { requireConfirmation } from "../confirmation";
import type { Context } from "../context";
import { runWithProgress, showDiagnostics } from "../apply-plan";
import {
  openTarget,
  ownerOf,
  requireModel,
  requireKnownStack,
} from "../project";
import { handedOver, programFlag, runPulumi, wantsPulumi } from "../pulumi";
import { raiseSandbox } from "../sandbox";
import { heldResources, refuseProtected } from "../held-resources";
import { writeSshKeys } from "../ssh-keys";
import { changeLines } from "../view/plan";
import { judge, verdictLines } from "../view/verdict";

/** Says what would be lost and whose, asks for the stack's name, then deletes everything in it. */
export const destroy: Command = {
  name: "destroy",
  positionals: ["stack"],
  options: ["yes", "engine", "config"],
  run: runDestroy,
};

async function runDestroy(context: Context): Promise<ExitCode> {
  const { messages, output } = context;
  const stack = await requireKnownStack(context);
  if (wantsPulumi(context)) {
    return runPulumi(context, [
      "destroy",
      "-s",
      stack,
      ...programFlag(stack),
      ...handedOver(context),
    ]);
  }
  const held = await heldResources(context, stack);
  if (held.length === 0) {
    output.line(messages.plan.destroyNothing(stack));
    return 0;
  }
  const model = requireModel(stack);
  output.line(messages.plan.destroyTitle(stack));
  for (const line of verdictLines(
    judge(held),
    ownerOf(stack, model, messages.words.list),
    messages,
  ))
    output.line(line);
  for (const line of changeLines(held, messages)) output.line(line);
  refuseProtected(held, stack);
  await requireConfirmation(context, stack, "destroy");
  const sandbox = await raiseSandbox(context, model);
  const target = await openTarget(context, stack, sandbox.providers());
  await writeSshKeys(target);
  const { result, seconds } = await runWithProgress(
    context,
    target,
    destroyStack,
  );
  showDiagnostics(context, result);
  if (!result.ok) return 1;
  output.line(messages.cli.destroyed(stack, messages.words.duration(seconds)));
  return 0;
}
