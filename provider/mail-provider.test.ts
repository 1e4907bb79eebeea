import { UNKNOWN } from "../engine/provider";
import { schemaOf } from "../engine/schema";
import { MailProvider } from "./mail-provider";

const provider = new MailProvider(() => Promise.reject(new Error("no call")));
const urn = (type: string) => `urn:pulumi:s::p::${type}::n`;
const MAILBOX = urn("ovhmail:index:Mailbox");
const REDIRECTION = urn("ovhmail:index:Redirection");
const RESPONDER = urn("ovhmail:index:Responder");

const mailbox = {
  domain: "les-amis.example",
  accountName: "contact",
  description: "Les Amis",
  size: 5_000_000_000,
  password: "correct-horse",
};
const redirection = {
  domain: "les-amis.example",
  from: "bureau@les-amis.example",
  to: "contact@les-amis.example",
  localCopy: false,
};
const responder = {
  domain: "les-amis.example",
  account: "contact",
  content: "Away",
  copy: true,
};

it("has a schema for each of its types", () => {
  for (const type of provider.types) expect(schemaOf(type)).toBeDefined();
  expect(schemaOf("ovhmail:index:Mailbox")?.secretOutputs).toEqual([
    "password",
  ]);
});

it.each<[string, object, string[]]>([
  [MAILBOX, mailbox, []],
  [MAILBOX, { ...mailbox, password: UNKNOWN }, []],
  [MAILBOX, { ...mailbox, password: "12345678" }, ["password"]],
  [MAILBOX, { ...mailbox, password: "x".repeat(31) }, ["password"]],
  [MAILBOX, { ...mailbox, accountName: "A b" }, ["accountName"]],
  [MAILBOX, { ...mailbox, size: undefined }, ["size"]],
  [MAILBOX, { ...mailbox, quota: 1 }, ["quota"]],
  [REDIRECTION, redirection, []],
  [REDIRECTION, { ...redirection, from: "x@other.example" }, ["from"]],
  [REDIRECTION, { ...redirection, to: "contact" }, ["to"]],
  [RESPONDER, responder, []],
  [RESPONDER, { ...responder, content: "" }, ["content"]],
  [RESPONDER, { ...responder, from: "tomorrow" }, ["from"]],
])("checks %s %j: %j", async (of, inputs, expected) => {
  const given = Object.fromEntries(
    Object.entries(inputs).filter(([, value]) => value !== undefined),
  );
  const { failures = [] } = await provider.check(of, undefined, given);
  expect(failures.map(({ property }) => property)).toEqual(expected);
});

it.each<[string, object, object, string[], boolean]>([
  [MAILBOX, mailbox, { description: "x" }, [], false],
  [MAILBOX, mailbox, { password: "another-one" }, [], false],
  [MAILBOX, mailbox, { accountName: "x" }, ["accountName"], false],
  // The same pair again: the old one must be gone first.
  [REDIRECTION, redirection, { localCopy: true }, ["localCopy"], true],
  [REDIRECTION, redirection, { to: "x@y.example" }, ["to"], false],
  [RESPONDER, responder, { content: "x", to: "2026-09-01" }, [], false],
  [RESPONDER, responder, { copy: false }, ["copy"], true],
])("compares %s %j with %j", async (of, olds, change, replaces, first) => {
  const old = { inputs: { ...olds }, outputs: { ...olds, email: "x" } };
  const news = { ...olds, ...change };
  const diff = await provider.diffInputs("id", of, old, news);
  expect(diff).toMatchObject({ changes: true, replaces });
  expect(diff.deleteBeforeReplace).toBe(first);
  const same = await provider.diff("id", of, old.outputs, { ...olds });
  expect(same.changes).toBe(false);
});

it("refuses an id of another form", async () => {
  const found = new MailProvider(async () => ({
    endpoint: "http://127.0.0.1:1",
    credentials: { accessToken: "x" },
  })).read("contact", MAILBOX);
  await expect(found).rejects.toThrow(
    '"contact" is no id of this type: it has the form <domain>/<account>',
  );
});
