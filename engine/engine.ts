import type { Backend, HistoryEntry } from "./backend";
import { protectRefusal } from "./decide";
import { deleteAll } from "./deletions";
import { Deployment } from "./deployment";
import { ProviderHost } from "./host";
import { Journal } from "./journal";
import { Monitor } from "./monitor";
import { Limit, Operations } from "./operations";
import type { Config, DeploymentParts } from "./parts";
import { type Program, programError, runProgram } from "./program";
import { registerProviders } from "./provider-resources";
import type { Json, ProviderFactory } from "./provider";
import { refreshAll } from "./refresh";
import {
  type Diagnostic,
  type EngineEvent,
  Report,
  type Step,
  messageOf,
} from "./report";
import { type Operation, type State, labelOf, parseState } from "./state";
import { STACK_TYPE, createUrn } from "./urn";
import { containsSecret, containsUnknown, plain, secret } from "./values";

export type { Backend } from "./backend";
export type { InProcessProvider, ProviderFactory } from "./provider";
export type { Diagnostic, EngineEvent, Step, StepOp } from "./report";

export interface EngineOptions {
  readonly project: string;
  readonly stack: string;
  readonly organization?: "organization";
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
  /** Of `destroy` and `refresh`: only say what they would do. @default false */
  readonly dryRun?: boolean;
}

export interface StackOutput {
  /** Undefined where a preview cannot know it. */
  readonly value: unknown;
  readonly secret: boolean;
}

export interface Result {
  /** Whether everything that was to be done was done. */
  readonly ok: boolean;
  readonly steps: readonly Step[];
  /** Number of steps per operation. */
  readonly changes: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, StackOutput>>;
  readonly diagnostics: readonly Diagnostic[];
  readonly seconds: number;
}

type Kind = "preview" | HistoryEntry["kind"];

/** Says what `up` would do; changes nothing. */
export function preview(options: EngineOptions): Promise<Result> {
  return run(options, "preview", true, deploy);
}

/** Makes it so. A step that fails is in the result; what is thrown is a bug, a lock, or a state that cannot be used. */
export function up(options: EngineOptions): Promise<Result> {
  return run(options, "update", false, deploy);
}

