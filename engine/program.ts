import * as pulumi from "@pulumi/pulumi";
import * as engineProto from "@pulumi/pulumi/proto/engine_pb";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";
import * as sdkState from "@pulumi/pulumi/runtime/state";
import type { Monitor } from "./monitor";
import { Noticed } from "./notices";
import type { Report } from "./report";
import type { Parts } from "./run";

/** The SDK's storage per run: its declarations leave it out, as internal. */
const { getStore, getLocalStore, withLocalStorage } = sdkState as unknown as {
  getStore: () => {
    settings: { engine?: object; options: { rootDirectory?: string } };
    callbacks?: object;
  };
  getLocalStore: () => object | undefined;
  withLocalStorage: <T>(callback: () => T) => T;
};

export type Program = () => Promise<Record<string, unknown> | undefined>;

export interface ProgramRun extends Parts {
  readonly program: Program;
  readonly monitor: Monitor;
}

/** Rejections that nobody awaits, by the run in whose program they arise. */
interface Watch {
  fail(error: unknown): void;
}

const active = new Set<Watch>();
/** By the SDK's storage of a run, and by errors that were seen in it. */
const owners = new WeakMap<object, Watch>();

/**
 * Runs the program with the unmodified SDK against the monitor, in storage of its own, so that several stacks can run
 * at once in one process. Resolves when everything that the program registered was answered. Rejects with the
 * program's first error.
 */
export async function runProgram(run: ProgramRun): Promise<void> {
  prepareSdk();
  let fail!: (error: unknown) => void;
  const failure = new Promise<never>((_, reject) => (fail = reject));
  failure.catch(() => undefined);
  const watch: Watch = { fail };
  active.add(watch);
  run.monitor.whenStuck = () => fail(new Noticed({ code: "stuck" }));
  let finished = false;
  try {
    const end = withLocalStorage(() => evaluate(run, watch));
    // Node tells of rejections that nobody awaits once its queue of promises is empty.
    const settled = end.then(() => new Promise(setImmediate));
    await Promise.race([settled, failure]);
    finished = true;
  } finally {
    active.delete(watch);
    run.monitor.stopAnswering(finished);
  }
}

async function evaluate(run: ProgramRun, watch: Watch): Promise<void> {
  const { project, stack, preview, config, program, monitor, report } = run;
  const organization = "organization";
  pulumi.runtime.setMockOptions(monitor, project, stack, preview, organization);
  const store = getStore();
  owners.set(store, watch);
  store.settings.options.rootDirectory = process.cwd();
  store.settings.engine = engineClient(report);
  store.callbacks = monitor.transforms.serverFor(monitor);
  const values: Record<string, string> = {};
  for (const [key, { value }] of Object.entries(config)) values[key] = value;
  const secretKeys = Object.keys(config).filter((key) => config[key]?.secret);
  pulumi.runtime.setAllConfig(values, secretKeys);
  // An error of the program itself is taken here: inside the SDK it would also reject promises that nobody awaits.
  await pulumi.runtime.runInPulumiStack(() =>
    program().catch((error: unknown) => {
      watch.fail(error);
      return undefined;
    }),
  );
  await pulumi.runtime.disconnect(true);
}

/** What the SDK tells the engine outside of registrations: log lines. */
function engineClient(report: Report): object {
  type Reply = (error: null, response?: unknown) => void;
  const severities = ["debug", "info", "warning", "error"] as const;
  return {
    log(request: engineProto.LogRequest, reply: Reply): void {
      const severity = severities[request.getSeverity()] ?? "info";
      const told = [request.getMessage(), request.getUrn()] as const;
      if (severity === "error" || severity === "warning")
        report.diagnose(severity, ...told);
      if (severity !== "debug") report.log(severity, ...told);
      reply(null);
    },
    setRootResource: (_request: unknown, reply: Reply) =>
      reply(null, new engineProto.SetRootResourceResponse()),
    requirePulumiVersion: (_request: unknown, reply: Reply) => reply(null),
    close: () => undefined,
  };
}

let prepared = false;

/**
 * Two habits of the SDK are turned off: a stack trace per promise for its leak detector, which triples the cost of an
 * evaluation, and a stack trace per resource for positions that this engine does not keep. Its promises are watched
 * instead, so that one that nobody awaits fails its own run and no other.
 */
function prepareSdk(): void {
  if (prepared) return;
  prepared = true;
  process.on("unhandledRejection", onRejection);
  process.on("beforeExit", onIdle);
  Object.assign(debuggable, { debuggablePromise: watched });
  Object.assign(pulumi.Resource, { stackTrace: () => [] });
}

function watched<T>(promise: Promise<T>): Promise<T> {
  promise.catch((error: unknown) => {
    const watch = currentWatch();
    if (watch === undefined) return;
    if (typeof error === "object" && error !== null) owners.set(error, watch);
    watch.fail(error);
  });
  return promise;
}

function currentWatch(): Watch | undefined {
  const store = getLocalStore();
  return store === undefined ? undefined : owners.get(store);
}

/**
 * A rejection whose run cannot be told fails every run: none may end well with an error overlooked. What has nothing
 * to do with a program ends the process, as it does without this engine.
 */
function onRejection(error: unknown): void {
  const known =
    typeof error === "object" && error !== null ? owners.get(error) : undefined;
  const owner = known ?? currentWatch();
  if (owner === undefined && active.size === 0) throw error;
  for (const watch of owner === undefined ? active : [owner]) watch.fail(error);
}

/** Nothing is left to happen in this process and the program still waits. */
function onIdle(): void {
  for (const watch of active) watch.fail(new Noticed({ code: "nothing-left" }));
}

/** What people read of a program's error: a `RunError` is meant for them, anything else is a bug and shows where. */
export function programError(error: unknown): string | Noticed {
  if (error instanceof Noticed) return error;
  if (pulumi.RunError.isInstance(error)) return error.message;
  return error instanceof Error
    ? (error.stack ?? error.message)
    : String(error);
}
