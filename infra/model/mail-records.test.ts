import {
  type MailRecords,
  mailZoneRecords,
  OVH_KEYS,
  resolveMailRecords,
} from "./mail-records";
import { resolved } from "./testing";

const user = {
  domain: "les-amis.example",
  contact: "bureau@les-amis.example",
  hasAddresses: false,
};
type User = Partial<Parameters<typeof resolveMailRecords>[0]>;

const resolve = (mail: unknown, override: User = {}) =>
  resolved("stacks/les-amis.ts", (problems) =>
    resolveMailRecords({ ...user, mail, ...override }, problems.at("mail")),
  );

/** What is not wrong. */
function mailOf(mail?: unknown, override: User = {}): MailRecords {
  const { model, problems } = resolve(mail, override);
  expect(problems).toEqual([]);
  return model;
}

/** As they are published. */
const lines = (mail?: unknown, override: User = {}): string[] =>
  mailZoneRecords(mailOf(mail, override)).map(
    ({ at, type, target = "" }) => `${at} ${type} ${target}`,
  );

const OVH = [
  "@ MX 1 mx0.mail.ovh.net.",
  "@ MX 5 mx1.mail.ovh.net.",
  "@ MX 50 mx2.mail.ovh.net.",
  "@ MX 100 mx3.mail.ovh.net.",
  "@ MX 200 mx4.mail.ovh.net.",
  '@ TXT "v=spf1 include:mx.ovh.com -all"',
  '_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:bureau@les-amis.example"',
];
const servers = [{ priority: 10, target: "mx.provider.example." }];

describe("the mail records of a domain", () => {
  it.each<[string, unknown, User]>([
    ["with mailboxes", undefined, { hasAddresses: true }],
    ["when the file says so", "ovh", {}],
    ["when the servers are OVH's", { servers: "ovh" }, {}],
  ])("are those of OVH's mail %s", (_when, mail, override) => {
    expect(lines(mail, override)).toEqual(OVH);
    expect(mailOf(mail, override).provider).toBe("ovh");
  });

  it("are none while nobody says where the mail is", () => {
    expect(lines()).toEqual([]);
    expect(lines(undefined, { domain: undefined })).toEqual([]);
    expect(mailOf().provider).toBe("untouched");
  });

  it("refuse all mail in its name when it has none", () => {
    expect(lines("none")).toEqual([
      "@ MX 0 .",
      '@ TXT "v=spf1 -all"',
      '_dmarc TXT "v=DMARC1; p=reject"',
    ]);
  });

  it("are those of another provider, and no more than it asks for", () => {
    expect(lines({ servers })).toEqual(["@ MX 10 mx.provider.example."]);
    expect(
      lines({
        servers,
        spf: "v=spf1 include:provider.example ~all",
        dkim: { a: "v=DKIM1; k=rsa; p=MIGf", b: "b.provider.example" },
        dmarc: { policy: "none" },
      }).slice(1),
    ).toEqual([
      '@ TXT "v=spf1 include:provider.example ~all"',
      'a._domainkey TXT "v=DKIM1; k=rsa; p=MIGf"',
      "b._domainkey CNAME b.provider.example.",
      '_dmarc TXT "v=DMARC1; p=none"',
    ]);
    expect(mailOf({ servers }).provider).toBe("other");
  });

  it("may add somebody who also sends to OVH's mail", () => {
    const spf = "v=spf1 include:mx.ovh.com include:spf.example.org -all";
    const dkim = { brevo: "k=rsa; p=MIGf" };
    expect(lines({ servers: "ovh", spf, dkim })).toEqual([
      ...OVH.slice(0, 5),
      `@ TXT "${spf}"`,
      'brevo._domainkey TXT "k=rsa; p=MIGf"',
      OVH[6],
    ]);
  });

  it("are those of OVH's mail for what is written as undefined", () => {
    const nothing = { spf: undefined, dkim: undefined, dmarc: undefined };
    expect(lines({ servers: "ovh", ...nothing })).toEqual(OVH);
  });

  it("send reports on false mail to its contact, unless that is of another domain, which would have to agree", () => {
    const reportsTo = (contact: string): string | undefined =>
      mailOf("ovh", { contact }).dmarc?.reports;
    expect(reportsTo("asso@courriel.example")).toBeUndefined();
    expect(reportsTo("asso@plus-les-amis.example")).toBeUndefined();
    expect(reportsTo("asso@Les-Amis.example")).toBe("asso@Les-Amis.example");
    const below = "asso@lettre.les-amis.example";
    expect(reportsTo(below)).toBe(below);
  });

  it("send them where the file says", () => {
    const reports = "rapports@ailleurs.example";
    const dmarc = { policy: "reject", reports };
    expect(lines({ servers: "ovh", dmarc }).at(-1)).toBe(
      `_dmarc TXT "v=DMARC1; p=reject; rua=mailto:${reports}"`,
    );
  });

  it("have names that no list decides", () => {
    const other = { priority: 5, target: "mx.other.example" };
    const names = (mail: unknown): string[] =>
      mailZoneRecords(mailOf(mail)).map(({ name }) => name);
    expect(names({ servers: "ovh", dkim: { brevo: "b.example" } })).toEqual([
      ...["mx0", "mx1", "mx2", "mx3", "mx4", "spf", "dkim-brevo", "dmarc"],
    ]);
    expect(names("none")).toEqual(["mx-none", "spf", "dmarc"]);
    const [first, second] = names({ servers: [...servers, other] });
    expect(first).toMatch(/^mx-apex-[0-9a-f]{8}$/);
    expect(names({ servers: [other, ...servers] })).toEqual([second, first]);
  });

  it("leave the names of OVH's own keys to OVH", () => {
    expect(OVH_KEYS.map(({ at, type }) => `${at} ${type}`)).toEqual([
      "ovhmo-selector-1._domainkey CNAME",
      "ovhmo-selector-2._domainkey CNAME",
    ]);
  });
});

