import * as pulumi from "@pulumi/pulumi";
import type { AppArgs } from "../components/app";
import { Database, type MysqlAddress } from "../components/database";
import { DATABASE_OWNER, DatabaseServer } from "../components/database-server";
import type { Volume } from "../components/volume";
import { lockedImage, MARIADB_IMAGE } from "./images";
import type { Beneficiary, InstalledApp } from "./model/beneficiary";
import { DATABASE_SERVER } from "./model/databases";
import type { Platform } from "./model/platform";

/** Where the data of its own database server is on its volume. */
const DIRECTORY = `${DATABASE_SERVER}/data`;

/** What its own database server, if it has one, keeps on its volume: folders and their owners. */
export function databaseDirectories({
  databaseServer,
}: Beneficiary): Record<string, number> {
  return databaseServer ? { [DIRECTORY]: DATABASE_OWNER } : {};
}

/** What its databases are made on: its own server, which this makes, or the platform's service; undefined for neither. */
export function createDatabasePlace(
  { name, databaseServer }: Beneficiary,
  { mysql }: Platform,
  place: Pick<AppArgs, "server" | "docker" | "machine">,
  volume: Volume | undefined,
): MysqlAddress | DatabaseServer | undefined {
  if (!databaseServer || !volume) return mysql;
  return new DatabaseServer(`${name}-${DATABASE_SERVER}`, {
    image: lockedImage(MARIADB_IMAGE),
    memory: databaseServer.memory,
    dataFolder: pulumi.interpolate`${volume.mountPoint}/${DIRECTORY}`,
    server: place.server,
    docker: place.docker,
    machine: place.machine,
  });
}

/** The database of an app that has one. */
export function createDatabase(
  { name, disposable }: Beneficiary,
  { name: app, databaseName, databasePasswordVersion }: InstalledApp,
  on: MysqlAddress | DatabaseServer | undefined,
): Database | undefined {
  if (databaseName === undefined || !on) return undefined;
  return new Database(`${name}-${app}`, {
    on,
    databaseName,
    passwordVersion: databasePasswordVersion,
    disposable,
  });
}
