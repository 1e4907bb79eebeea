import type { Messages } from "../messages/messages";
import type { RuleId } from "./rule-ids";
import type { StackFacts } from "./stack-facts";

export type PolicyTexts = Messages["policies"];

/** A resource as the program asks for it, whether it changes or not. */
export interface PlannedResource {
  /** The name given in the program. */
  readonly name: string;
  readonly urn: string;
  /** Type token, e.g. `openstack:blockstorage/volume:Volume`. */
  readonly type: string;
  /**
   * Plain values. One that only an operation will tell is `UNKNOWN`, and breaks no rule yet; one that is secret reads
   * `[secret]`, and breaks the rules that need it: what nobody may see, nobody can vouch for.
   */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Whether the program wants it kept when it leaves the code. */
  readonly protect: boolean;
}

/** What one resource does against one rule, in the reader's language. */
export type Breach = (texts: PolicyTexts) => {
  readonly what: string;
  readonly remedy: string;
};

/** Something that no plan may contain: pure, one resource at a time. */
export interface Rule {
  readonly id: RuleId;
  check(resource: PlannedResource, stack: StackFacts): readonly Breach[];
}

/** A value that a preview cannot know. Source: Pulumi's wire form, the SDK's `runtime/rpc.ts`. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