const MAILBOXES_ELSEWHERE =
  'its mailboxes are at OVH and would receive nothing any more. Remove its mailboxes, or leave the mail at OVH: mail: "ovh" (or servers: "ovh").';
const SERVERS_NEEDED =
  'Write servers: "ovh", or those of the provider: servers: [{ priority: 10, target: "mx1.provider.example" }].';

describe("what is written about mail", () => {
  it.each<[string, unknown, string, boolean?]>([
    [
      "an unknown choice",
      "google",
      'mail: there is no such value (received: "google"). Choose among: ovh, none and { servers: … }.',
    ],
    [
      "no mail with mailboxes",
      "none",
      `mail: ${MAILBOXES_ELSEWHERE.replace(".", ' (received: "none").')}`,
      true,
    ],
    [
      "another provider with mailboxes",
      { servers },
      `mail.servers: ${MAILBOXES_ELSEWHERE}`,
      true,
    ],
    [
      "nothing about servers",
      { spf: "v=spf1 -all" },
      "mail.servers: a value is missing. Add this field.",
    ],
    [
      "no server",
      { servers: [] },
      `mail.servers: the mail servers are missing (received: []). ${SERVERS_NEEDED}`,
    ],
    [
      "a provider's name for its servers",
      { servers: "google" },
      `mail.servers: the mail servers are missing (received: "google"). ${SERVERS_NEEDED}`,
    ],
    [
      "a bad priority",
      { servers: [{ priority: -1, target: "mx.a.example" }] },
      "mail.servers[0].priority: this number is not allowed (received: -1). A whole number from 0 to 65535.",
    ],
    [
      "an address for a server's name",
      { servers: [{ priority: 1, target: "203.0.113.7" }] },
      'mail.servers[0].target: this is not the whole name of a machine (received: "203.0.113.7"). Write all of it, in lower case, with its domain: "www.les-amis.example".',
    ],
    [
      "a server twice",
      {
        servers: [
          { priority: 1, target: "mx.a.example" },
          { priority: 2, target: "mx.a.example." },
        ],
      },
      'mail.servers[1].target: this mail server is in the list already (received: "mx.a.example."). Keep it once, with the priority that is meant.',
    ],
    [
      "a bad SPF",
      { servers: "ovh", spf: "-all" },
      'mail.spf: this is not an SPF record (received: "-all"). It starts with v=spf1, for example "v=spf1 include:mx.ovh.com -all".',
    ],
    [
      "a bad selector",
      { servers: "ovh", dkim: { "A B": "a.example" } },
      'mail.dkim.A B: this is not a DKIM selector (received: "A B"). It is what the provider writes before "._domainkey", for example brevo.',
    ],
    [
      "the domain itself for a selector",
      { servers: "ovh", dkim: { "@": "a.example" } },
      'mail.dkim.@: this is not a DKIM selector (received: "@"). It is what the provider writes before "._domainkey", for example brevo.',
    ],
    [
      "a key that is neither a text nor a host",
      { servers: "ovh", dkim: { a: "MIGf" } },
      'mail.dkim.a: this is not the whole name of a machine (received: "MIGf"). Write all of it, in lower case, with its domain: "www.les-amis.example".',
    ],
    [
      "a key that is no text at all",
      { servers: "ovh", dkim: { a: 1 } },
      "mail.dkim.a: this is not the right type of value (received: 1). Needed: a text in quotes.",
    ],
    [
      "a bad policy",
      { servers: "ovh", dmarc: { policy: "delete" } },
      'mail.dmarc.policy: there is no such value (received: "delete"). Choose among: none, quarantine and reject.',
    ],
    [
      "reports to nobody",
      { servers: "ovh", dmarc: { policy: "none", reports: "bureau" } },
      'mail.dmarc.reports: this is not an e-mail address (received: "bureau"). Without accents, for example: bureau@les-amis.example.',
    ],
    [
      "an unknown field",
      { servers: "ovh", dmarc: { policy: "none", percent: 50 } },
      "mail.dmarc.percent: unknown field (received: 50). Remove it, or choose among: policy and reports.",
    ],
  ])("refuses %s", (_what, mail, problem, hasAddresses = false) => {
    expect(resolve(mail, { hasAddresses }).problems).toEqual([
      `stacks/les-amis.ts: ${problem}`,
    ]);
  });

  it("refuses a server in capitals, and for being there twice too", () => {
    const targets = ["mx.a.example", "MX.a.example"];
    const twice = targets.map((target) => ({ priority: 1, target }));
    expect(resolve({ servers: twice }).problems).toEqual([
      expect.stringContaining("not the whole name of a machine"),
      expect.stringContaining("in the list already"),
    ]);
  });

  it("refuses mail without a domain", () => {
    expect(resolve("none", { domain: undefined }).problems).toEqual([
      expect.stringMatching(/^stacks\/les-amis\.ts: mail: this needs a domain/),
    ]);
  });

  it("publishes nothing of what is refused", () => {
    const wrong = { servers: [{ priority: -1, target: "mx.a.example" }] };
    expect(mailZoneRecords(resolve(wrong).model)).toEqual([]);
  });
});
