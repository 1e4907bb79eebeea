import type { InstalledApp } from "./beneficiary";
import {
  composedRecords,
  otherZones,
  resolveRecords,
  serverRecords,
  webRecords,
  zoneRecords,
} from "./domain";
import { mailZoneRecords, resolveMailRecords } from "./mail-records";
import { ProblemList } from "./problems";
import { resolved } from "./testing";
import type { ZoneRecord } from "./zone-record";

const domain = "les-amis.example";
const app = (host: string): InstalledApp =>
  ({
    host,
    name: "wordpress",
    also: [],
    redirectsFrom: [],
  }) as unknown as InstalledApp;
const mail = resolveMailRecords(
  { domain, contact: `bureau@${domain}`, hasAddresses: true },
  new ProblemList("stacks/les-amis.ts"),
);
const apps = [app("www.les-amis.example")];
const website = composedRecords({ domain, apps, mail });

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

  it("are named after what they are", () => {
    const names = website.slice(0, 3).map(({ name }) => name);
    expect(names).toEqual(["a-www", "a-apex", "caa-www"]);
  });

  it("leave out a host of another domain", () => {
    const others = ["www.les-voisins.example", "xles-amis.example"];
    expect(
      webRecords(
        domain,
        others.map((host) => ({ host })),
      ),
    ).toEqual([]);
  });

  it("say where its mail is", () => {
    expect(website.slice(3)).toEqual(mailZoneRecords(mail));
  });

  it("are none without a domain", () => {
    expect(composedRecords({ apps, mail })).toEqual([]);
  });

  it("are the web addresses alone in the zones of its other domains", () => {
    const domains = ["les-amis.org"];
    const zones = otherZones({ domain, domains, apps });
    expect(zones.map(({ zone }) => zone)).toEqual(domains);
    expect(zones.flatMap(({ records }) => lines(records))).toEqual([
      "@ A server",
      "www A server",
      'www CAA 0 issue "letsencrypt.org"',
    ]);
  });

  it("come before those that are written", () => {
    const target = '"a"';
    const at = "@";
    const record = { name: "txt", at, type: "TXT", target, ttl: 0 } as const;
    const records = [{ ...record, from: "written" } as const];
    const all = zoneRecords({ domain, apps, mail, records });
    expect(all).toEqual([...website, ...records]);
  });
});

it("gives each server of the host a name that leads to it", () => {
  expect(serverRecords(["commun-1", "commun-2"])).toMatchObject([
    { at: "commun-1", type: "A", from: "server" },
    { at: "commun-2", type: "A", from: "server" },
  ]);
});

