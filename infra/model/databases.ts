import type { InstalledApp } from "./installed-app";
import type { AppInput } from "./input";
import type { Platform } from "./platform";
import type { Preset } from "./presets";
import type { ProblemList } from "./problems";
import { type Gigabytes, gigabytes, type Megabytes, megabytes } from "./units";

/** Where a beneficiary's databases are: on the platform's MySQL service, or on a MariaDB server of its own. */
export type MysqlPlace = "shared" | "own";

const PLACES: readonly MysqlPlace[] = ["shared", "own"];

/** The MariaDB server that a beneficiary has for itself, beside its apps. */
export interface DatabaseServerModel {
  /** The most it may use. */
  readonly memory: Megabytes;
}

/** The last part of its server's name, which is therefore no app's. */
export const DATABASE_SERVER = "mysql";

/**
 * For a size whose factor is 1: a third holds pages, the rest is for connections. MariaDB 10.11 with nobody connected takes
 * about 100 MB.
 */
const USUAL_MEMORY = 384;

/** System tables and logs, before anybody writes anything. */
export const DATABASE_SERVER_DISK: Gigabytes = gigabytes(1);

/** A version of a password: nobody changes one more often. */
const MOST_VERSIONS = 1_000;

/** What a beneficiary has for its databases. */
export interface Databases {
  readonly mysql: MysqlPlace;
  /** Its own server, if one of its apps has a database there. */
  readonly databaseServer?: DatabaseServerModel;
}

/** Where its databases are: as written, else on the platform's service if it has one, even one that is only ordered. */
export function resolveDatabases(
  written: string | undefined,
  platform: Pick<Platform, "mysql" | "mysqlOrder"> | undefined,
  apps: readonly Pick<InstalledApp, "databaseName">[],
  { memoryFactor }: Preset,
  problems: ProblemList,
): Databases {
  const used = apps.some(({ databaseName }) => databaseName !== undefined);
  const hasService =
    !platform || Boolean(platform.mysql ?? platform.mysqlOrder);
  const place = PLACES.find((one) => one === written);
  if (written !== undefined && !place)
    problems.add((texts) => texts.unknownChoice(PLACES), written);
  const mysql = place ?? (hasService ? "shared" : "own");
  if (mysql === "shared" && !hasService)
    problems.add((texts) => texts.mysqlServiceMissing(), written);
  if (mysql === "shared" && used && platform?.mysqlOrder && !platform.mysql)
    problems.add((texts) => texts.mysqlAddressMissing());
  if (mysql === "shared" || !used) return { mysql };
  const memory = megabytes(Math.ceil(USUAL_MEMORY * memoryFactor));
  return { mysql, databaseServer: { memory } };
}

/** What an app writes about its database's password; `hasDatabase`: whether there is one. */
export function checkPasswordVersion(
  { databasePasswordVersion: version }: AppInput,
  title: string,
  hasDatabase: boolean,
  problems: ProblemList,
): void {
  if (version === undefined) return;
  const here = problems.at("databasePasswordVersion");
  if (!hasDatabase) here.add((texts) => texts.noDatabase(title), version);
  else if (!Number.isInteger(version) || version < 1 || version > MOST_VERSIONS)
    here.add((texts) => texts.wholeNumber(1, MOST_VERSIONS), version);
}
