import { PLATFORM } from "../../infra/model/model";
import { loadModel } from "../../infra/stack-files";
import { ProblemsError } from "../../infra/model/problems";
import { applyPlan } from "../apply-plan";
import type { Command, ExitCode } from "../command";
import { summarize } from "../demo-summary";
import type { Context } from "../context";
import { clearLeftovers } from "../leftovers";
import { planStack, showPlan, type Plan } from "../plan-stack";
import { openTarget } from "../project";
import { Refusal } from "../refusal";
import { refuseViolations } from "../rules";
import { raiseSandbox } from "../sandbox";

/** The association that the demo puts online. */
const ASSOCIATION = "les-amis";

/** Sandbox, platform and one association, from nothing to a web page; what is there already is left alone. */
export const demo: Command = {
  name: "demo",
  positionals: [],
  options: ["config"],
  run: runDemo,
};

async function runDemo(context: Context): Promise<ExitCode> {
  const { messages, output } = context;
  const texts = messages.demo;
  const began = Date.now();
  const model = loadModel();
  if (model.problems.length > 0) throw new ProblemsError(model.problems);
  const association = model.beneficiaries.find(
    ({ name }) => name === ASSOCIATION,
  );
  if (!association)
    throw new Refusal(({ demo }) =>
      demo.associationMissing(`stacks/${ASSOCIATION}.ts`),
    );
  output.line(texts.part(1, 3, texts.partSandbox()));
  const sandbox = await raiseSandbox(context, model);
  const parts = [
    [PLATFORM, texts.partPlatform(PLATFORM)],
    [ASSOCIATION, texts.partBeneficiary(association.displayName, ASSOCIATION)],
  ] as const;
  const plans: Plan[] = [];
  for (const [index, [stack, title]] of parts.entries()) {
    output.line(texts.part(index + 2, 3, title));
    await clearLeftovers(context, stack);
    const target = await openTarget(context, stack, sandbox.providers());
    const plan = await planStack(target);
    plans.push(plan);
    if (!plan.verdict.nothingToDo || !plan.ok) showPlan(context, plan);
    refuseViolations(plan);
    if (!plan.ok || plan.verdict.color === "red") return plan.ok ? 2 : 1;
    if (context.signal.aborted || !(await applyPlan(context, target, plan)).ok)
      return 1;
  }
  await summarize(context, {
    plans,
    sandbox,
    model,
    association: ASSOCIATION,
    seconds: (Date.now() - began) / 1000,
  });
  return 0;
}
