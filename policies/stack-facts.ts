/** What a rule may need to know of a stack besides its resources. */
export interface StackFacts {
  /** True if the stack's data may be destroyed. */
  readonly disposable: boolean;
  readonly backups: DeclaredBackups;
}

/** What a stack says of the data that its resources hold, for the rule `backups-declared`. */
export interface DeclaredBackups {
  /**
   * By the name of a service or container, the paths in it whose content has a plan: it is copied, it is dumped, or it
   * comes back by itself.
   */
  readonly paths: Readonly<Record<string, readonly string[]>>;
  /** Databases that are dumped. */
  readonly databases: readonly string[];
  /** Volumes that hold nothing but such paths. */
  readonly volumes: readonly string[];
}

/** A stack of which nothing is declared. */
export const NOTHING_DECLARED: StackFacts = {
  disposable: false,
  backups: { paths: {}, databases: [], volumes: [] },
};
