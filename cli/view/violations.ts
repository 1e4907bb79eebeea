import type { Messages } from "../../messages/messages";
import type { Judgement } from "../../policies/exceptions";
import type { Violation } from "../../policies/policies";
import { nounOf } from "./nouns";

/** A violation with its sentences in the reader's language. */
export interface WordedViolation {
  readonly rule: string;
  readonly resource: string;
  readonly type: string;
  readonly what: string;
  readonly remedy: string;
}

export function wordViolation(
  { rule, resource, type, say }: Violation,
  { policies }: Messages,
): WordedViolation {
  return { rule, resource, type, ...say(policies) };
}

/** One line: which resource, what is wrong, which rule, what to do. */
export function violationLine(
  violation: Violation,
  messages: Messages,
): string {
  const { rule, what, remedy } = wordViolation(violation, messages);
  return messages.policies.violation(
    labelOf(violation, messages),
    what,
    rule,
    remedy,
  );
}

/** What breaks a rule and how to go on, then the exceptions that were heard, then those that are of no use. */
export function policyLines(
  { violations, excused, unused }: Judgement,
  stack: string,
  messages: Messages,
): string[] {
  const { policies } = messages;
  const file = `stacks/${stack}.ts`;
  const [first] = violations;
  const broken = first
    ? [
        policies.violations(violations.length),
        ...violations.map(
          (violation) => `  ✗ ${violationLine(violation, messages)}`,
        ),
        `  ${policies.exceptionHint(file, first.rule, first.resource)}`,
      ]
    : [];
  const heard = excused.map(({ violation, exception }) =>
    policies.excused(
      labelOf(violation, messages),
      violation.rule,
      exception.reason,
    ),
  );
  return [
    ...broken,
    ...heard,
    ...unused.map(({ rule, resource }) =>
      policies.unusedException(file, rule, resource),
    ),
  ];
}

function labelOf({ type, resource }: Violation, messages: Messages): string {
  return `${nounOf(type, messages)} ${resource}`;
}
