import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { planStack, showPlan } from "../plan-stack";
import { openTarget, requireStack } from "../project";
import { runPulumi, wantsPulumi } from "../pulumi";

/** Says what `up` would do: the verdict first. Exit 2 when data would be lost. Touches nothing, asks nobody. */
export const preview: Command = {
  name: "preview",
  positionals: ["stack"],
  options: ["json", "engine"],
  run: runPreview,
};

async function runPreview(context: Context): Promise<ExitCode> {
  const stack = requireStack(context);
  if (wantsPulumi(context)) return runPulumi(context, ["preview", "-s", stack]);
  const plan = await planStack(await openTarget(context, stack));
  showPlan(context, plan);
  if (plan.verdict.color === "red") return 2;
  return plan.ok ? 0 : 1;
}
