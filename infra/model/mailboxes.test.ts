import { resolveAddresses } from "./mailboxes";
import { resolved as resolvedIn } from "./testing";
import { megabytes } from "./units";

type Input = Parameters<typeof resolveAddresses>[0];

function resolved(input: Omit<Input, "domain">, domain?: string | false) {
  const own = domain === false ? {} : { domain: domain ?? "les-amis.example" };
  return resolvedIn("stacks/les-amis.ts", (list) =>
    resolveAddresses({ ...own, ...input }, list),
  );
}

it("fills in what is not written", () => {
  const { model, problems } = resolved({
    mailboxes: [
      "contact",
      { name: "archives", size: megabytes(500), passwordVersion: 2 },
    ],
    redirections: {
      bureau: ["contact", "x@elsewhere.example"],
      tous: ["bureau", "archives@les-amis.example"],
      contact: ["contact", "y@elsewhere.example"],
    },
    responders: {
      contact: { message: "Away", from: "2026-08-01", to: "2026-12-01" },
    },
  });
  expect(problems).toEqual([]);
  expect(model).toEqual({
    mailboxes: [
      {
        ...{ name: "contact", size: 5000, passwordVersion: 1 },
        origins: { size: "default" },
      },
      {
        ...{ name: "archives", size: 500, passwordVersion: 2 },
        origins: { size: "written" },
      },
    ],
    redirections: [
      {
        name: "bureau",
        to: ["contact", "x@elsewhere.example"],
        localCopy: false,
      },
      { name: "tous", to: ["bureau", "archives"], localCopy: false },
      { name: "contact", to: ["y@elsewhere.example"], localCopy: true },
    ],
    responders: [
      {
        name: "contact",
        message: "Away",
        from: "2026-08-01T00:00:00+02:00",
        to: "2026-12-01T23:59:59+01:00",
      },
    ],
  });
});

it("has no addresses where none are written", () => {
  const none = { mailboxes: [], redirections: [], responders: [] };
  expect(resolved({}, false)).toEqual({ model: none, problems: [] });
});

const box = ["contact"];

it.each<[Omit<Input, "domain">, RegExp]>([
  [
    { mailboxes: ["Contact"] },
    /mailboxes\[0\]: this mailbox name is not allowed/,
  ],
  [{ mailboxes: [{ name: "a..b" }] }, /mailboxes\[0\]\.name: this mailbox/],
  [
    { mailboxes: ["contact", { name: "contact" }] },
    /mailboxes\[1\]: this mailbox is written twice \(received: "contact"\)/,
  ],
  [
    { mailboxes: [7 as unknown as string] },
    /mailboxes\[0\]: this is not the right type/,
  ],
  [
    { mailboxes: [{ name: "a", password: "x" } as never] },
    /mailboxes\[0\]\.password: unknown field/,
  ],
  [
    { mailboxes: [{ name: "a", size: megabytes(5001) }] },
    /\[0\]\.size: .*5001.*from 1 to 5000/,
  ],
  [
    { mailboxes: [{ name: "a", passwordVersion: 0 }] },
    /\[0\]\.passwordVersion: .* from 1 to 1000/,
  ],
  [
    { redirections: { bureau: ["nobody"] } },
    /redirections\.bureau\[0\]: this redirection leads to an address that does not exist \(received: "nobody"\)\. .*\(bureau\)/,
  ],
  [
    { redirections: { bureau: ["nobody@les-amis.example"] } },
    /bureau\[0\]: .*does not exist/,
  ],
  [
    { redirections: { bureau: ["x@nowhere"] } },
    /bureau\[0\]: this is not an e-mail address/,
  ],
  [
    { redirections: { bureau: [] } },
    /bureau: this redirection leads to nobody/,
  ],
  [
    { redirections: { "a b": ["x@y.example"] } },
    /redirections\.a b: this mail/,
  ],
  [
    { redirections: { bureau: "contact" as never } },
    /redirections\.bureau: this is not the right type/,
  ],
  [
    { mailboxes: box, redirections: { bureau: ["contact", "contact"] } },
    /bureau: an address is in it twice/,
  ],
  [
    { mailboxes: box, redirections: { contact: ["x@y.example"] } },
    /contact: the mailbox contact would receive nothing any more.* Add "contact" to the list/,
  ],
  [
    { mailboxes: box, redirections: { contact: ["contact"] } },
    /contact: this redirection leads to nobody else/,
  ],
  [
    { redirections: { a: ["b"], b: ["c"], c: ["b", "x@y.example"] } },
    /redirections: these redirections go round in a circle: b → c → b/,
  ],
  [{ redirections: { a: ["a"] } }, /circle: a → a/],
  [
    { responders: { contact: { message: "x" } } },
    /responders\.contact: only a mailbox can answer automatically/,
  ],
  [
    { mailboxes: box, responders: { contact: { message: " " } } },
    /responders\.contact\.message: /,
  ],
  [
    { mailboxes: box, responders: { contact: {} as never } },
    /contact\.message: a value is missing/,
  ],
  [
    {
      mailboxes: box,
      responders: { contact: { message: "x", from: "1 August" } },
    },
    /contact\.from: this is not a date \(received: "1 August"\)/,
  ],
  [
    {
      mailboxes: box,
      responders: { contact: { message: "x", to: "2026-06-31" } },
    },
    /contact\.to: this is not a date \(received: "2026-06-31"\)/,
  ],
  [
    {
      mailboxes: box,
      responders: { contact: { message: "x", to: "2026-02-29T08:00Z" } },
    },
    /contact\.to: this is not a date \(received: "2026-02-29T08:00Z"\)/,
  ],
  [
    {
      mailboxes: box,
      responders: {
        contact: { message: "x", from: "2026-08-02", to: "2026-08-01" },
      },
    },
    /contact\.to: the automatic answer would end before it begins/,
  ],
])("refuses %j", (input, expected) => {
  const { problems } = resolved(input);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(expected);
});

it("refuses addresses without a domain, each where it is written", () => {
  const { problems } = resolved(
    { mailboxes: box, redirections: { bureau: ["contact"] } },
    false,
  );
  expect(problems.map((line) => line.split(".")[1])).toEqual([
    "ts: mailboxes: this needs a domain",
    "ts: redirections: this needs a domain",
  ]);
});
