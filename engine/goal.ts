import type { Json } from "./provider";
import type { Alias } from "./urn";

/** What the program asks for: one registration, in plain data. */
export interface Goal {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  /** URN; empty for the stack itself and for default providers. */
  readonly parent: string;
  readonly inputs: Json;
  /** `<urn>::<id>`; empty for components and for provider resources. */
  readonly provider: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, string[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deletedWith: string;
  /** Undefined: the provider decides. */
  readonly deleteBeforeReplace: boolean | undefined;
  /** Property paths. */
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly aliases: readonly Alias[];
  /** The id of an existing object to adopt; empty for none. */
  readonly importId: string;
  /** Seconds. */
  readonly customTimeouts: Readonly<Record<string, number>>;
}

/** What a registration answers to the program. */
export interface Registered {
  readonly urn: string;
  readonly id: string;
  readonly outputs: Json;
  /** Nothing was done: the resource, or something that it depends on, failed; its outputs are unknown. */
  readonly unknown?: boolean;
}

/** A custom resource of which the program asks nothing in particular. */
export const PLAIN_GOAL: Omit<Goal, "type" | "name" | "inputs"> = {
  custom: true,
  parent: "",
  provider: "",
  dependencies: [],
  propertyDependencies: {},
  protect: false,
  retainOnDelete: false,
  deletedWith: "",
  deleteBeforeReplace: undefined,
  ignoreChanges: [],
  replaceOnChanges: [],
  additionalSecretOutputs: [],
  aliases: [],
  importId: "",
  customTimeouts: {},
};
