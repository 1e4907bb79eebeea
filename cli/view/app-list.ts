import type { AppFacts } from "../../infra/model/app-facts";
import type { Language, Messages } from "../../messages/messages";
import { tableLines } from "../output";

/** The catalog as a table, what each app is below its line: narrow enough for any terminal. */
export function appListLines(
  catalog: readonly AppFacts[],
  { apps, explain }: Messages,
  language: Language,
): string[] {
  const rows = catalog.map((app) => [
    app.id,
    app.title,
    apps.database[app.database](),
    explain.megabytes(app.memory.usual),
    apps.mail[app.mail](),
    apps.updates[app.updatedBy](),
    apps.tried(app.triedInSandbox),
  ]);
  const [header = "", ...lines] = tableLines([apps.header(), ...rows]);
  const indent = " ".repeat(
    Math.max(...catalog.map(({ id }) => id.length)) + 2,
  );
  return [
    header,
    ...catalog.flatMap(({ about }, index) => [
      lines[index] ?? "",
      indent + about[language],
    ]),
  ];
}
