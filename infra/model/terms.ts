import type { ExceptionInput } from "./input";
import { type Model, PLATFORM } from "./load";

/** What the rules of `policies/` need to know of a stack. The platform is never disposable, nor is a stack without a file. */
export interface Terms {
  readonly disposable: boolean;
  readonly exceptions: readonly ExceptionInput[];
}

export function termsOf(
  { platform, beneficiaries }: Model,
  stack: string,
): Terms {
  if (stack === PLATFORM)
    return { disposable: false, exceptions: platform?.exceptions ?? [] };
  const { disposable = false, exceptions = [] } =
    beneficiaries.find(({ name }) => name === stack) ?? {};
  return { disposable, exceptions };
}
