import type { Backend } from "./backend";
import { deleteAll, protectRefusal } from "./deletions";
import { deploy } from "./deploy";
import { type StackOutput, outputsInState, shownOutputs } from "./outputs";
import type { Program } from "./program";
import { registerProviders } from "./provider-resources";
import type { ProviderFactory } from "./provider";
import { refreshAll } from "./refresh";
import type { Diagnostic, EngineEvent, Step, WantedResource } from "./report";
import { type Config, run } from "./run";

export type { Backend } from "./backend";
export type { Notice } from "./notices";
export type { StackOutput } from "./outputs";
export type { InProcessProvider, ProviderFactory } from "./provider";
export type {
  Diagnostic,
  EngineEvent,
  Step,
  StepOp,
  WantedResource,
} from "./report";

export interface EngineOptions {
  readonly project: string;
  readonly stack: string;
  /** Runs inside the Pulumi runtime and returns the stack's outputs. */
  readonly program: Program;
  readonly config: Config;
  readonly backend: Backend;
  readonly passphrase: string;
  /** The `encryptionsalt` of the stack's settings, for a state that has none yet; else a new one. */
  readonly salt?: string;
  /** Absent: a preview from the schemas alone. */
  readonly providers?: ProviderFactory;
  /** Operations at once. @default 8 */
  readonly parallel?: number;
  /** Once aborted, what runs is finished and nothing more is started. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: EngineEvent) => void;
  /** Sees each resource right before it is made or changed, its values all known; what it throws is why it is not. */
  readonly guard?: (resource: WantedResource) => void;
  /** Of `destroy` and `refresh`: only say what they would do. @default false */
  readonly dryRun?: boolean;
}

export interface Result {
  /** Whether everything that was to be done was done. */
  readonly ok: boolean;
  readonly steps: readonly Step[];
  /** What the program asks for; empty where it does not run. */
  readonly resources: readonly WantedResource[];
  /** Number of steps per operation. */
  readonly changes: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, StackOutput>>;
  readonly diagnostics: readonly Diagnostic[];
  readonly seconds: number;
}

/** Says what `up` would do; changes nothing. */
export function preview(options: EngineOptions): Promise<Result> {
  return run(options, "update", true, (parts) => deploy(parts, options));
}

/** Makes it so. A step that fails is in the result; what is thrown is a bug, a lock, or a state that cannot be used. */
export function up(options: EngineOptions): Promise<Result> {
  return run(options, "update", false, (parts) => deploy(parts, options));
}

/** Deletes everything in the stack; nothing if something in it is protected. The program does not run. */
export function destroy(options: EngineOptions): Promise<Result> {
  return run(options, "destroy", options.dryRun === true, async (parts) => {
    registerProviders(parts);
    const all = parts.journal.remaining();
    const guarded = all.filter((found) => found.protect && !found.delete);
    for (const { urn } of guarded) {
      parts.report.diagnose("error", protectRefusal("delete", urn), urn);
    }
    if (guarded.length > 0 && !parts.preview) return {};
    await deleteAll(parts, all, () => false);
    return {};
  });
}

/** Makes the state say what is really there. The program does not run. */
export function refresh(options: EngineOptions): Promise<Result> {
  return run(options, "refresh", options.dryRun === true, async (parts) => {
    registerProviders(parts);
    await refreshAll(parts);
    return {};
  });
}

/** The outputs in the state of a stack; none if it was never brought up. */
export async function stackOutputs(
  backend: Backend,
  project: string,
  stack: string,
  passphrase: string,
): Promise<Record<string, StackOutput>> {
  const source = { backend, project, stack, passphrase };
  return shownOutputs((await outputsInState(source)) ?? {});
}
