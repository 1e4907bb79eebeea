import { requireUpgrades } from "../app-upgrades";
import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { handOver } from "../handover";
import { refuseLeftBehind } from "../left-behind";
import {
  isRefused,
  planStack,
  requirePlatform,
  requireRoom,
  showPlan,
} from "../plan-stack";
import { openTarget, requireModel, requireStack } from "../project";
import { wantsPulumi } from "../pulumi";

/** Says what `up` would do: the verdict first. Exit 2 when data would be lost or a rule is broken. Touches nothing, asks nobody. */
export const preview: Command = {
  name: "preview",
  positionals: ["stack"],
  options: ["json", "engine", "config"],
  run: runPreview,
};

async function runPreview(context: Context): Promise<ExitCode> {
  const stack = requireStack(context);
  if (wantsPulumi(context)) {
    const model = requireModel(stack);
    await requireRoom(context, stack, model);
    await requireUpgrades(context, stack, model);
    return handOver(context, "preview", stack, model);
  }
  await requirePlatform(context, stack);
  const target = await openTarget(context, stack);
  await requireRoom(context, stack, target.model);
  await requireUpgrades(context, stack, target.model);
  const plan = await planStack(target);
  showPlan(context, plan);
  await refuseLeftBehind(context, plan);
  if (plan.verdict.color === "red" || isRefused(plan)) return 2;
  return plan.ok ? 0 : 1;
}
