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

const sip = {
  type: "SRV",
  at: "_sip._tcp",
  priority: 1,
  weight: 1,
  port: 5060,
  target: "a.example",
};
const caa = { type: "CAA", at: "www", tag: "issue", value: "letsencrypt.org" };
const txt = (text: string) => ({ type: "TXT", at: "@", text });
const cname = (at: string) => ({ type: "CNAME", at, target: "a.example" });
const dname = (at: string, target: string) => ({ type: "DNAME", at, target });
const ns = (at: string) => ({ type: "NS", at, target: "ns.a.example" });
const dkim = (selector: string) => ({
  ...{ type: "DKIM", at: `${selector}._domainkey`, key: "MIGf" },
});
const many = Array.from({ length: 11 }, (_, i) => `include:s${i}.example`);

describe("what is wrong with records", () => {
  it.each<[string, readonly unknown[], string]>([
    [
      "no record",
      ["x"],
      "records[0].type: there is no such value. Choose among: A, AAAA, CAA, CNAME, DNAME, NS, PTR, DKIM, DMARC, LOC, MX, NAPTR, RP, SPF, TXT, SRV, SSHFP, HTTPS, SVCB and TLSA.",
    ],
    [
      "an unknown field",
      [{ ...cname("a"), port: 1 }],
      "records[0].port: unknown field (received: 1). Remove it, or choose among: type, at, ttl and target.",
    ],
    [
      "a missing field",
      [{ type: "A", at: "a" }],
      "records[0].address: a value is missing. Add this field.",
    ],
    [
      "a bad name",
      [cname("Shop_")],
      'records[0].at: this cannot be a name in the zone (received: "Shop_"). For example "www", "_sip._tcp", "*.test", or "@" for the domain itself; in lower case, without the domain.',
    ],
    [
      "a bad IPv4",
      [{ type: "A", at: "a", address: "203.0.113.256" }],
      'records[0].address: this is not an IPv4 address (received: "203.0.113.256"). Four numbers from 0 to 255, for example "203.0.113.7".',
    ],
    [
      "a bad IPv6",
      [{ type: "AAAA", at: "a", address: "203.0.113.7" }],
      'records[0].address: this is not an IPv6 address (received: "203.0.113.7"). For example "2001:db8::7".',
    ],
    [
      "a short host",
      [{ type: "CNAME", at: "a", target: "www" }],
      'records[0].target: this is not the whole name of a machine (received: "www"). Write all of it, in lower case, with its domain: "www.les-amis.example".',
    ],
    [
      "a bad port",
      [{ ...sip, port: 70_000 }],
      "records[0].port: this number is not allowed (received: 70000). A whole number from 0 to 65535.",
    ],
    [
      "a short lifetime",
      [{ ...cname("a"), ttl: 30 }],
      "records[0].ttl: this number is not allowed (received: 30). A whole number from 60 to 2147483647.",
    ],
    [
      "accents",
      [txt("été")],
      'records[0].text: this text cannot go into the DNS (received: "été"). Write it without accents or line breaks, in one piece and without quotes around it: Épicerie sees to that.',
    ],
    [
      "a key with spaces",
      [{ type: "DKIM", at: "k._domainkey", key: "MI Gf" }],
      'records[0].key: this is not a public key (received: "MI Gf"). Only what follows "p=", without spaces: letters, digits, +, / and =.',
    ],
    [
      "a short fingerprint",
      [
        {
          type: "SSHFP",
          at: "a",
          algorithm: 4,
          fingerprintType: 2,
          fingerprint: "ab",
        },
      ],
      'records[0].fingerprint: this is not a hexadecimal fingerprint (received: "ab"). It takes exactly 64: digits and the letters a to f.',
    ],
    [
      "an unknown tag",
      [{ ...caa, tag: "issues" }],
      'records[0].tag: there is no such value (received: "issues"). Choose among: issue, issuewild, issuemail and iodef.',
    ],
    [
      "a place off the Earth",
      [{ type: "LOC", at: "@", latitude: 91, longitude: 0 }],
      "records[0].latitude: this number is not allowed (received: 91). A number from -90 to 90.",
    ],
    [
      "unknown parameters",
      [
        {
          type: "HTTPS",
          at: "a",
          priority: 1,
          target: ".",
          parameters: { color: "red" },
        },
      ],
      'records[0].parameters: these are no parameters of this type of record (received: {"color":"red"}). For example parameters: { alpn: "h2,h3", port: "8443", ipv4hint: "203.0.113.7" }.',
    ],
    [
      "SPF that is none",
      [{ type: "SPF", at: "a", text: "include:a -all" }],
      'records[0].text: this is not an SPF record (received: "include:a -all"). It starts with v=spf1, for example "v=spf1 include:mx.ovh.com -all".',
    ],
    [
      "a word that SPF lacks",
      [{ type: "SPF", at: "a", text: "v=spf1 inlcude:a -all" }],
      'records[0].text: "inlcude:a" is not a word of SPF (received: "v=spf1 inlcude:a -all"). Copy what the provider gives: include:…, a, mx, ip4:…, ip6:…, then -all or ~all at the end.',
    ],
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
    [
      "a DMARC where nobody looks",
      [{ type: "DMARC", at: "www", policy: "none" }],
      'records[0].at: nobody looks for a DMARC record at this name (received: "www"). Write "_dmarc" for the domain, or for example "_dmarc.news" for what comes from news and this domain.',
    ],
    [
      "a DMARC at what is no name",
      [{ type: "DMARC", at: "_DMARC", policy: "none" }],
      'records[0].at: this cannot be a name in the zone (received: "_DMARC"). For example "www", "_sip._tcp", "*.test", or "@" for the domain itself; in lower case, without the domain.',
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

  it("counts the questions of an SPF record", () => {
    const text = `v=spf1 ${many.join(" ")} -all`;
    expect(problemsOf([{ type: "SPF", at: "a", text }])[0]).toMatch(
      /this SPF record asks the DNS 11 questions and those who receive mail allow only 10/,
    );
    const ten = `v=spf1 ip4:203.0.113.7 ${many.slice(1).join(" ")} ~all`;
    expect(problemsOf([{ type: "SPF", at: "a", text: ten }])).toEqual([]);
  });

  it("refuses records without a domain", () => {
    const list = new ProblemList("stacks/les-amis.ts").at("records");
    resolveRecords([txt("a")], undefined, [], list);
    expect(list.all).toHaveLength(1);
  });
});
