import { type StackFacts, NOTHING_DECLARED } from "../../policies/stack-facts";
import { beneficiaryBackups, platformBackups } from "./backups";
import type { ExceptionInput } from "./input";
import { type Model, PLATFORM } from "./model";
import type { ServerModel } from "./servers";

/** What the rules of `policies/` need to know of a stack. The platform is never disposable, nor is a stack without a file. */
export interface Terms extends StackFacts {
  readonly exceptions: readonly ExceptionInput[];
}

export function termsOf(
  { platform, beneficiaries }: Model,
  stack: string,
): Terms {
  if (stack === PLATFORM) {
    const { exceptions = [], servers = [] } = platform ?? {};
    return {
      disposable: false,
      exceptions: [...exceptions, ...servers.flatMap(leftMachine)],
      backups: platform ? platformBackups(platform) : NOTHING_DECLARED.backups,
    };
  }
  const found = beneficiaries.find(({ name }) => name === stack);
  const { disposable = false, exceptions = [] } = found ?? {};
  const backups = found ? beneficiaryBackups(found) : NOTHING_DECLARED.backups;
  return { disposable, exceptions, backups };
}

/** A machine that everybody is leaving may go: two generations declare that, and nothing more need be written. */
function leftMachine({ formerMachine }: ServerModel): ExceptionInput[] {
  if (formerMachine === undefined) return [];
  const reason = "rebuild";
  return [{ rule: "data-protected", resource: formerMachine, reason }];
}
