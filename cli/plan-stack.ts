import { preview, stackOutputs, type Result } from "../engine/engine";
import { type Model, overflowsOf, PLATFORM } from "../infra/model/model";
import { ProblemsError } from "../infra/model/problems";
import type { Judgement } from "../policies/exceptions";
import type { Context } from "./context";
import { showDiagnostics } from "./apply-plan";
import { countHeld } from "./held-resources";
import { openBackend, ownerOf, passphraseOf, type Target } from "./project";
import { Refusal } from "./refusal";
import { judgePolicies } from "./rules";
import { projectName } from "./settings";
import { type Shrink, shrinksOf } from "./shrinking";
import { plannedSteps } from "./steps";
import { changeLines, countsLine, countSteps, type Counts } from "./view/plan";
import type { PlannedStep } from "./view/planned-step";
import { judge, verdictLines, type Verdict } from "./view/verdict";
import { policyLines, wordViolation } from "./view/violations";

/** What `up` would do to a stack, judged. */
export interface Plan {
  readonly target: Target;
  readonly ok: boolean;
  readonly result: Result;
  readonly steps: readonly PlannedStep[];
  readonly verdict: Verdict;
  /** What in it breaks a rule of `policies/`. */
  readonly policies: Judgement;
  /** Disks that it would make smaller, which is impossible. */
  readonly shrinks: readonly Shrink[];
  readonly counts: Counts;
}

/** Evaluates the program against the state; changes nothing. */
export async function planStack(target: Target): Promise<Plan> {
  const result = await preview(target.options);
  const steps = plannedSteps(result);
  return {
    target,
    ok: result.ok,
    result,
    steps,
    verdict: judge(steps),
    policies: judgePolicies(target, result.resources),
    shrinks: shrinksOf(result),
    counts: countSteps(steps),
  };
}

/** Whether `up` would refuse it: a rule is broken, or a disk would get smaller. */
export function isRefused({
  policies,
  shrinks,
}: Pick<Plan, "policies" | "shrinks">): boolean {
  return policies.violations.length > 0 || shrinks.length > 0;
}

/** The verdict, then what changes, then how much. As JSON when asked for. */
export function showPlan(context: Context, plan: Plan): void {
  const { arguments: typed, messages, output } = context;
  const { stack, model } = plan.target;
  const owner = ownerOf(stack, model, messages.words.list);
  if (typed.has("json")) {
    output.json({
      stack,
      ok: plan.ok,
      verdict: plan.verdict.color,
      violations: plan.policies.violations.map((violation) =>
        wordViolation(violation, messages),
      ),
      unusedExceptions: plan.policies.unused,
      shrinks: plan.shrinks,
      counts: plan.counts,
      changes: plan.result.changes,
      steps: plan.steps,
    });
    return showDiagnostics(context, plan.result);
  }
  output.line(messages.plan.title(stack));
  // What could not be evaluated to its end, or would be refused, must not be called safe.
  if ((plan.ok && !isRefused(plan)) || plan.verdict.color === "red")
    for (const line of verdictLines(plan.verdict, owner, messages))
      output.line(line);
  for (const line of policyLines(plan.policies, stack, messages))
    output.line(line);
  for (const { name, from, to } of plan.shrinks)
    output.line(messages.plan.diskShrinks(name, from, to));
  for (const line of changeLines(plan.steps, messages)) output.line(line);
  output.line(countsLine(plan.counts, messages));
  showDiagnostics(context, plan.result);
}

/** A beneficiary's stack stands on the platform's outputs: refuses while there are none. */
export async function requirePlatform(
  context: Context,
  stack: string,
): Promise<void> {
  if (stack === PLATFORM) return;
  const found = await stackOutputs(
    openBackend(context),
    projectName(context.root),
    PLATFORM,
    passphraseOf(context.home),
  );
  if (Object.keys(found).length === 0)
    throw new Refusal(({ cli }) => [cli.platformFirst(PLATFORM)]);
}

/** Refuses to bring online who has no room on their server. Whoever is there already stays: a later comer must not stop them. */
export async function requireRoom(
  context: Context,
  stack: string,
  model: Model,
): Promise<void> {
  const overflows = overflowsOf(model, stack);
  if (overflows.length > 0 && (await countHeld(context, stack)) === 0)
    throw new ProblemsError(overflows);
}
