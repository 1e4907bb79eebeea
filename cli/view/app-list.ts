import type { AppFacts } from "../../infra/model/app-facts";
import type { Language, Messages } from "../../messages/messages";
import { tableLines } from "../output";

/** The catalog as a table of 80 columns, what each app is below its line. */
export function appListLines(
  catalog: readonly AppFacts[],
  { apps, explain }: Messages,
  language: Language,
): string[] {
  const rows = catalog.map((app) => [
    app.id,
    apps.database[app.database](),
    explain.megabytes(app.memory.usual),
    apps.mail[app.mail](),
    apps.updates[app.updatedBy](),
    apps.tried(app.triedInSandbox),
  ]);
  const [header = "", ...lines] = tableLines([apps.header(), ...rows]);
  return [
    header,
    ...catalog.flatMap(({ title, about }, index) => [
      lines[index] ?? "",
      `    ${title}, ${about[language]}`,
    ]),
  ];
}
