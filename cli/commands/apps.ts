import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { appFacts, type AppFacts } from "../../infra/model/app-facts";
import { closest } from "../../infra/model/suggest";
import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { Refusal } from "../refusal";
import { appCardLines } from "../view/app-card";
import { appListLines } from "../view/app-list";

/** Shows the catalog as a table; with an app's id, all about that one: its facts, then the notes of its folder. */
export const apps: Command = {
  name: "apps",
  positionals: [],
  optionalPositionals: ["app"],
  options: ["json"],
  run: (context) => Promise.resolve(runApps(context)),
};

function runApps(context: Context): ExitCode {
  const { arguments: typed, language, messages, output, root } = context;
  const catalog = appFacts();
  const id = typed.optionalWord("app");
  if (id === undefined) {
    const lines = appListLines(catalog, messages, language);
    const more = messages.apps.more("npm run epicerie -- apps <app>");
    if (typed.has("json")) output.json(catalog);
    else for (const line of [...lines, "", more]) output.line(line);
    return 0;
  }
  const app = requireApp(id, catalog);
  const notes = notesOf(root, app.id);
  if (typed.has("json")) output.json({ ...app, notes: notes.join("\n") });
  else
    for (const line of appCardLines(app, notes, messages, language))
      output.line(line);
  return 0;
}

function requireApp(id: string, catalog: readonly AppFacts[]): AppFacts {
  const found = catalog.find((app) => app.id === id);
  if (found) return found;
  const names = catalog.map((app) => app.id);
  const close = closest(id, names);
  throw new Refusal(({ cli, words }) => [
    cli.unknownApp(id),
    close.length > 0
      ? cli.didYouMean(words.list(close))
      : cli.knownNames(words.list(names)),
  ]);
}

/** The lines of its `README.md` below the title, which is the app's own; none where there is no such file. */
function notesOf(root: string, id: string): string[] {
  const file = path.join(root, "apps-catalog", id, "README.md");
  if (!existsSync(file)) return [];
  const [, ...lines] = readFileSync(file, "utf8").trim().split("\n");
  return lines.slice(lines.findIndex((line) => line !== ""));
}
