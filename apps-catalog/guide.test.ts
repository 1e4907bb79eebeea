import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalog } from "./catalog";
import type { AppDefinition } from "./define-app";

const PAGE = "docs/applications.md";

const MAIL = {
  relay: "oui",
  mailbox: "par les boîtes de chacun",
  none: "jamais",
};

const DATABASE = {
  none: "non",
  mysql: "oui",
  "mysql-on-request": "au choix",
  postgresql: "oui (PostgreSQL)",
};

function rowOf(app: AppDefinition): string {
  const { id, title, about, needs, mail, updatesItself, triedInSandbox } = app;
  const cells = [
    `\`${id}\``,
    title,
    about.fr,
    DATABASE[needs.database ?? "none"],
    `${String(needs.memory.usual)} Mo`,
    MAIL[mail],
    updatesItself ? "dans l'application" : "par l'épicier",
    triedInSandbox ? "oui" : "pas encore",
  ];
  return `| ${cells.join(" | ")} |`;
}

it("has each app in the guide's table, in the catalog's order", () => {
  const page = readFileSync(join(__dirname, "..", PAGE), "utf8");
  const [, ...shown] = page
    .replaceAll(/ +/g, " ")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  const rows = Object.values<AppDefinition>(catalog).map(rowOf);
  const missing = rows.filter((row) => !shown.includes(row));
  if (missing.length > 0)
    throw new Error(`paste into the table of ${PAGE}:\n${missing.join("\n")}`);
  expect(shown).toEqual(rows);
});
