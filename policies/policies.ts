import { backupsDeclared } from "./backups-declared";
import { dataProtected } from "./data-protected";
import { euRegions } from "./eu-regions";
import { memoryLimits } from "./memory-limits";
import { noWildcardRights } from "./no-wildcard-rights";
import { pinnedImages } from "./pinned-images";
import { privatePorts } from "./private-ports";
import type { Breach, PlannedResource, Rule } from "./rule";
import { RULE_IDS, type RuleId } from "./rule-ids";
import { NOTHING_DECLARED, type StackFacts } from "./stack-facts";

export type { PlannedResource } from "./rule";

/** One resource that breaks one rule. */
export interface Violation {
  readonly rule: RuleId;
  /** The resource's name in the program. */
  readonly resource: string;
  readonly urn: string;
  readonly type: string;
  /** What is wrong and what to do, in the reader's language. */
  readonly say: Breach;
}

/** Every rule that a plan must respect. */
export const RULES: Readonly<Record<RuleId, Rule>> = {
  "backups-declared": backupsDeclared,
  "data-protected": dataProtected,
  "eu-regions": euRegions,
  "memory-limits": memoryLimits,
  "no-wildcard-rights": noWildcardRights,
  "pinned-images": pinnedImages,
  "private-ports": privatePorts,
};

/** What the resources of a plan do against the rules; exceptions are not heard yet (`exceptions.ts`). */
export function violationsOf(
  resources: readonly PlannedResource[],
  stack: StackFacts = NOTHING_DECLARED,
  rules: readonly RuleId[] = RULE_IDS,
): Violation[] {
  return resources.flatMap((resource) =>
    rules.flatMap((rule) =>
      RULES[rule].check(resource, stack).map((say) => ({
        rule,
        resource: resource.name,
        urn: resource.urn,
        type: resource.type,
        say,
      })),
    ),
  );
}
