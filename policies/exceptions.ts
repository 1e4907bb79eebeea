import { type PlannedResource, UNKNOWN } from "./rule";
import type { RuleId } from "./rule-ids";
import type { Violation } from "./policies";

/** A rule that one stack breaks on purpose, as its file declares it. */
export interface PolicyException {
  readonly rule: RuleId;
  /** The name of the resource in the program, as the violation gives it. */
  readonly resource: string;
  readonly reason: string;
}

/** Violations, once the stack's exceptions were heard. */
export interface Judgement {
  /** Those that refuse the plan. */
  readonly violations: readonly Violation[];
  readonly excused: readonly {
    readonly violation: Violation;
    readonly exception: PolicyException;
  }[];
  /** Exceptions that nothing needs any more: to be removed before they hide something. */
  readonly unused: readonly PolicyException[];
}

export function judgeViolations(
  all: readonly Violation[],
  exceptions: readonly PolicyException[],
  resources: readonly PlannedResource[],
): Judgement {
  const pairs = all.map((violation) => ({
    violation,
    exception: exceptions.find(
      ({ rule, resource }) =>
        rule === violation.rule && resource === violation.resource,
    ),
  }));
  const excused = pairs.flatMap(({ violation, exception }) =>
    exception ? [{ violation, exception }] : [],
  );
  const used = new Set(excused.map(({ exception }) => exception));
  return {
    violations: pairs
      .filter(({ exception }) => exception === undefined)
      .map(({ violation }) => violation),
    excused,
    unused: exceptions.filter(
      (exception) => !used.has(exception) && !mayMatch(exception, resources),
    ),
  };
}

/** Whether something with that name still has values to come, which may be what the exception is for. */
function mayMatch(
  { resource }: PolicyException,
  resources: readonly PlannedResource[],
): boolean {
  return resources.some(
    ({ name, inputs }) =>
      name === resource && JSON.stringify(inputs).includes(UNKNOWN),
  );
}
