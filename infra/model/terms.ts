import type { ExceptionInput } from "./input";
import { type Model, PLATFORM } from "./load";
import type { ServerModel } from "./servers";

/** What the rules of `policies/` need to know of a stack. The platform is never disposable, nor is a stack without a file. */
export interface Terms {
  readonly disposable: boolean;
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
    };
  }
  const { disposable = false, exceptions = [] } =
    beneficiaries.find(({ name }) => name === stack) ?? {};
  return { disposable, exceptions };
}

/** A machine that everybody is leaving may go: two generations declare that, and nothing more need be written. */
function leftMachine({ formerMachine }: ServerModel): ExceptionInput[] {
  if (formerMachine === undefined) return [];
  const reason = "rebuild";
  return [{ rule: "data-protected", resource: formerMachine, reason }];
}
