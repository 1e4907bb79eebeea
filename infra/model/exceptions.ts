import { RULE_IDS } from "../../policies/rule-ids";
import type { ExceptionInput } from "./input";
import type { ProblemList } from "./problems";
import { hasShape, type Shape } from "./shape";

const exceptionShape: Shape<ExceptionInput> = {
  rule: { kind: "text", required: true },
  resource: { kind: "text", required: true },
  reason: { kind: "text", required: true },
};

/** The exceptions to the rules of `policies/`: each to a rule that exists, for a resource, with a reason. */
export function resolveExceptions(
  written: readonly unknown[] = [],
  problems: ProblemList,
): readonly ExceptionInput[] {
  return written.filter((exception, index): exception is ExceptionInput => {
    const here = problems.at(`[${String(index)}]`);
    if (!hasShape<ExceptionInput>(exception, exceptionShape, here))
      return false;
    const { rule, resource, reason } = exception;
    if (!RULE_IDS.includes(rule))
      here.at("rule").add((texts) => texts.unknownChoice(RULE_IDS), rule);
    if (resource.trim() === "")
      here.at("resource").add((texts) => texts.emptyResource(), resource);
    if (reason.trim() === "")
      here.at("reason").add((texts) => texts.emptyReason(), reason);
    return true;
  });
}
