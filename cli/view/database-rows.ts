import type { Explanation } from "../../infra/model/explanation";
import type { Messages } from "../../messages/messages";
import type { Row } from "./section";

const SOFTWARE = { mysql: "MariaDB", postgresql: "PostgreSQL" };

/** What each of its own database servers may use. */
export function databaseServerRows(
  { databaseServers, size }: Explanation,
  { explain }: Messages,
): Row[] {
  const { labels, megabytes, origins } = explain;
  return databaseServers.map(({ kind, memory }) => [
    labels.databaseServer(SOFTWARE[kind]),
    megabytes(memory),
    origins.preset(size),
  ]);
}

/** Where its databases are, of each kind that it has, and what each is called. */
export function databaseRows(
  { apps, mysql, size, origins }: Explanation,
  { explain }: Messages,
): Row[] {
  const { labels, databases, passwordVersion } = explain;
  const kinds = new Set(apps.map(({ databaseKind }) => databaseKind));
  const origin = explain.origins[origins.mysql](size);
  return [
    ...(kinds.has("mysql")
      ? [[labels.databases(), databases[mysql](), origin] as const]
      : []),
    ...(kinds.has("postgresql")
      ? [[labels.databases(), databases.postgresql()] as const]
      : []),
    ...apps.flatMap(({ name, databaseName, databasePasswordVersion }): Row[] =>
      databaseName === undefined
        ? []
        : [
            [
              labels.databaseOf(name),
              databaseName + passwordVersion(databasePasswordVersion),
            ],
          ],
    ),
  ];
}
