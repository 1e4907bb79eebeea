import type { BeneficiaryInput, PlatformInput } from "./input";

/** An association, declared in `stacks/<name>.ts`. Pure data: checked by the compiler here, by `epicerie check` for the rest. */
export function defineBeneficiary(input: BeneficiaryInput): BeneficiaryInput {
  return input;
}

/** The shared platform, declared in `stacks/prod.ts`. */
export function definePlatform(input: PlatformInput): PlatformInput {
  return input;
}

export { gigabytes, megabytes } from "./units";
