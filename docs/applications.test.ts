import { readFileSync } from "node:fs";
import { join } from "node:path";
import { appFacts } from "../infra/model/app-facts";
import { appCardLines } from "../cli/view/app-card";
import { appListLines } from "../cli/view/app-list";
import { messagesFor } from "../messages/messages";

const page = readFileSync(join(__dirname, "applications.md"), "utf8");
const messages = messagesFor("fr");

/** The examples of the page: an app's id, none for the list, and what is shown. Widths may change with the next app. */
const examples = [
  ...page.matchAll(
    /```console\n\$ npm run epicerie -- apps ?(.*)\n([^]*?)```/g,
  ),
].map(([, id = "", shown = ""]) => ({ id, shown: linesOf(shown) }));

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim().replaceAll(/ +/g, " "))
    .filter((line) => line !== "");
}

function said(id: string): string[] {
  const all = appFacts();
  if (id === "") return appListLines(all, messages, "fr");
  const app = all.find((one) => one.id === id);
  if (!app) throw new Error(`the catalog has no ${id}`);
  return appCardLines(app, [], messages, "fr");
}

it("shows the list and a card", () => {
  expect(examples.map(({ id }) => id)).toEqual(["", "nextcloud"]);
});

it.each(examples)("shows what `apps $id` says, but for …", ({ id, shown }) => {
  let left = linesOf(said(id).join("\n"));
  for (const line of shown.filter((one) => one !== "…")) {
    expect(left).toContain(line);
    left = left.slice(left.indexOf(line) + 1);
  }
  expect(shown.length).toBeGreaterThan(3);
});
