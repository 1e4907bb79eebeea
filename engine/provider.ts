import type { DiffResult, Provider } from "@pulumi/pulumi/provider";

/** A property bag in wire form: plain JSON, unknowns as `UNKNOWN`. */
export type Json = Record<string, unknown>;

/** The wire form of a value that only an operation will tell. Source: the SDK's `runtime/rpc.ts`. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What happens to one property, by its path; the words of Pulumi's detailed diff. */
export type DiffKind =
  | "add"
  | "update"
  | "delete"
  | "add-replace"
  | "update-replace"
  | "delete-replace";

export type DetailedDiff = Record<string, DiffKind>;

/** The official diff, with the properties that changed and how. */
export type DetailedDiffResult = DiffResult & {
  readonly detailed?: DetailedDiff;
};

/**
 * A provider instance living in this process: one per provider resource of the state, explicit or default.
 * Values are wire JSON without secret markers: the engine unwraps before a call and marks outputs secret again after it
 * (by secret inputs of the same name, by the schema, by `additionalSecretOutputs`).
 */
export interface InProcessProvider extends Provider {
  /** Receives the provider resource's inputs (e.g. docker `host`, `sshOpts`), unknowns included in previews. */
  configure?(inputs: Json): Promise<void>;
  /** Used instead of `diff` when present: it is given the old inputs as well, which the official `diff` lacks. */
  diffInputs?(
    id: string,
    urn: string,
    old: { readonly inputs: Json; readonly outputs: Json },
    news: Json,
  ): Promise<DetailedDiffResult>;
}

/** Makes an instance for a package, e.g. "openstack"; undefined if this host has none (offline: the schema decides). */
export type ProviderFactory = (pkg: string) => InProcessProvider | undefined;

/**
 * A create or update that failed after the resource came to be: the engine keeps `id` and `outs` in the state and
 * repairs the resource on the next run. The same meaning as the init errors of Pulumi's protocol.
 */
export class PartialFailure extends Error {
  constructor(
    message: string,
    readonly id: string,
    readonly outs: Json,
  ) {
    super(message);
    this.name = "PartialFailure";
  }
}
