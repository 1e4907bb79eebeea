import type {
  AppDefinition,
  DatabaseKind,
} from "../../apps-catalog/define-app";
import type { InstalledApp } from "./installed-app";
import type { AppInput } from "./input";
import type { Platform } from "./platform";
import type { Preset } from "./presets";
import type { ProblemList } from "./problems";
import { type Gigabytes, gigabytes, type Megabytes, megabytes } from "./units";

/** Where a beneficiary's MySQL databases are: on the platform's MySQL service, or on a MariaDB server of its own. */
export type MysqlPlace = "shared" | "own";

const PLACES: readonly MysqlPlace[] = ["shared", "own"];

/** A database server that a beneficiary has for itself, beside its apps: MariaDB for `mysql`. */
export interface DatabaseServerModel {
  /** Also the last part of its server's name, which is therefore no app's. */
  readonly kind: DatabaseKind;
  /** The most it may use. */
  readonly memory: Megabytes;
}

export const DATABASE_KINDS: readonly DatabaseKind[] = ["mysql", "postgresql"];

/**
 * For a size whose factor is 1. MariaDB 10.11 with nobody connected takes about 100 MB; a third holds pages, the rest is for
 * connections. PostgreSQL 15 takes about 50 MB; a quarter holds pages, the rest is for connections, a process each.
 */
const USUAL_MEMORY = 384;

/** System tables and logs, before anybody writes anything. */
export const DATABASE_SERVER_DISK: Gigabytes = gigabytes(1);

/** A version of a password: nobody changes one more often. */
const MOST_VERSIONS = 1_000;

/** What a beneficiary has for its databases. */
export interface Databases {
  readonly mysql: MysqlPlace;
  /** Its own servers: one of a kind, if one of its apps has a database there. */
  readonly databaseServers: readonly DatabaseServerModel[];
}

/**
 * Where its databases are: those of MySQL as written, else on the platform's service if it has one, even one that is only
 * ordered; those of PostgreSQL always on its own server.
 */
export function resolveDatabases(
  written: string | undefined,
  platform: Pick<Platform, "mysql" | "mysqlOrder"> | undefined,
  apps: readonly Pick<InstalledApp, "databaseKind">[],
  { memoryFactor }: Preset,
  problems: ProblemList,
): Databases {
  const used = new Set(apps.map(({ databaseKind }) => databaseKind));
  const hasService =
    !platform || Boolean(platform.mysql ?? platform.mysqlOrder);
  const place = PLACES.find((one) => one === written);
  if (written !== undefined && !place)
    problems.add((texts) => texts.unknownChoice(PLACES), written);
  const mysql = place ?? (hasService ? "shared" : "own");
  if (mysql === "shared" && !hasService)
    problems.add((texts) => texts.mysqlServiceMissing(), written);
  const isToCome = platform?.mysqlOrder && !platform.mysql;
  if (mysql === "shared" && used.has("mysql") && isToCome)
    problems.add((texts) => texts.mysqlAddressMissing());
  const memory = megabytes(Math.ceil(USUAL_MEMORY * memoryFactor));
  const own = DATABASE_KINDS.filter(
    (kind) => used.has(kind) && (kind !== "mysql" || mysql === "own"),
  );
  return { mysql, databaseServers: own.map((kind) => ({ kind, memory })) };
}

/** What an app writes about its database's password; `hasDatabase`: whether there is one. */
export function checkPasswordVersion(
  { databasePasswordVersion: version }: AppInput,
  { title, needs }: Pick<AppDefinition, "title" | "needs">,
  hasDatabase: boolean,
  problems: ProblemList,
): void {
  if (version === undefined) return;
  const here = problems.at("databasePasswordVersion");
  if (!hasDatabase) here.add((texts) => texts.noDatabase(title), version);
  else if (needs.keepsDatabasePassword && version !== 1)
    here.add((texts) => texts.passwordKept(title), version);
  else if (!Number.isInteger(version) || version < 1 || version > MOST_VERSIONS)
    here.add((texts) => texts.wholeNumber(1, MOST_VERSIONS), version);
}
