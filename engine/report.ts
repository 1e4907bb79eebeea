import { type Notice, Noticed } from "./notices";
import type { DetailedDiff, Json } from "./provider";
import { Scrubber } from "./secrets";
import type { ResourceState } from "./state";
import { isDefaultProvider } from "./urn";
import { equal, openStrings, redacted, secretStrings } from "./values";

export type StepOp =
  | "same"
  | "create"
  | "update"
  | "replace"
  | "delete"
  | "read"
  | "import"
  | "refresh";

/** One resource's part in a run; values have their secrets replaced by `[secret]`. */
export interface Step {
  readonly op: StepOp;
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  /** Whether the state says that it must not be deleted. */
  readonly protect: boolean;
  /** Removed from the state only: what it stands for goes on existing. */
  readonly retained?: boolean;
  readonly old?: StepState;
  readonly new?: StepState;
  /** Top-level inputs that changed, and those of them that force a replacement. */
  readonly diffReasons?: readonly string[];
  readonly replaceReasons?: readonly string[];
  /** What happens to each property, by path. */
  readonly detailed?: DetailedDiff;
}

/** What the program asks for, whether it changes or not; values have their secrets replaced by `[secret]`. */
export interface WantedResource {
  readonly urn: string;
  readonly type: string;
  readonly inputs: Json;
  readonly protect: boolean;
}

export interface StepState {
  readonly id?: string;
  readonly inputs: Json;
}

export interface Diagnostic {
  readonly urn?: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  /** What the engine says itself, in facts; absent from what a provider or the program says. */
  readonly notice?: Notice;
}

/** Not started, because the run is stopping. */
export class Stopped extends Error {
  constructor() {
    super("stopped before it started");
    this.name = "Stopped";
  }
}

type Happening = Pick<Step, "op" | "urn" | "type">;
type Changes = Readonly<Record<string, number>>;
type Event<Kind, Facts> = { readonly kind: Kind } & Readonly<Facts>;

/** What is told as it happens; durations in seconds. */
export type EngineEvent =
  | Event<"step-start", Happening>
  | Event<"step-done", Happening & { seconds: number }>
  | Event<"step-failed", Happening & { seconds: number; message: string }>
  | Event<"log", Diagnostic>
  | Event<"summary", { ok: boolean; changes: Changes; seconds: number }>;

/** What distinguishes a step from the states it goes from and to. */
export type StepFacts = Pick<
  Step,
  "retained" | "diffReasons" | "replaceReasons" | "detailed"
>;

/** Collects what a run did and tells it as it happens; the only way out for texts, so that no secret gets past it. */
export class Report {
  readonly steps: Step[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly resources: WantedResource[] = [];
  private readonly scrubber = new Scrubber();
  private readonly startedAt = performance.now();

  constructor(
    private readonly onEvent: (event: EngineEvent) => void = () => undefined,
  ) {}

  /** Remembers the secrets of a value, to keep them out of messages. */
  learn(value: unknown): void {
    this.scrubber.add(secretStrings(value));
    this.scrubber.addOpen(openStrings(value));
  }

  scrub(text: string): string {
    return this.scrubber.scrub(text);
  }

  get ok(): boolean {
    return this.diagnostics.every(({ severity }) => severity !== "error");
  }

  get seconds(): number {
    return (performance.now() - this.startedAt) / 1000;
  }

  step(
    op: StepOp,
    resource: ResourceState,
    facts: StepFacts = {},
    old?: ResourceState,
  ): void {
    if (isDefaultProvider(resource.urn)) return;
    const unchanged = op === "same";
    this.steps.push({
      op,
      urn: resource.urn,
      type: resource.type,
      ...(resource.parent ? { parent: resource.parent } : {}),
      protect: (old ?? resource).protect === true,
      ...facts,
      ...(old === undefined || unchanged ? {} : { old: stepState(old) }),
      ...(op === "delete" || unchanged ? {} : { new: stepState(resource) }),
    });
  }

  /** The same message about the same resource is said once: a failure reaches every dependent. */
  diagnose(
    severity: Diagnostic["severity"],
    what: string | Noticed,
    urn?: string,
  ): void {
    const isNoticed = what instanceof Noticed;
    const diagnostic = {
      ...this.worded(severity, isNoticed ? what.message : what, urn),
      ...(isNoticed ? { notice: what.notice } : {}),
    };
    if (this.diagnostics.some((known) => equal(known, diagnostic))) return;
    this.diagnostics.push(diagnostic);
  }

  /** Notes what failed; what was not started because of it says nothing of its own. */
  failure(urn: string, error: unknown): void {
    if (error instanceof Stopped) return;
    const what = error instanceof Noticed ? error : messageOf(error);
    this.diagnose("error", what, urn);
  }

  log(severity: Diagnostic["severity"], message: string, urn?: string): void {
    this.onEvent({ kind: "log", ...this.worded(severity, message, urn) });
  }

  private worded(
    severity: Diagnostic["severity"],
    text: string,
    urn?: string,
  ): Diagnostic {
    const message = this.scrub(text);
    return urn ? { severity, message, urn } : { severity, message };
  }

  /** Tells the start, the end and the duration of one operation. */
  async timed<T>(
    op: StepOp,
    resource: ResourceState,
    operation: () => Promise<T>,
  ): Promise<T> {
    const facts = { urn: resource.urn, type: resource.type, op };
    const start = performance.now();
    const seconds = (): number => (performance.now() - start) / 1000;
    this.onEvent({ kind: "step-start", ...facts });
    try {
      const result = await operation();
      this.onEvent({ kind: "step-done", ...facts, seconds: seconds() });
      return result;
    } catch (error) {
      const message = this.scrub(messageOf(error));
      const told = { ...facts, seconds: seconds(), message };
      this.onEvent({ kind: "step-failed", ...told });
      throw error;
    }
  }

  /** Number of steps per operation; default providers are not counted. */
  changes(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { op } of this.steps) counts[op] = (counts[op] ?? 0) + 1;
    return counts;
  }

  summary(): void {
    const { ok, seconds } = this;
    this.onEvent({ kind: "summary", ok, changes: this.changes(), seconds });
  }
}

export function wanted(resource: ResourceState): WantedResource {
  const { urn, type, inputs = {}, protect = false } = resource;
  return { urn, type, inputs: redacted(inputs) as Json, protect };
}

function stepState(resource: ResourceState): StepState {
  const { id, inputs = {} } = resource;
  const shown = { inputs: redacted(inputs) as Json };
  return id ? { id, ...shown } : shown;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
