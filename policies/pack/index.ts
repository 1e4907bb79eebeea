import { PolicyPack, type ResourceValidationArgs } from "@pulumi/policy";
import { loadModel } from "../../infra/stack-files";
import { termsOf } from "../../infra/model/terms";
import { isLanguage, messagesFor } from "../../messages/messages";
import { judgeViolations } from "../exceptions";
import { violationsOf, type Violation } from "../policies";
import { RULE_IDS } from "../rule-ids";

const language = process.env.EPICERIE_LANG ?? "";
const { policies: texts } = messagesFor(isLanguage(language) ? language : "fr");
const model = loadModel();

/**
 * The same rules for the standard CLI: `pulumi preview --policy-pack policies/pack`. In French, or in `EPICERIE_LANG`.
 * What a preview cannot know yet is judged by `up`, before the resource is made.
 */
new PolicyPack("epicerie", {
  enforcementLevel: "mandatory",
  policies: RULE_IDS.map((rule) => ({
    name: rule,
    description: texts.titles[rule](),
    validateResource: (resource, report) => {
      for (const { say } of violations(resource, rule)) {
        const { what, remedy } = say(texts);
        report(texts.violation(resource.name, what, rule, remedy));
      }
    },
  })),
});

/** What a resource does against one rule, unless its stack's file excuses it. */
function violations(
  { name, urn, type, props, opts }: ResourceValidationArgs,
  rule: Violation["rule"],
): readonly Violation[] {
  // urn:pulumi:<stack>::<project>::…
  const { exceptions, ...facts } = termsOf(model, urn.split(":")[2] ?? "");
  const planned = { name, urn, type, inputs: props, protect: opts.protect };
  const all = violationsOf([planned], facts, [rule]);
  return judgeViolations(all, exceptions, []).violations;
}
