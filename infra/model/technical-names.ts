import type { Beneficiary } from "./beneficiary";
import { type Problem, ProblemList } from "./problems";

/** What of a beneficiary makes names that another's could be as well. */
export interface Namesake {
  /** Where it is written: `stacks/les-amis.ts`. */
  readonly file: string;
  readonly beneficiary: Pick<
    Beneficiary,
    "name" | "apps" | "databaseServers" | "mysql"
  > & { readonly server: Pick<Beneficiary["server"], "name"> };
}

/**
 * `les` with an app `amis-x` and `les-amis` with an app `x` both come to `les-amis-x`: a hyphen stands within names and between
 * them. Refused where both would be in one place. All else is told apart: folders, routes, mail and accounts by the beneficiary's
 * name alone or by a sign that no name has (`/`, `_`, `@`, `--`), secrets and configs by their service, S3 buckets by chance, Swift
 * containers by their last word, what is at OpenStack by its id, the rest by its stack.
 */
export function checkTechnicalNames(
  namesakes: readonly Namesake[],
  problems: Problem[],
): void {
  const owners = new Map<string, string[]>();
  for (const { file, beneficiary } of namesakes)
    for (const place of placesOf(beneficiary))
      owners.set(place, [...(owners.get(place) ?? []), file]);
  for (const [place, files] of owners) {
    if (files.length < 2) continue;
    const name = place.split(" ").at(-1) ?? "";
    for (const file of files) {
      const others = files.filter((other) => other !== file).join(", ");
      new ProblemList(file, problems)
        .at("apps")
        .add((texts) => texts.technicalNameTwice(name, others));
    }
  }
}

/** Its names, each with where it must be the only one: in a server's engine, or on the MySQL service that all share. */
function placesOf({
  name,
  server,
  apps,
  databaseServers,
  mysql,
}: Namesake["beneficiary"]): string[] {
  const own = databaseServers.map(({ kind }) => `${name}-${kind}`);
  const services = [...apps.map((app) => `${name}-${app.name}`), ...own];
  const databases =
    mysql === "shared"
      ? apps.flatMap(({ databaseName, databaseKind }) =>
          databaseKind === "mysql" ? (databaseName ?? []) : [],
        )
      : [];
  return [
    // With a service: its jobs, its timers, its secrets and configs.
    ...services.map((each) => `service ${server.name} ${each}`),
    ...[name, ...own].map((each) => `network ${server.name} ${each}`),
    ...databases.map((each) => `database ${each}`),
  ];
}
