import { messagesFor } from "../messages/messages";
import type { PlannedResource, Rule } from "./rule";
import { NOTHING_DECLARED, type StackFacts } from "./stack-facts";

/** A resource of a plan, for tests: type, inputs, and what differs. */
export function resource(
  type: string,
  inputs: Readonly<Record<string, unknown>> = {},
  differences: Partial<PlannedResource> = {},
): PlannedResource {
  const name = differences.name ?? "les-amis";
  const urn = `urn:pulumi:les-amis::epicerie::${type}::${name}`;
  return { name, urn, type, inputs, protect: false, ...differences };
}

/** What a rule says against a resource, in English. */
export function breaches(
  rule: Rule,
  of: PlannedResource,
  stack: StackFacts = NOTHING_DECLARED,
): string[] {
  const texts = messagesFor("en").policies;
  return rule.check(of, stack).map((say) => say(texts).what);
}
