import type { ProviderHost } from "./host";
import { type Journal, StateNotWritten } from "./journal";
import type { Json } from "./provider";
import { type Report, type StepOp, messageOf } from "./report";
import type { OperationType, ResourceState } from "./state";
import { isProviderType } from "./urn";

/** Not started, because the run is stopping. */
export class Stopped extends Error {
  constructor() {
    super("stopped before it started");
    this.name = "Stopped";
  }
}

/** At most so many operations at once; those that wait start in the order in which they came. */
export class Limit {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(atOnce: number) {
    this.free = atOnce;
  }

  async run<T>(operation: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((go) => this.waiting.push(go));
    try {
      return await operation();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    }
  }
}

/** Does what was decided: asks the provider, and has the state written before and after. */
export class Operations {
  private broken = false;

  constructor(
    private readonly journal: Journal,
    private readonly host: ProviderHost,
    private readonly report: Report,
    private readonly limit: Limit,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Starts nothing more. */
  halt(): void {
    this.broken = true;
  }

  /** Whether nothing more may start: the user asked, the program failed, or the state cannot be written. */
  get stopping(): boolean {
    return this.broken || this.signal?.aborted === true;
  }

  /** Creates a resource. `condemn`: its predecessor, which stays in the state to be deleted at the end. */
  async create(
    resource: ResourceState,
    op: StepOp,
    replaced?: { old: ResourceState; keep: boolean },
  ): Promise<void> {
    await this.perform(op, "creating", resource, async () => {
      const enter = (id: string, outputs: Json): void => {
        const now = new Date().toISOString();
        Object.assign(resource, { id, outputs, created: now, modified: now });
        if (replaced?.keep) replaced.old.delete = true;
        this.journal.put(resource, replaced?.keep ? undefined : replaced?.old);
      };
      try {
        const { id, outputs } = await this.host.create(resource.urn, resource);
        enter(id, outputs);
      } catch (error) {
        const partial = partialOf(error);
        if (partial !== undefined) {
          resource.initErrors = [this.report.scrub(messageOf(error))];
          enter(partial.id, this.host.marked(resource, partial.outs));
        }
        throw error;
      }
    });
  }

  async update(old: ResourceState, resource: ResourceState): Promise<void> {
    await this.perform("update", "updating", resource, async () => {
      const enter = (outputs: Json): void => {
        Object.assign(resource, {
          id: old.id,
          outputs,
          created: old.created,
          modified: new Date().toISOString(),
        });
        this.journal.put(resource, old);
      };
      resource.id = old.id ?? "";
      try {
        enter(await this.host.update(old, resource));
      } catch (error) {
        const partial = partialOf(error);
        if (partial !== undefined) {
          resource.initErrors = [this.report.scrub(messageOf(error))];
          enter(this.host.marked(resource, partial.outs));
        }
        throw error;
      }
    });
  }

  /**
   * Deletes a resource and takes it out of the state. `forReplacement`: it stays, marked as to be created again.
   * `spared`: nothing is asked of the provider, because it is kept, or goes with another one, or is gone.
   */
  async delete(
    resource: ResourceState,
    { spared = false, forReplacement = false } = {},
  ): Promise<void> {
    const leave = (): void => {
      if (forReplacement) resource.pendingReplacement = true;
      else this.journal.drop(resource);
    };
    if (
      spared ||
      !resource.custom ||
      resource.external ||
      isProviderType(resource.type)
    ) {
      leave();
      return this.flush();
    }
    await this.perform("delete", "deleting", resource, async () => {
      await this.host.delete(resource);
      leave();
    });
  }

  /** Adopts or reads what exists; `enter` puts what was found into the state. */
  async read(
    resource: ResourceState,
    op: "read" | "import",
    act: () => Promise<void>,
  ): Promise<void> {
    await this.perform(
      op,
      op === "read" ? "reading" : "importing",
      resource,
      act,
    );
  }

  async flush(): Promise<void> {
    try {
      await this.journal.flush();
    } catch (error) {
      this.broken = true;
      throw error;
    }
  }

  private perform(
    op: StepOp,
    type: OperationType,
    resource: ResourceState,
    act: () => Promise<void>,
  ): Promise<void> {
    return this.limit.run(async () => {
      if (this.stopping) throw new Stopped();
      await this.report.timed(op, resource, () =>
        this.recorded(type, resource, act),
      );
    });
  }

  private async recorded(
    type: OperationType,
    resource: ResourceState,
    act: () => Promise<void>,
  ): Promise<void> {
    try {
      const operation = await this.journal.begin(type, { ...resource });
      try {
        await act();
      } finally {
        await this.journal.end(operation);
      }
    } catch (error) {
      if (error instanceof StateNotWritten) this.broken = true;
      throw error;
    } finally {
      this.report.learn(resource.outputs);
    }
  }
}

/** A failed operation that left something behind says so with the id and properties of it. */
function partialOf(error: unknown): { id: string; outs: Json } | undefined {
  if (
    !(error instanceof Error) ||
    !("id" in error) ||
    typeof error.id !== "string" ||
    error.id === ""
  )
    return undefined;
  const outs =
    "outs" in error && typeof error.outs === "object" && error.outs !== null
      ? (error.outs as Json)
      : {};
  return { id: error.id, outs };
}
