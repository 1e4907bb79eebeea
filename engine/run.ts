import type { HistoryEntry } from "./backend";
import type { EngineOptions, Result } from "./engine";
import { ProviderHost } from "./host";
import { Journal } from "./journal";
import { shownOutputs } from "./outputs";
import { Noticed } from "./notices";
import { Limit, Operations } from "./operations";
import type { Json } from "./provider";
import { Report, messageOf } from "./report";
import { type Operation, type State, parseState } from "./state";
import { secret } from "./values";

/** What an operation does between the state before and the state after; gives the stack's outputs. */
export type Work = (parts: Parts) => Promise<Json>;

/** Settings of a stack by full key, e.g. `epicerie:region`. */
export type Config = Readonly<
  Record<string, { readonly value: string; readonly secret?: boolean }>
>;

/** What one run works with. */
export interface Parts {
  readonly project: string;
  readonly stack: string;
  readonly preview: boolean;
  readonly config: Config;
  readonly journal: Journal;
  readonly host: ProviderHost;
  readonly operations: Operations;
  readonly report: Report;
}

/**
 * What all operations share: the lock, the state before, the state after, the history. A dry run takes no lock and
 * writes nothing.
 */
export async function run(
  options: EngineOptions,
  kind: HistoryEntry["kind"],
  dry: boolean,
  work: Work,
): Promise<Result> {
  const { backend, project, stack } = options;
  const release = dry ? undefined : await backend.lock(project, stack);
  try {
    const startTime = Math.floor(Date.now() / 1000);
    const report = new Report(options.onEvent);
    const text = await backend.read(project, stack);
    const state = await parseState(text, options.passphrase, options.salt);
    const parts = assemble(options, dry, state, report);
    reportInterrupted(report, state.pending);
    if (!dry) await backend.keepPrevious(project, stack);
    const outputs = await work(parts);
    await writeLast(parts);
    if (options.signal?.aborted)
      report.diagnose("error", new Noticed({ code: "stopped" }));
    report.summary();
    const { ok, steps, resources, diagnostics, seconds } = report;
    const changes = report.changes();
    if (!dry) {
      const config = historyConfig(options, state);
      const endTime = Math.floor(Date.now() / 1000);
      const result = ok ? "succeeded" : "failed";
      const times = { kind, startTime, endTime, result, config } as const;
      await backend
        .record(project, stack, { ...times, resourceChanges: changes })
        .catch((error: unknown) => {
          const problem = `the history was not written: ${messageOf(error)}`;
          report.diagnose("warning", problem);
        });
    }
    const shown = shownOutputs(outputs);
    const told = { ok, steps, resources, changes, diagnostics, seconds };
    return { ...told, outputs: shown };
  } finally {
    await release?.();
  }
}

function assemble(
  options: EngineOptions,
  preview: boolean,
  state: State,
  report: Report,
): Parts {
  const { project, stack, config, backend, signal, guard } = options;
  for (const { value, secret: isSecret } of Object.values(config)) {
    if (isSecret) report.learn(secret(value));
  }
  for (const { inputs, outputs } of state.resources) {
    report.learn([inputs, outputs]);
  }
  const name = `organization/${project}/${stack}`;
  const write = (body: string): Promise<void> =>
    backend.write(project, stack, state.codec.fileText(name, body));
  const journal = new Journal(state, preview ? undefined : write);
  const host = new ProviderHost(options.providers);
  const limit = new Limit(options.parallel ?? 8);
  const operations = new Operations(journal, host, report, limit, preview, {
    signal,
    guard,
  });
  const parts = { project, stack, preview, config, journal, host };
  return { ...parts, operations, report };
}

/** The last write of a run. If it fails, what the state lacks is said: nobody else will know of it. */
async function writeLast({ journal, report }: Parts): Promise<void> {
  try {
    await journal.flush();
  } catch (error) {
    const lacking = journal.unwritten().join(", ") || "nothing that was made";
    const problem = `${messageOf(error)}; the state lacks ${lacking}`;
    report.diagnose("error", problem);
  }
}

/** A run that was killed left these in flight: nobody knows whether they happened. */
function reportInterrupted(
  report: Report,
  pending: readonly Operation[],
): void {
  for (const { resource, type } of pending) {
    const notice = { code: "interrupted", operation: type } as const;
    const { urn } = resource;
    report.diagnose("warning", new Noticed(notice, urn), urn);
  }
}

function historyConfig({ config }: EngineOptions, { codec }: State): Json {
  const result: Json = {};
  for (const [key, { value, secret: isSecret }] of Object.entries(config)) {
    const secure = isSecret && codec.encrypt(value, `config/${key}`);
    result[key] = secure ? { secure } : value;
  }
  return result;
}
