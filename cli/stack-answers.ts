import type { AppInput, BeneficiaryInput } from "../infra/model/input";
import { type Model, problemsOfCandidate } from "../infra/model/model";
import type { Problem } from "../infra/model/problems";
import type { Arguments } from "./arguments";

/** The fields that `new` fills, in the order in which it asks for them and writes them. */
export const FIELDS = [
  "displayName",
  "contact",
  "domain",
  "apps",
  "mailboxes",
  "size",
  "server",
] as const;

export type Field = (typeof FIELDS)[number];

/** What is known of an association so far; not checked yet. */
export type Answers = Partial<Pick<BeneficiaryInput, Field>>;

/** The answers given as options. */
export function givenAnswers(typed: Arguments): Answers {
  const one = (
    field: "displayName" | "contact" | "domain" | "size" | "server",
  ) => (typed.has(field) ? readAnswer(field, typed.value(field) ?? "") : {});
  return {
    ...one("displayName"),
    ...one("contact"),
    ...one("domain"),
    ...(typed.has("app") ? { apps: readApps(typed.values("app")) } : {}),
    ...(typed.has("mailbox") ? { mailboxes: typed.values("mailbox") } : {}),
    ...one("size"),
    ...one("server"),
  };
}

/** One answer, as it was typed. No choice is judged here: the model does. */
export function readAnswer(field: Field, text: string): Answers {
  const words = text.split(/[\s,;]+/).filter((word) => word !== "");
  if (field === "apps") return { apps: readApps(words) };
  if (field === "mailboxes") return { mailboxes: words };
  return { [field]: text.trim() };
}

/**
 * `wordpress@www`: an app and where it answers. Without an address, the first is at `www`, another at its own id. A second
 * installation of one app is named after both, since names tell them apart.
 */
function readApps(words: readonly string[]): AppInput[] {
  const known = new Set<string>();
  return words.map((word, index) => {
    const [app = "", ...rest] = word.split("@");
    const at =
      rest.join("@") || (rest.length > 1 ? "@" : index === 0 ? "www" : app);
    const name = `${app}-${at === "@" ? "apex" : at.replaceAll(".", "-")}`;
    const again = known.has(app);
    known.add(app);
    // The compiler's list of apps is the catalog's; the model checks against the same one.
    return { app: app as AppInput["app"], at, ...(again ? { name } : {}) };
  });
}

/** The file's content as data, in the order in which it is written; what says nothing is left out. */
export function stackInput(name: string, answers: Answers): BeneficiaryInput {
  const { displayName = "", contact = "" } = answers;
  const said = FIELDS.map((field) => [field, answers[field]] as const).filter(
    ([, value]) => value !== undefined && value.length > 0,
  );
  return { name, displayName, contact, ...Object.fromEntries(said) };
}

/** What the model says against some fields, whatever the others will be. */
export function problemsOfFields(
  model: Model,
  name: string,
  answers: Answers,
  fields: readonly (Field | "name" | "disk")[],
): Problem[] {
  const harmless = {
    displayName: "-",
    contact: "x@x.example",
    domain: `${name}.example`,
  };
  const input = { ...harmless, ...answers, name };
  return problemsOfCandidate(model, input).filter(({ path }) =>
    fields.some((field) =>
      new RegExp(`\\.ts: ${field}(?![A-Za-z])`).test(path),
    ),
  );
}
