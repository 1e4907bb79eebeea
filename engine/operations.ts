import type { EngineOptions } from "./engine";
import type { ProviderHost } from "./host";
import { type Journal, StateNotWritten } from "./journal";
import { type Json, PartialFailure } from "./provider";
import { type Report, type StepOp, Stopped, wanted } from "./report";
import type { OperationType, ResourceState } from "./state";
import { isProviderType } from "./urn";

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
    private readonly preview: boolean,
    private readonly wishes: Pick<EngineOptions, "signal" | "guard">,
  ) {}

  /** Starts nothing more. */
  halt(): void {
    this.broken = true;
  }

  /** Whether nothing more may start: the user asked, the program failed, or the state cannot be written. */
  get stopping(): boolean {
    return this.broken || this.wishes.signal?.aborted === true;
  }

  /** Throws when the guard refuses the resource. To be asked before anything is done for it. */
  permit(resource: ResourceState): void {
    this.wishes.guard?.(wanted(resource));
  }

  /**
   * Creates or updates a resource, which then stands in the state instead of `old`. `keepOld`: beside it, to be deleted
   * at the end. What a half-failed operation left behind is kept too, as something to repair. A preview only says what
   * the outputs would be.
   */
  async apply(
    op: "create" | "update" | "replace",
    resource: ResourceState,
    old?: ResourceState,
    keepOld = false,
  ): Promise<void> {
    const updated = op === "update" ? old : undefined;
    const enter = (id: string, outputs: Json): void => {
      const modified = new Date().toISOString();
      const created = updated === undefined ? modified : updated.created;
      Object.assign(resource, { id, outputs, created, modified });
      if (keepOld && old) old.delete = true;
      this.journal.put(resource, keepOld ? undefined : old);
    };
    if (updated) resource.id = updated.id ?? "";
    if (this.preview) {
      resource.outputs = this.host.planned(resource, updated);
      return;
    }
    this.permit(resource);
    const type = updated === undefined ? "creating" : "updating";
    await this.perform(op, type, resource, async () => {
      try {
        const made = await this.host.apply(resource, updated);
        enter(made.id, made.outputs);
      } catch (error) {
        if (error instanceof PartialFailure) {
          resource.initErrors = [this.report.scrub(error.message)];
          enter(error.id, this.host.marked(resource, error.outs));
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
    const { custom, external, type } = resource;
    const isOurs = !custom || external === true || isProviderType(type);
    if (this.preview || spared || isOurs) {
      leave();
      return this.flush();
    }
    await this.perform("delete", "deleting", resource, async () => {
      await this.host.delete(resource);
      leave();
    });
  }

  async flush(): Promise<void> {
    try {
      await this.journal.flush();
    } catch (error) {
      this.broken = true;
      throw error;
    }
  }

  /** Carries one operation out: in its turn, told, and written before and after. */
  perform(
    op: StepOp,
    type: OperationType,
    resource: ResourceState,
    act: () => Promise<void>,
  ): Promise<void> {
    const recorded = async (): Promise<void> => {
      const operation = await this.journal.begin(type, { ...resource });
      try {
        await act();
      } finally {
        await this.journal.end(operation);
      }
    };
    return this.limit.run(async () => {
      if (this.stopping) throw new Stopped();
      try {
        await this.report.timed(op, resource, recorded);
      } catch (error) {
        if (error instanceof StateNotWritten) this.broken = true;
        throw error;
      } finally {
        this.report.learn(resource.outputs);
      }
    });
  }
}