/** Deletes everything in the stack; nothing if something in it is protected. The program does not run. */
export function destroy(options: EngineOptions): Promise<Result> {
  return run(options, "destroy", options.dryRun === true, async (parts) => {
    registerProviders(parts);
    const guarded = parts.journal
      .remaining()
      .filter((resource) => resource.protect && !resource.delete);
    for (const { urn } of guarded)
      parts.report.diagnose("error", protectRefusal("delete", urn), urn);
    if (guarded.length === 0 || parts.preview)
      await deleteAll(parts, parts.journal.remaining(), () => false);
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
  return shown(
    (await outputsInState(backend, project, stack, passphrase)) ?? {},
  );
}

async function outputsInState(
  backend: Backend,
  project: string,
  stack: string,
  passphrase: string,
): Promise<Json | undefined> {
  const text = await backend.read(project, stack);
  if (text === undefined) return undefined;
  const { resources } = await parseState(text, passphrase);
  return resources.find(({ type }) => type === STACK_TYPE)?.outputs ?? {};
}

function shown(outputs: Json): Record<string, StackOutput> {
  const entries = Object.entries(outputs).map(([key, value]) => {
    const known = containsUnknown(value) ? undefined : plain(value);
    return [key, { value: known, secret: containsSecret(value) }] as const;
  });
  return Object.fromEntries(entries);
}

type Work = (parts: DeploymentParts, options: EngineOptions) => Promise<Json>;

/** What all four operations share: the lock, the state before, the state after, the history. */
async function run(
  options: EngineOptions,
  kind: Kind,
  dry: boolean,
  work: Work,
): Promise<Result> {
  const { backend, project, stack, passphrase, salt, signal } = options;
  const release = dry ? undefined : await backend.lock(project, stack);
  try {
    const startTime = Math.floor(Date.now() / 1000);
    const report = new Report(options.onEvent);
    const state = await parseState(
      await backend.read(project, stack),
      passphrase,
      salt,
    );
    const parts = assemble(options, dry, state, report);
    reportInterrupted(report, state.pending);
    if (!dry) await backend.keepPrevious(project, stack);
    const outputs = await work(parts, options);
    await parts.journal.flush().catch((error: unknown) => {
      report.diagnose(
        "error",
        `${messageOf(error)}; the state lacks ${parts.journal.unwritten().join(", ") || "nothing"}`,
      );
    });
    if (signal?.aborted)
      report.diagnose(
        "error",
        "stopped on request: what was running has finished, the rest was not started",
      );
    report.summary();
    const result = {
      ok: report.ok,
      steps: report.steps,
      changes: report.changes(),
      outputs: shown(outputs),
      diagnostics: report.diagnostics,
      seconds: report.seconds,
    };
    if (!dry && kind !== "preview") {
      const config = historyConfig(options.config, state);
      const endTime = Math.floor(Date.now() / 1000);
      const entry = {
        kind,
        startTime,
        endTime,
        result: report.ok ? "succeeded" : "failed",
        config,
      } as const;
      const history = backend.record(project, stack, {
        ...entry,
        resourceChanges: result.changes,
      });
      await history.catch((error: unknown) =>
        report.diagnose(
          "warning",
          `the history was not written: ${messageOf(error)}`,
        ),
      );
    }
    return result;
  } finally {
    await release?.();
  }
}

function assemble(
  options: EngineOptions,
  dry: boolean,
  state: State,
  report: Report,
): DeploymentParts {
  const {
    project,
    stack,
    config,
    backend,
    providers,
    parallel = 8,
    signal,
  } = options;
  for (const { value, secret: isSecret } of Object.values(config))
    if (isSecret) report.learn(secret(value));
  for (const { inputs, outputs } of state.resources)
    report.learn([inputs, outputs]);
  const name = `organization/${project}/${stack}`;
  const write = (body: string): Promise<void> =>
    backend.write(project, stack, state.codec.fileText(name, body));
  const journal = new Journal(state, dry ? undefined : write);
  const host = new ProviderHost(providers, dry);
  const operations = new Operations(
    journal,
    host,
    report,
    new Limit(parallel),
    signal,
  );
  return {
    project,
    stack,
    preview: dry,
    config,
    journal,
    host,
    operations,
    report,
  };
}

async function deploy(
  parts: DeploymentParts,
  options: EngineOptions,
): Promise<Json> {
  const { project, stack, preview, config, report, operations } = parts;
  const rootUrn = createUrn(
    stack,
    project,
    "",
    STACK_TYPE,
    `${project}-${stack}`,
  );
  const deployment = new Deployment(parts);
  const monitor = new Monitor(deployment, rootUrn, (name) =>
    readOtherStack(options, name),
  );
  let finished = false;
  try {
    await runProgram({
      project,
      stack,
      preview,
      config,
      program: options.program,
      monitor,
      report,
    });
    finished = true;
  } catch (error) {
    operations.halt();
    report.diagnose("error", programError(error));
  }
  await deployment.idle();
  if (finished && deployment.mayDelete) {
    deployment.registerOutputs(rootUrn, monitor.rootOutputs ?? {});
    await deployment.deleteRest();
  }
  return monitor.rootOutputs ?? {};
}

async function readOtherStack(
  { backend, project, passphrase }: EngineOptions,
  name: string,
): Promise<Json> {
  const [first = "", second, third] = name.split("/");
  const stack = third ?? second ?? first;
  const outputs = await outputsInState(
    backend,
    third === undefined ? project : (second ?? ""),
    stack,
    passphrase,
  );
  if (outputs === undefined)
    throw new Error(
      `the stack "${name}" does not exist yet: bring it up first`,
    );
  return outputs;
}

/** A run that was killed left these in flight: nobody knows whether they happened. */
function reportInterrupted(
  report: Report,
  pending: readonly Operation[],
): void {
  for (const { resource, type } of pending) {
    const label = labelOf(resource.urn);
    const remedy =
      type === "creating"
        ? "if it came to be, the state does not know it: look for it, then delete it or import it"
        : "it is in the state and will be looked at again";
    report.diagnose(
      "warning",
      `the last run was interrupted while ${type} ${label}; ${remedy}`,
      resource.urn,
    );
  }
}

function historyConfig(config: Config, { codec }: State): Json {
  const entries = Object.entries(config).map(
    ([key, { value, secret: isSecret }]) => [
      key,
      isSecret ? { secure: codec.encrypt(value, `config/${key}`) } : value,
    ],
  );
  return Object.fromEntries(entries) as Json;
}
