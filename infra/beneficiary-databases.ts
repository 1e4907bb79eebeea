import * as pulumi from "@pulumi/pulumi";
import type { DatabaseKind } from "../apps-catalog/define-app";
import type { AppArgs } from "../components/app";
import { Database, type DatabaseArgs } from "../components/database";
import { DATABASE_OWNER } from "../components/database-engines";
import { DatabaseServer } from "../components/database-server";
import type { Volume } from "../components/volume";
import { DATABASE_IMAGES, lockedImage } from "./images";
import type { Beneficiary, InstalledApp } from "./model/beneficiary";
import type { Platform } from "./model/platform";

/** What databases of each kind are made on. */
type DatabasePlaces = Readonly<
  Partial<Record<DatabaseKind, DatabaseArgs["on"]>>
>;

/** Where the data of its own server is on its volume. */
const directoryOf = (kind: DatabaseKind): string => `${kind}/data`;

/** What its own database servers keep on its volume: folders and their owners. */
export function databaseDirectories({
  databaseServers,
}: Beneficiary): Record<string, number> {
  return Object.fromEntries(
    databaseServers.map(({ kind }) => [directoryOf(kind), DATABASE_OWNER]),
  );
}

/** What its databases are made on: its own servers, which this makes, and the platform's service. */
export function createDatabasePlaces(
  { name, databaseServers }: Beneficiary,
  { mysql }: Platform,
  place: Pick<AppArgs, "server" | "docker" | "machine">,
  volume: Volume | undefined,
): DatabasePlaces {
  const shared: DatabasePlaces = mysql ? { mysql } : {};
  if (!volume) return shared;
  const { server, docker, machine } = place;
  const own = databaseServers.map(({ kind, memory }) => [
    kind,
    new DatabaseServer(`${name}-${kind}`, {
      kind,
      image: lockedImage(DATABASE_IMAGES[kind]),
      memory,
      dataFolder: pulumi.interpolate`${volume.mountPoint}/${directoryOf(kind)}`,
      server,
      docker,
      machine,
    }),
  ]);
  return { ...shared, ...(Object.fromEntries(own) as DatabasePlaces) };
}

/** The database of an app that has one. */
export function createDatabase(
  { name, disposable }: Beneficiary,
  app: InstalledApp,
  places: DatabasePlaces,
): Database | undefined {
  const { databaseName, databaseKind, databasePasswordVersion } = app;
  const on = databaseKind && places[databaseKind];
  if (databaseName === undefined || !on) return undefined;
  return new Database(`${name}-${app.name}`, {
    on,
    databaseName,
    passwordVersion: databasePasswordVersion,
    extensions: app.definition.needs.extensions ?? [],
    disposable,
  });
}
