import { ProblemList } from "./problems";
import { composedRecords, resolveRecords } from "./domain";
import type { InstalledApp } from "./beneficiary";
import { resolveMailRecords } from "./mail-records";
import { resolved } from "./testing";

const domain = "les-amis.example";
const website = composedRecords({
  domain,
  apps: [
    {
      host: "www.les-amis.example",
      name: "wordpress",
      also: [] as readonly string[],
      redirectsFrom: [] as readonly string[],
    } as InstalledApp,
  ],
  mail: resolveMailRecords(
    {
      ...{ domain, contact: "bureau@les-amis.example", hasAddresses: true },
      mail: { servers: "ovh", dkim: { mail: "v=DKIM1; p=MIGf" } },
    },
    new ProblemList("stacks/les-amis.ts"),
  ),
});

/** The problems of records beside those of a website and its mail. */
function problemsOf(records: readonly unknown[]): string[] {
  return resolved("stacks/les-amis.ts", (list) =>
    resolveRecords(records, domain, website, list.at("records")),
  ).problems;
}

const caa = { type: "CAA", at: "www", tag: "issue", value: "letsencrypt.org" };
const txt = (text: string) => ({ type: "TXT", at: "@", text });
const cname = (at: string) => ({ type: "CNAME", at, target: "a.example" });
const dname = (at: string, target: string) => ({ type: "DNAME", at, target });
const ns = (at: string) => ({ type: "NS", at, target: "ns.a.example" });
const dkim = (selector: string) => ({
  ...{ type: "DKIM", at: `${selector}._domainkey`, key: "MIGf" },
});

describe("what is wrong with records", () => {
  it.each<[string, readonly unknown[], string]>([
    [
      "a CNAME of the domain",
      [cname("@")],
      'records[0].at: the domain itself cannot have a record CNAME (received: "@"). Write an A (and an AAAA) with the address, or put the CNAME at "www".',
    ],
    [
      "name servers of the domain",
      [{ type: "NS", at: "@", target: "ns.a.example" }],
      'records[0].at: the domain itself cannot have a record NS (received: "@"). Its name servers are chosen in the OVH console; here, only those of a subdomain.',
    ],
    [
      "a record twice",
      [txt("a"), txt("a")],
      'records[1]: this is exactly the record TXT "@", written above in records. Remove this one: one is enough.',
    ],
    [
      "what is composed already",
      [caa],
      'records[0]: this is exactly the record CAA "www", which guards its HTTPS certificates (apps). Remove this one: one is enough.',
    ],
    [
      "a CNAME beside a website",
      [cname("www")],
      'records[0]: a CNAME is always alone under its name, and there is the record A "www", which its apps ask for (apps). Change "at", or remove one of the two.',
    ],
    [
      "two CNAME at one name",
      [cname("a"), { ...cname("a"), target: "b.example" }],
      'records[1]: a CNAME is always alone under its name, and there is the record CNAME "a", written above in records. Change "at", or remove one of the two.',
    ],
    [
      "a second SPF beside the mail's",
      [txt("v=spf1 -all")],
      'records[0]: a name has one SPF record only, else none counts, and there is the record TXT "@", which its mail asks for (mail, mailboxes). Remove this one, and say all of it in mail: { servers: "ovh", spf: "v=spf1 include:mx.ovh.com … -all" }.',
    ],
    [
      "two SPF by hand",
      [
        { type: "SPF", at: "n", text: "v=spf1 mx" },
        { type: "TXT", at: "n", text: "v=spf1 a" },
      ],
      'records[1]: a name has one SPF record only, else none counts, and there is the record TXT "n", written above in records. Make one of them: v=spf1, then all their include, then -all.',
    ],
    [
      "a second DMARC",
      [{ type: "DMARC", at: "_dmarc", policy: "none" }],
      'records[0]: a name has one DMARC record only, else none counts, and there is the record TXT "_dmarc", which its mail asks for (mail, mailboxes). Remove this one, and say it in mail: { servers: …, dmarc: { policy: "quarantine" } }.',
    ],
    [
      "visits led elsewhere",
      [{ type: "AAAA", at: "@", address: "2001:db8::1" }],
      'records[0]: a part of the visits would go elsewhere, since there is the record A "@", which its apps ask for (apps). Change "at", or remove one of the two.',
    ],
    [
      "mail led elsewhere",
      [{ type: "MX", at: "@", priority: 1, target: "mx.example.org" }],
      'records[0]: a part of the messages would go elsewhere, since there is the record MX "@", which its mail asks for (mail, mailboxes). Say all servers in mail: { servers: [ … ] }, or remove this one.',
    ],
    [
      "what stands below other name servers",
      [{ type: "NS", at: "sub", target: "ns.a.example" }, cname("www.sub")],
      'records[1]: nobody would see it: the record NS "sub", written above in records, hands over to others its name and all that is below. Publish it there, or remove one of the two.',
    ],
    [
      "a DNAME above a website",
      [{ type: "DNAME", at: "@", target: "a.example" }],
      'records[0]: it would hand over to others all that is below, and nobody would see the record A "www", which its apps ask for (apps) any more. Change "at", or remove one of the two.',
    ],
    [
      "other name servers for a website",
      [ns("www")],
      'records[0]: it would hand over to others its name and all that is below, and nobody would see the record A "www", which its apps ask for (apps) any more. Change "at", or remove one of the two.',
    ],
    [
      "a record beside other name servers",
      [ns("sub"), { type: "TXT", at: "sub", text: "a" }],
      'records[1]: nobody would see it: the record NS "sub", written above in records, hands over to others its name and all that is below. Publish it there, or remove one of the two.',
    ],
    [
      "other name servers beside a record",
      [{ type: "TXT", at: "sub", text: "a" }, ns("sub")],
      'records[1]: it would hand over to others its name and all that is below, and nobody would see the record TXT "sub", written above in records any more. Change "at", or remove one of the two.',
    ],
    [
      "two keys of one selector",
      [dkim("k"), { ...dkim("k"), key: "MIGg" }],
      'records[1]: a DKIM selector has one key only, else none is sure to be used, and there is the record TXT "k._domainkey", written above in records. Keep one, or choose another selector (what stands before "._domainkey").',
    ],
    [
      "a key and a text at its name",
      [dkim("k"), { type: "TXT", at: "k._domainkey", text: "p=MIGg" }],
      'records[1]: a DKIM selector has one key only, else none is sure to be used, and there is the record TXT "k._domainkey", written above in records. Keep one, or choose another selector (what stands before "._domainkey").',
    ],
    [
      "a second key beside the mail's",
      [dkim("mail")],
      'records[0]: a DKIM selector has one key only, else none is sure to be used, and there is the record TXT "mail._domainkey", which its mail asks for (mail, mailboxes). Remove this one or the key of mail.dkim, or choose another selector (what stands before "._domainkey").',
    ],
    [
      "two DNAME at one name",
      [dname("old", "a.example"), dname("old", "b.example")],
      'records[1]: a name has one DNAME only, and there is the record DNAME "old", written above in records. Keep one.',
    ],
  ])("refuses %s", (_what, records, problem) => {
    expect(problemsOf(records)).toEqual([`stacks/les-amis.ts: ${problem}`]);
  });

  it("leaves alone what stands well together", () => {
    const records = [
      ...[ns("sub"), { ...ns("sub"), target: "ns.b.example" }],
      ...[dkim("k1"), dkim("k2"), dname("old", "a.example")],
      { type: "TXT", at: "old", text: "a" },
      { type: "DMARC", at: "_dmarc.news", policy: "none" },
    ];
    expect(problemsOf(records)).toEqual([]);
  });
});
