import {
  type Operation,
  type OperationType,
  type ResourceState,
  type State,
  labelOf,
  relink,
} from "./state";

/** The disk, or whatever keeps the state, refused it. */
export class StateNotWritten extends Error {
  constructor(cause: unknown) {
    super(
      `the state could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
    this.name = "StateNotWritten";
  }
}

/**
 * The state while a run changes it. What stands in the file at any moment: the resources of this run in the order in
 * which they came to be, then those of the last run that it has not reached, and the operations in flight.
 * Written before an operation starts and after it ends; writes that wait for each other become one.
 */
export class Journal {
  private readonly base: ResourceState[];
  private readonly news: ResourceState[] = [];
  private readonly settled = new Set<ResourceState>();
  private readonly inFlight = new Set<Operation>();
  private readonly renamed = new Map<string, string>();
  private current: Promise<unknown> = Promise.resolve();
  private next: Promise<void> | undefined;
  private lastBody: string | undefined;

  /** Without `write`, a preview, nothing leaves the memory. */
  constructor(
    private readonly state: State,
    private readonly write?: (body: string) => Promise<void>,
  ) {
    this.base = [...state.resources];
    if (write !== undefined)
      this.lastBody = state.codec.bodyText(state.resources, state.pending);
  }

  /** What the state holds now, dependencies before dependents. */
  resources(): ResourceState[] {
    const rest = this.base.filter((resource) => !this.settled.has(resource));
    if (this.renamed.size > 0)
      for (const resource of rest)
        relink(resource, (urn) => this.renamed.get(urn) ?? urn);
    return [...this.news, ...rest];
  }

  /** Resources of the last run that this one has not settled. */
  remaining(): ResourceState[] {
    return this.base.filter((resource) => !this.settled.has(resource));
  }

  /** Puts a resource of this run into the state, instead of `old` if given. */
  put(resource: ResourceState, old?: ResourceState): void {
    if (!this.news.includes(resource)) this.news.push(resource);
    if (old !== undefined) this.drop(old);
  }

  /** Takes a resource out of the state. */
  drop(resource: ResourceState): void {
    this.settled.add(resource);
    const at = this.news.indexOf(resource);
    if (at >= 0) this.news.splice(at, 1);
  }

  /** A resource got another URN: what still refers to the old one follows. */
  rename(oldUrn: string, urn: string): void {
    this.renamed.set(oldUrn, urn);
  }

  /** Writes that the operation starts, before it does. Throws `StateNotWritten`: then it must not start. */
  async begin(
    type: OperationType,
    resource: ResourceState,
  ): Promise<Operation> {
    const operation = { type, resource };
    this.inFlight.add(operation);
    try {
      await this.flush();
    } catch (error) {
      this.inFlight.delete(operation);
      throw error;
    }
    return operation;
  }

  /** Writes that it ended, with what became of the resource since `begin`. */
  async end(operation: Operation): Promise<void> {
    this.inFlight.delete(operation);
    await this.flush();
  }

  /** Resolves when a write that began after this call has ended. */
  flush(): Promise<void> {
    if (this.write === undefined) return Promise.resolve();
    this.next ??= this.current.then(async () => {
      const running = this.next;
      this.next = undefined;
      this.current = (running ?? Promise.resolve()).catch(() => undefined);
      const body = this.state.codec.bodyText(this.resources(), [
        ...this.inFlight,
      ]);
      if (body === this.lastBody) return;
      await this.write?.(body).catch((error: unknown) => {
        throw new StateNotWritten(error);
      });
      this.lastBody = body;
    });
    return this.next;
  }

  /** What exists and the file does not know, as `<name> (<type>) <id>`: to be said when the state cannot be written. */
  unwritten(): string[] {
    const made = this.news.filter(
      ({ id }) => id && !this.lastBody?.includes(JSON.stringify(id)),
    );
    return made.map(({ urn, id }) => `${labelOf(urn)} ${id ?? ""}`);
  }
}
