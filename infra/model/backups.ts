import {
  type DatabaseKind,
  directoriesOf,
  serviceName,
  servicesOf,
} from "../../apps-catalog/define-app";
import {
  type DeclaredBackups,
  NOTHING_DECLARED,
} from "../../policies/stack-facts";
import type { Beneficiary, InstalledApp } from "./beneficiary";
import type { Platform } from "./platform";

/** What each kind of database server keeps; its databases are dumped. */
const DATABASE_PATHS: Readonly<Record<DatabaseKind, string>> = {
  mysql: "/var/lib/mysql",
  postgresql: "/var/lib/postgresql",
};

/** What the plans of a beneficiary's apps cover. */
export function beneficiaryBackups({
  name,
  apps,
  databaseServers,
}: Beneficiary): DeclaredBackups {
  return {
    paths: {
      ...Object.fromEntries(
        apps.flatMap((app) => pathsOf(`${name}-${app.name}`, app)),
      ),
      ...Object.fromEntries(
        databaseServers.map(({ kind }) => [
          `${name}-${kind}`,
          [DATABASE_PATHS[kind]],
        ]),
      ),
    },
    databases: apps.flatMap(({ definition, databaseName }) =>
      definition.backup.database && databaseName !== undefined
        ? [databaseName]
        : [],
    ),
    volumes: [name],
  };
}

function pathsOf(
  app: string,
  { definition }: InstalledApp,
): [string, string[]][] {
  const directories = directoriesOf(definition);
  const paths = definition.backup.directories.flatMap(
    (name) => directories[name]?.path ?? [],
  );
  return servicesOf(definition).map(({ service }) => [
    serviceName(app, service),
    paths,
  ]);
}

/** A proxy keeps certificates and what it asked for them with: without them it asks again. */
export function platformBackups({ servers }: Platform): DeclaredBackups {
  const machines = servers.flatMap(({ machine, formerMachine }) =>
    formerMachine === undefined ? [machine] : [machine, formerMachine],
  );
  const proxies = machines.map((machine) => [
    `${machine}-proxy`,
    ["/data", "/config"],
  ]);
  return {
    ...NOTHING_DECLARED.backups,
    paths: Object.fromEntries(proxies) as DeclaredBackups["paths"],
  };
}
