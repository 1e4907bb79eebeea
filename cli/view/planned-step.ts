/** What one resource would go through, as the views read it. `cli/project.ts` makes these from the engine's steps. */
export interface PlannedStep {
  readonly operation: Operation;
  readonly urn: string;
  /** Type token, e.g. `openstack:blockstorage/volume:Volume`. */
  readonly type: string;
  /** URN of the parent, if it has one. */
  readonly parent?: string;
  /** Paths of the properties that change, without their values: those may be secret. */
  readonly changed: readonly string[];
  /** Those of them that force a replacement. */
  readonly replacing: readonly string[];
  /** Whether the state says that it must not be deleted. */
  readonly isProtected: boolean;
  /** It is protected, and stays without being so any longer. */
  readonly isReleased?: true;
  /** Of a deletion: it leaves the state only, what it stands for stays. */
  readonly isRetained: boolean;
}

export type Operation =
  | "create"
  | "update"
  | "replace"
  | "delete"
  | "read"
  | "refresh"
  | "import"
  | "same";

/** The name that ends a URN: the one given in the program. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + "::".length);
}

/** The type token that ends the type chain of a URN. */
export function typeOf(urn: string): string {
  const chain = urn.split("::")[2] ?? "";
  return chain.slice(chain.lastIndexOf("$") + 1);
}

/** Components, the stack itself and provider configurations are no resources of a vendor: not counted, not listed. */
export function isBookkeeping(type: string): boolean {
  return (
    type.startsWith("epicerie:") ||
    type.startsWith("pulumi:providers:") ||
    type === "pulumi:pulumi:Stack" ||
    type === "pulumi:pulumi:StackReference"
  );
}
