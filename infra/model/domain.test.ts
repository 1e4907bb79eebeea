import { messagesFor } from "../../messages/messages";
import type { InstalledApp } from "./beneficiary";
import { composedRecords, zoneRecords } from "./domain";
import { type MailRecords, resolveMailRecords } from "./mail-records";
import { formatProblem, ProblemList } from "./problems";
import type { ZoneRecord } from "./zone-record";

const domain = "les-amis.example";
const app = (host: string): InstalledApp =>
  ({
    host,
    name: "wordpress",
    also: [],
    redirectsFrom: [],
  }) as unknown as InstalledApp;
const user = { domain, contact: "bureau@les-amis.example" };

function mailOf(mail?: unknown, hasAddresses = false): MailRecords {
  const list = new ProblemList("stacks/les-amis.ts").at("mail");
  const records = resolveMailRecords({ ...user, mail, hasAddresses }, list);
  expect(list.all).toEqual([]);
  return records;
}

const website = composedRecords({
  domain,
  apps: [app("www.les-amis.example")],
  mail: mailOf("ovh"),
});

const lines = (records: readonly ZoneRecord[]): string[] =>
  records.map(({ at, type, target = "server" }) => `${at} ${type} ${target}`);

describe("the records that follow from what a beneficiary uses", () => {
  it("lead its websites to its server, and say who may issue certificates for them", () => {
    expect(lines(website).slice(0, 3)).toEqual([
      "www A server",
      "@ A server",
      'www CAA 0 issue "letsencrypt.org"',
    ]);
  });

  it("leave out a host of another domain", () => {
    const apps = [app("www.les-voisins.example"), app("xles-amis.example")];
    expect(composedRecords({ domain, apps, mail: mailOf() })).toEqual([]);
  });

  it("are those of OVH's mail with mailboxes", () => {
    expect(mailOf(undefined, true)).toEqual(mailOf("ovh"));
    expect(lines(website).slice(3)).toEqual([
      "@ MX 1 mx0.mail.ovh.net.",
      "@ MX 5 mx1.mail.ovh.net.",
      "@ MX 50 mx2.mail.ovh.net.",
      "@ MX 100 mx3.mail.ovh.net.",
      "@ MX 200 mx4.mail.ovh.net.",
      '@ TXT "v=spf1 include:mx.ovh.com -all"',
      '_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:bureau@les-amis.example"',
    ]);
  });

  const mailLines = (mail?: unknown): string[] =>
    lines(composedRecords({ domain, apps: [], mail: mailOf(mail) }));

  it("leave the mail alone while nobody says where it is", () => {
    expect(mailLines()).toEqual([]);
  });

  it("refuse mail in its name when it has none", () => {
    expect(mailLines("none")).toEqual([
      "@ MX 0 .",
      '@ TXT "v=spf1 -all"',
      '_dmarc TXT "v=DMARC1; p=reject"',
    ]);
  });

  it("send no reports on false mail to an address of another domain, which would have to agree", () => {
    const reportsTo = (contact: string): string | undefined => {
      const one = { domain, contact, hasAddresses: true };
      return resolveMailRecords(one, new ProblemList("x")).dmarc?.reports;
    };
    expect(reportsTo("asso@courriel.example")).toBeUndefined();
    expect(reportsTo("asso@plus-les-amis.example")).toBeUndefined();
    const below = "asso@lettre.les-amis.example";
    expect(reportsTo(below)).toBe(below);
    const reports = "rapports@ailleurs.example";
    const written = { servers: "ovh", dmarc: { policy: "reject", reports } };
    expect(mailLines(written).at(-1)).toBe(
      `_dmarc TXT "v=DMARC1; p=reject; rua=mailto:${reports}"`,
    );
  });

  it("are those of another provider, and no more than it asks for", () => {
    const servers = [{ priority: 10, target: "mx.provider.example." }];
    expect(mailLines({ servers })).toEqual(["@ MX 10 mx.provider.example."]);
    expect(
      mailLines({
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
  });

  it("add somebody who also sends to OVH's mail", () => {
    const spf = "v=spf1 include:mx.ovh.com include:spf.example.org -all";
    expect(mailLines({ servers: "ovh", spf })).toEqual(
      expect.arrayContaining([
        "@ MX 1 mx0.mail.ovh.net.",
        `@ TXT "${spf}"`,
        expect.stringMatching(/^_dmarc TXT/),
      ]),
    );
  });

  it("stands after those that are composed", () => {
    const target = '"a"';
    const at = "@";
    const record = { name: "txt", at, type: "TXT", target, ttl: 0 } as const;
    const records = [{ ...record, from: "written" } as const];
    const all = zoneRecords({
      domain,
      apps: [app("www.les-amis.example")],
      mail: mailOf("ovh"),
      records,
    });
    expect(all).toEqual([...website, ...records]);
  });
});

describe("the mail records", () => {
  it.each<[string, unknown, string, boolean?]>([
    [
      "an unknown choice",
      "google",
      'mail: there is no such value (received: "google"). Choose among: ovh, none and { servers: … }.',
    ],
    [
      "no mail with mailboxes",
      "none",
      'mail: its mailboxes are at OVH and would receive nothing any more (received: "none"). Remove its mailboxes, or leave the mail at OVH: mail: "ovh" (or servers: "ovh").',
      true,
    ],
    [
      "another provider with mailboxes",
      { servers: [{ priority: 1, target: "mx.a.example" }] },
      'mail.servers: its mailboxes are at OVH and would receive nothing any more. Remove its mailboxes, or leave the mail at OVH: mail: "ovh" (or servers: "ovh").',
      true,
    ],
    [
      "no server",
      { servers: [] },
      'mail.servers: the mail servers are missing (received: []). Write servers: "ovh", or those of the provider: servers: [{ priority: 10, target: "mx1.provider.example" }].',
    ],
    [
      "a bad server",
      { servers: [{ priority: -1, target: "mx.a.example" }] },
      "mail.servers[0].priority: this number is not allowed (received: -1). A whole number from 0 to 65535.",
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
      "a key that is neither a text nor a host",
      { servers: "ovh", dkim: { a: "MIGf" } },
      'mail.dkim.a: this is not the whole name of a machine (received: "MIGf"). Write all of it, in lower case, with its domain: "www.les-amis.example".',
    ],
    [
      "a bad policy",
      { servers: "ovh", dmarc: { policy: "delete" } },
      'mail.dmarc.policy: there is no such value (received: "delete"). Choose among: none, quarantine and reject.',
    ],
  ])("refuses %s", (_what, mail, problem, hasAddresses = false) => {
    const list = new ProblemList("stacks/les-amis.ts");
    resolveMailRecords({ ...user, mail, hasAddresses }, list.at("mail"));
    const texts = messagesFor("en").model;
    expect(list.all.map((one) => formatProblem(one, texts))).toEqual([
      `stacks/les-amis.ts: ${problem}`,
    ]);
  });

  it("are refused with a server in capitals, and for being there twice too", () => {
    const list = new ProblemList("stacks/les-amis.ts");
    const targets = ["mx.a.example", "MX.a.example"];
    const servers = targets.map((target) => ({ priority: 1, target }));
    const mail = { servers };
    resolveMailRecords({ ...user, mail, hasAddresses: false }, list);
    const texts = messagesFor("en").model;
    expect(list.all.map((one) => formatProblem(one, texts))).toEqual([
      expect.stringContaining("not the whole name of a machine"),
      expect.stringContaining("in the list already"),
    ]);
  });
});