describe("a record written by hand", () => {
  const cname = { type: "CNAME", at: "a", target: "a.example" };

  it.each<[string, unknown, string]>([
    [
      "no record",
      "x",
      "records[0].type: there is no such value. Choose among: A, AAAA, CAA, CNAME, DNAME, NS, PTR, DKIM, DMARC, LOC, MX, NAPTR, RP, SPF, TXT, SRV, SSHFP, HTTPS, SVCB and TLSA.",
    ],
    [
      "an unknown field",
      { ...cname, port: 1 },
      "records[0].port: unknown field (received: 1). Remove it, or choose among: type, at, ttl and target.",
    ],
    [
      "a missing field",
      { type: "A", at: "a" },
      "records[0].address: a value is missing. Add this field.",
    ],
    [
      "a bad name",
      { ...cname, at: "Shop_" },
      'records[0].at: this cannot be a name in the zone (received: "Shop_"). For example "www", "_sip._tcp", "*.test", or "@" for the domain itself; in lower case, without the domain.',
    ],
    [
      "a bad IPv4",
      { type: "A", at: "a", address: "203.0.113.256" },
      'records[0].address: this is not an IPv4 address (received: "203.0.113.256"). Four numbers from 0 to 255, for example "203.0.113.7".',
    ],
    [
      "a bad IPv6",
      { type: "AAAA", at: "a", address: "203.0.113.7" },
      'records[0].address: this is not an IPv6 address (received: "203.0.113.7"). For example "2001:db8::7".',
    ],
    [
      "a short host",
      { type: "CNAME", at: "a", target: "www" },
      'records[0].target: this is not the whole name of a machine (received: "www"). Write all of it, in lower case, with its domain: "www.les-amis.example".',
    ],
    [
      "a bad port",
      {
        type: "SRV",
        at: "_s._tcp",
        priority: 1,
        weight: 1,
        port: 70_000,
        target: "a.example",
      },
      "records[0].port: this number is not allowed (received: 70000). A whole number from 0 to 65535.",
    ],
    [
      "a short lifetime",
      { ...cname, ttl: 30 },
      "records[0].ttl: this number is not allowed (received: 30). A whole number from 60 to 2147483647.",
    ],
    [
      "accents",
      { type: "TXT", at: "@", text: "été" },
      'records[0].text: this text cannot go into the DNS (received: "été"). Write it without accents or line breaks, in one piece and without quotes around it: Épicerie sees to that.',
    ],
    [
      "a key with spaces",
      { type: "DKIM", at: "k._domainkey", key: "MI Gf" },
      'records[0].key: this is not a public key (received: "MI Gf"). Only what follows "p=", without spaces: letters, digits, +, / and =.',
    ],
    [
      "a short fingerprint",
      {
        type: "SSHFP",
        at: "a",
        algorithm: 4,
        fingerprintType: 2,
        fingerprint: "ab",
      },
      'records[0].fingerprint: this is not a hexadecimal fingerprint (received: "ab"). It takes exactly 64: digits and the letters a to f.',
    ],
    [
      "an unknown tag",
      { type: "CAA", at: "www", tag: "issues", value: "a.example" },
      'records[0].tag: there is no such value (received: "issues"). Choose among: issue, issuewild, issuemail and iodef.',
    ],
    [
      "a place off the Earth",
      { type: "LOC", at: "@", latitude: 91, longitude: 0 },
      "records[0].latitude: this number is not allowed (received: 91). A number from -90 to 90.",
    ],
    [
      "unknown parameters",
      {
        type: "HTTPS",
        at: "a",
        priority: 1,
        target: ".",
        parameters: { color: "red" },
      },
      'records[0].parameters: these are no parameters of this type of record (received: {"color":"red"}). For example parameters: { alpn: "h2,h3", port: "8443", ipv4hint: "203.0.113.7" }.',
    ],
    [
      "SPF that is none",
      { type: "SPF", at: "a", text: "include:a -all" },
      'records[0].text: this is not an SPF record (received: "include:a -all"). It starts with v=spf1, for example "v=spf1 include:mx.ovh.com -all".',
    ],
    [
      "a word that SPF lacks",
      { type: "SPF", at: "a", text: "v=spf1 inlcude:a -all" },
      'records[0].text: "inlcude:a" is not a word of SPF (received: "v=spf1 inlcude:a -all"). Copy what the provider gives: include:…, a, mx, ip4:…, ip6:…, then -all or ~all at the end.',
    ],
    [
      "a DMARC where nobody looks",
      { type: "DMARC", at: "www", policy: "none" },
      'records[0].at: nobody looks for a DMARC record at this name (received: "www"). Write "_dmarc" for the domain, or for example "_dmarc.news" for what comes from news and this domain.',
    ],
    [
      "a DMARC at what is no name",
      { type: "DMARC", at: "_DMARC", policy: "none" },
      'records[0].at: this cannot be a name in the zone (received: "_DMARC"). For example "www", "_sip._tcp", "*.test", or "@" for the domain itself; in lower case, without the domain.',
    ],
  ])("refuses %s", (_what, record, problem) => {
    const { model, problems } = resolved("stacks/les-amis.ts", (list) =>
      resolveRecords([record], domain, [], list.at("records")),
    );
    expect(problems).toEqual([`stacks/les-amis.ts: ${problem}`]);
    expect(model).toEqual([]);
  });

  it("needs a domain, which is said once", () => {
    const without = (...records: unknown[]): string[] =>
      resolved("stacks/les-amis.ts", (list) =>
        resolveRecords(records, undefined, [], list.at("records")),
      ).problems;
    expect(without(cname, { ...cname, at: "b" })).toEqual([
      expect.stringMatching(
        /^stacks\/les-amis\.ts: records: this needs a domain/,
      ),
    ]);
    expect(without()).toEqual([]);
  });
});
