import type { DatabaseKind } from "../apps-catalog/define-app";
import { goDuration } from "./go-duration";
import type { SwarmServiceArgs } from "./swarm-service";

/** What tells a server of one kind of database from another. */
export interface DatabaseEngine {
  /** Where it listens. */
  readonly port: number;
  /** Where its image keeps its data. */
  readonly dataPath: string;
  /** What its container runs with `memory` megabytes; `passwordFile` holds the administrator's password. */
  readonly container: (
    memory: number,
    passwordFile: string,
  ) => Pick<SwarmServiceArgs["container"], "args" | "env" | "healthcheck">;
  /** Texts that its container finds, by name. */
  readonly configs: Readonly<
    Record<string, { readonly path: string; readonly text: string }>
  >;
  /** Files of `components/scripts/` that make a database and its user, and remove both. */
  readonly scripts: { readonly make: string; readonly drop: string };
}

/** The users `mysql` and `postgres` of the official images. Sources: MariaDB/mariadb-docker and docker-library/postgres, Dockerfile */
export const DATABASE_OWNER = 999;

/** The first start makes the system tables. */
export const DATABASE_START_SECONDS = 120;

const HEALTH = {
  interval: "5s",
  timeout: "10s",
  retries: 6,
  startPeriod: goDuration(DATABASE_START_SECONDS),
} as const;

/** For many small sites on little memory: a third of it holds pages, the rest is for 60 connections. */
const mariadb: DatabaseEngine = {
  port: 3306,
  dataPath: "/var/lib/mysql",
  container: (memory, passwordFile) => ({
    args: [
      "mariadbd",
      `--innodb-buffer-pool-size=${String(Math.floor(memory / 3))}M`,
      "--max-connections=60",
      "--character-set-server=utf8mb4",
      "--skip-name-resolve",
    ],
    env: {
      MARIADB_ROOT_PASSWORD_FILE: passwordFile,
      MARIADB_ROOT_HOST: "localhost",
      // The system tables follow a newer image.
      MARIADB_AUTO_UPGRADE: "1",
    },
    // Queries of an account that the first start makes for them. Source: https://mariadb.com/kb/en/using-healthcheck-sh/
    healthcheck: {
      tests: ["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"],
      ...HEALTH,
    },
  }),
  configs: {},
  scripts: { make: "make-database", drop: "drop-database" },
};

const HBA = "/etc/postgresql/pg_hba.conf";

/**
 * Who is let in: the administrator from inside the container only; everybody else with a password, and only into the database of
 * their own name. Source: https://www.postgresql.org/docs/18/auth-pg-hba-conf.html
 */
const LET_IN = `local all all trust
host all all 127.0.0.1/32 trust
host all postgres all reject
host sameuser all all scram-sha-256
`;

/** A quarter of its memory holds pages, the rest is for 60 connections, each of which is a process. */
const postgresql: DatabaseEngine = {
  port: 5432,
  // Since its version 18 the image keeps the data of each major version in a folder below.
  dataPath: "/var/lib/postgresql",
  container: (memory, passwordFile) => ({
    args: [
      "postgres",
      ...["-c", `shared_buffers=${String(Math.floor(memory / 4))}MB`],
      ...["-c", "max_connections=60"],
      // Workers share memory in /dev/shm, of which a container has 64 MB.
      ...["-c", "max_parallel_workers_per_gather=0"],
      ...["-c", `hba_file=${HBA}`],
    ],
    env: { POSTGRES_PASSWORD_FILE: passwordFile },
    // A query over TCP, which the first start refuses until all is there.
    healthcheck: {
      tests: [
        "CMD",
        "psql",
        "--host=127.0.0.1",
        "--username=postgres",
        "--command=SELECT 1",
      ],
      ...HEALTH,
    },
  }),
  configs: { "let-in": { path: HBA, text: LET_IN } },
  scripts: {
    make: "make-postgresql-database",
    drop: "drop-postgresql-database",
  },
};

export const DATABASE_ENGINES: Readonly<Record<DatabaseKind, DatabaseEngine>> =
  { mysql: mariadb, postgresql };
