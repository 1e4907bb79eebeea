import {
  explainBeneficiary,
  explainServers,
} from "../../infra/model/explanation";
import { overflowsOf } from "../../infra/model/model";
import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { problemLine } from "../problems";
import { requireModel, requireStack } from "../project";
import { beneficiaryLines, platformLines } from "../view/explanation";

/** Shows the complete model of a stack: what it gives, and where each value comes from. */
export const explain: Command = {
  name: "explain",
  positionals: ["stack"],
  options: ["json"],
  run: (context) => Promise.resolve(runExplain(context)),
};

function runExplain(context: Context): ExitCode {
  const { arguments: typed, messages, output } = context;
  const stack = requireStack(context);
  const model = requireModel(stack);
  const { platform } = model;
  const beneficiary = model.beneficiaries.find(({ name }) => name === stack);
  if (beneficiary) {
    const explanation = explainBeneficiary(model, beneficiary);
    if (typed.has("json")) output.json(explanation);
    else
      for (const line of beneficiaryLines(explanation, messages))
        output.line(line);
  } else if (platform) {
    const servers = explainServers(model);
    if (typed.has("json")) output.json({ name: stack, ...platform, servers });
    else
      for (const line of platformLines(stack, platform, servers, messages))
        output.line(line);
  }
  for (const problem of overflowsOf(model, stack))
    output.error(problemLine(problem, messages));
  return 0;
}
