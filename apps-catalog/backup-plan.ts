import type { AppDefinition } from "./define-app";
import type { CommandInContainer } from "./define-service";

/** What a backup must hold for a restore, and how both are taken while people use the app. */
export interface BackupPlan {
  /** Data directories, by name. */
  readonly directories: readonly string[];
  /** Whether its MySQL database is dumped, in one transaction, before the directories are copied. */
  readonly database: boolean;
  /**
   * SQLite databases, as `<directory>/<file>`: copied by SQLite itself, since a file that is being written is no backup.
   * @default none
   */
  readonly sqlite?: readonly string[];
  /**
   * Commands in its container that keep people out while it is copied, and let them in again, even after a failure.
   * @default none: it may be copied at any time
   */
  readonly quiet?: {
    readonly on: CommandInContainer;
    readonly off: CommandInContainer;
  };
  /**
   * A command in its container once its data is back.
   * @default none
   */
  readonly afterRestore?: CommandInContainer;
}

export type RestoreStep =
  | { readonly do: "stop" | "start" }
  | { readonly do: "directory" | "sqlite"; readonly name: string }
  | { readonly do: "database" }
  | { readonly do: "run"; readonly command: CommandInContainer };

/** How an app is put back, step by step: with nobody in it, its files before its database, which is the newer of the two. */
export function restoreSteps({ backup }: AppDefinition): RestoreStep[] {
  const { directories, sqlite = [], database, quiet, afterRestore } = backup;
  // What was backed up in quiet is still quiet when it comes back.
  const runs = [afterRestore, quiet?.off].filter(
    (command) => command !== undefined,
  );
  return [
    { do: "stop" },
    ...directories.map((name) => ({ do: "directory", name }) as const),
    ...sqlite.map((name) => ({ do: "sqlite", name }) as const),
    ...(database ? [{ do: "database" } as const] : []),
    { do: "start" },
    ...runs.map((command) => ({ do: "run", command }) as const),
  ];
}
