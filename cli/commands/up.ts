import { tellAddresses } from "../addresses";
import { applyPlan } from "../apply-plan";
import { requireUpgrades } from "../app-upgrades";
import type { Command, ExitCode } from "../command";
import { requireConfirmation } from "../confirmation";
import type { Context } from "../context";
import { handOver } from "../handover";
import { refuseLeftBehind } from "../left-behind";
import { clearLeftovers } from "../leftovers";
import { internet, sandboxOutside } from "../outside";
import {
  planStack,
  requirePlatform,
  requireRoom,
  showPlan,
} from "../plan-stack";
import { openTarget, requireModel, requireStack } from "../project";
import { verifyPublication } from "../publication";
import { wantsPulumi } from "../pulumi";
import { refuseViolations } from "../rules";
import { raiseSandbox } from "../sandbox";
import { refuseShrinks } from "../shrinking";

/**
 * Shows the plan, then makes it so. A red plan asks for the stack's name first. Exit 2 when a zone record is not published or a
 * site not seen after all.
 */
export const up: Command = {
  name: "up",
  positionals: ["stack"],
  options: ["yes", "json", "engine", "config"],
  run: runUp,
};

async function runUp(context: Context): Promise<ExitCode> {
  const stack = requireStack(context);
  const model = requireModel(stack);
  await requireRoom(context, stack, model);
  await requireUpgrades(context, stack, model);
  if (wantsPulumi(context)) {
    await clearLeftovers(context, stack);
    const code = await handOver(context, "up", stack, model);
    if (code !== 0) return code;
    return (await verifyPublication(context, stack, internet())).code;
  }
  await requirePlatform(context, stack);
  const sandbox = await raiseSandbox(context, model);
  await clearLeftovers(context, stack);
  const target = await openTarget(context, stack, sandbox.providers());
  const plan = await planStack(target);
  showPlan(context, plan);
  if (!plan.ok) return 1;
  refuseViolations(plan);
  refuseShrinks(plan);
  await refuseLeftBehind(context, plan);
  if (plan.verdict.color === "red")
    await requireConfirmation(context, stack, "up");
  if (!(await applyPlan(context, target, plan)).ok) return 1;
  if (!plan.verdict.nothingToDo) await tellAddresses(context, sandbox, stack);
  return (await verifyPublication(context, stack, sandboxOutside(sandbox)))
    .code;
}
