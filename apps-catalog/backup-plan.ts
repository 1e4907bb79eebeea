import type { AppDefinition, DatabaseKind } from "./define-app";
import type { CommandInContainer } from "./define-service";

/** What a backup must hold for a restore, and how both are taken while people use the app. */
export interface BackupPlan {
  /** Data directories, by name. */
  readonly directories: readonly string[];
  /** Whether its database is dumped (`databaseDump`), in one transaction, before the directories are copied. */
  readonly database: boolean;
  /**
   * SQLite databases, as `<directory>/<file>`: copied by SQLite itself, since a file that is being written is no backup.
   * @default none
   */
  readonly sqlite?: readonly string[];
  /**
   * Commands in its container that make it fit to be copied, as by keeping people out, and undo that, even after a failure.
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

/** How one database goes into a file and comes back, in the container of its server, as its administrator. */
export interface DatabaseDump {
  /** The file's name in a backup. */
  readonly file: string;
  /** Writes the file to standard output, as of one moment, while people use the app. */
  readonly dump: CommandInContainer;
  /** Reads it from standard input, with nobody in the app. */
  readonly restore: CommandInContainer;
}

/**
 * The dump of a database on the association's own server. One on the platform's MySQL service is dumped by the same words from
 * a container of the same image, with the app's login.
 */
export function databaseDump(
  kind: DatabaseKind,
  database: string,
): DatabaseDump {
  return DUMPS[kind](database);
}

const DUMPS: Readonly<
  Record<DatabaseKind, (database: string) => DatabaseDump>
> = {
  // Source: https://mariadb.com/kb/en/mariadb-dump/, "--single-transaction"
  mysql: (database) => ({
    file: `${database}.sql`,
    dump: asMysqlRoot("mariadb-dump", "--single-transaction", database),
    restore: asMysqlRoot("mariadb", database),
  }),
  // The database is made anew, with its owner and its rights, so that nothing newer than the dump stays in it.
  // Source: https://www.postgresql.org/docs/18/app-pgrestore.html, "--create" and "--clean"
  postgresql: (database) => ({
    file: `${database}.dump`,
    dump: {
      command: ["pg_dump", "--username=postgres", "--format=custom", database],
    },
    restore: {
      command: [
        "pg_restore",
        "--username=postgres",
        "--exit-on-error",
        "--clean",
        "--if-exists",
        "--create",
        "--dbname=postgres",
      ],
    },
  }),
};

/** The password stays inside the container: no process list shows it. */
function asMysqlRoot(...words: readonly string[]): CommandInContainer {
  const login = `<(printf "[client]\\npassword=%s\\n" "$(cat /run/secrets/root-password)")`;
  const script = `exec "$0" --defaults-extra-file=${login} --user=root "$@"`;
  return { command: ["bash", "-c", script, ...words] };
}
