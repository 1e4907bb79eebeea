import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { appFacts } from "../../infra/model/app-facts";
import { type Language, messagesFor } from "../../messages/messages";
import { Refusal } from "../refusal";
import { terminal } from "../testing";
import { apps } from "./apps";

const root = path.resolve(__dirname, "../..");

/** What the command answers, in a checkout. */
async function said(
  words: readonly string[],
  language: Language = "fr",
  checkout = root,
): Promise<string> {
  const call = { home: checkout, language, root: checkout };
  const { context, printed } = terminal(apps, words, call);
  expect(await apps.run(context)).toBe(0);
  return printed.out + printed.err;
}

async function refused(id: string, language: Language): Promise<string> {
  const answer = said([id], language);
  const error: unknown = await answer.catch((reason: unknown) => reason);
  if (!(error instanceof Refusal)) throw new Error(`accepted: ${id}`);
  return error.say(messagesFor(language)).join("\n");
}

it("lists the catalog, and says how to see more of one", async () => {
  const lines = (await said([])).trimEnd().split("\n");
  expect(lines[0]).toMatch(/^app +base +mémoire +mails/);
  const ids = lines.flatMap((line) => /^[a-z][\w-]*/.exec(line)?.[0] ?? []);
  expect(ids).toEqual(["app", ...appFacts().map(({ id }) => id)]);
  expect(lines.at(-1)).toBe(
    "Tout sur l'une d'elles : npm run epicerie -- apps <app>",
  );
  expect(await said([], "en")).toContain(
    "All about one of them: npm run epicerie -- apps <app>",
  );
});

it("shows all about one, and then what its folder says below its title", async () => {
  const card = await said(["nextcloud"]);
  expect(card).toMatch(/^Nextcloud \(nextcloud\)\n/);
  expect(card).toContain('  dans apps  { app: "nextcloud", at: "nextcloud" }');
  expect(card).toMatch(/\n\nÀ savoir\n- Une nouvelle version peut travailler/);
  expect(card).not.toContain("# Nextcloud");
  const plain = await said(["wordpress"], "en");
  expect(plain).toMatch(/^WordPress \(wordpress\)\n/);
  expect(plain).not.toContain("Good to know");
});

it("says of those that no test has used that they have not yet run in the sandbox", async () => {
  for (const { id, triedInSandbox } of appFacts()) {
    const [, , line] = (await said([id], "en")).split("\n");
    expect(line === "not yet run in the sandbox").toBe(!triedInSandbox);
  }
});

it("gives the same facts as JSON", async () => {
  expect(JSON.parse(await said(["--json"]))).toEqual(appFacts());
  const one = JSON.parse(await said(["vaultwarden", "--json"])) as object;
  const facts = appFacts().find(({ id }) => id === "vaultwarden");
  expect(one).toMatchObject({ ...facts });
  expect(one).toHaveProperty("notes", expect.stringContaining("/admin"));
});

it("reads the notes of the checkout, of which there may be none", async () => {
  const checkout = mkdtempSync(path.join(tmpdir(), "epicerie-apps-"));
  expect(await said(["spip"], "fr", checkout)).not.toContain("À savoir");
  const folder = path.join(checkout, "apps-catalog", "spip");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, "README.md"),
    "# SPIP\n\nUn mot.\n\nUn autre.\n",
  );
  const card = await said(["spip"], "fr", checkout);
  rmSync(checkout, { recursive: true });
  expect(card).toMatch(/\n\nÀ savoir\nUn mot\.\n\nUn autre\.\n$/);
});

it("refuses a name that the catalog lacks, with the closest ones or all", async () => {
  expect(await refused("nextclod", "fr")).toBe(
    "L'application « nextclod » n'est pas au catalogue.\nVouliez-vous dire : nextcloud ?",
  );
  expect(await refused("wiki", "en")).toBe(
    `The catalog has no app "wiki".\nThere are: ${messagesFor("en").words.list(
      appFacts().map(({ id }) => id),
    )}.`,
  );
});
