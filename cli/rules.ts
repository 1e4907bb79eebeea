import type { WantedResource } from "../engine/engine";
import type { Model } from "../infra/model/model";
import { termsOf } from "../infra/model/terms";
import { messagesFor, type Language } from "../messages/messages";
import { judgeViolations, type Judgement } from "../policies/exceptions";
import { violationsOf, type PlannedResource } from "../policies/policies";
import type { Plan } from "./plan-stack";
import type { Target } from "./project";
import { Refusal } from "./refusal";
import { nameOf } from "./view/planned-step";
import { violationLine } from "./view/violations";

/** Holds a plan against the rules of `policies/`, and hears the exceptions of the stack's file. */
export function judgePolicies(
  { stack, model }: Pick<Target, "stack" | "model">,
  wanted: readonly WantedResource[],
): Judgement {
  const { exceptions, ...facts } = termsOf(model, stack);
  const resources = wanted.map(planned);
  const all = violationsOf(resources, facts);
  return judgeViolations(all, exceptions, resources);
}

/** Refuses a plan that breaks a rule, once it was shown and before anything is touched. */
export function refuseViolations({ target, policies }: Plan): void {
  if (policies.violations.length > 0)
    throw new Refusal((texts) => [texts.policies.refused(target.stack)]);
}

/** Refuses, while `up` runs, what only turned out then: a right or an image that no preview could know. */
export function guardOf(
  model: Model,
  stack: string,
  language: Language,
): (resource: WantedResource) => void {
  const messages = messagesFor(language);
  return (resource) => {
    const { violations } = judgePolicies({ stack, model }, [resource]);
    if (violations.length > 0)
      throw new Error(
        violations
          .map((violation) => violationLine(violation, messages))
          .join("\n"),
      );
  };
}

function planned({
  urn,
  type,
  inputs,
  protect,
}: WantedResource): PlannedResource {
  return { name: nameOf(urn), urn, type, inputs, protect };
}
