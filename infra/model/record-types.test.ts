import { resolveRecords } from "./domain";
import { recordTypes } from "./record-types";
import { type Resolved, resolved } from "./testing";
import type { ZoneRecord } from "./zone-record";

const domain = "les-amis.example";

function written(records: readonly unknown[]): Resolved<readonly ZoneRecord[]> {
  return resolved("stacks/les-amis.ts", (list) =>
    resolveRecords(records, domain, [], list.at("records")),
  );
}

const lines = (records: readonly ZoneRecord[]): string[] =>
  records.map(({ at, type, target = "server" }) => `${at} ${type} ${target}`);

/** One valid record of each type, and how OVH takes it. */
const EXAMPLES: readonly [object, string][] = [
  [{ type: "A", at: "vpn", address: "203.0.113.7" }, "vpn A 203.0.113.7"],
  [{ type: "AAAA", at: "vpn", address: "2001:DB8::7" }, "vpn AAAA 2001:db8::7"],
  [
    {
      type: "CAA",
      at: "@",
      tag: "issue",
      value: "sectigo.com",
      critical: true,
    },
    '@ CAA 128 issue "sectigo.com"',
  ],
  [
    { type: "CNAME", at: "shop", target: "shops.example.org." },
    "shop CNAME shops.example.org.",
  ],
  [
    { type: "DNAME", at: "old", target: "new.example.org" },
    "old DNAME new.example.org.",
  ],
  [
    { type: "NS", at: "sub", target: "ns.example.org" },
    "sub NS ns.example.org.",
  ],
  [
    { type: "PTR", at: "7", target: "vpn.example.org" },
    "7 PTR vpn.example.org.",
  ],
  [
    { type: "DKIM", at: "k1._domainkey", key: "MIGf" },
    'k1._domainkey TXT "v=DKIM1; k=rsa; p=MIGf"',
  ],
  [
    {
      type: "DMARC",
      at: "_dmarc.news",
      policy: "reject",
      reports: "a@b.example",
    },
    '_dmarc.news TXT "v=DMARC1; p=reject; rua=mailto:a@b.example"',
  ],
  [
    {
      type: "LOC",
      at: "@",
      latitude: 48.8583,
      longitude: -2.2945,
      altitude: 35,
    },
    "@ LOC 48 51 29.880 N 2 17 40.200 W 35.00m",
  ],
  [
    { type: "MX", at: "lists", priority: 10, target: "mx.example.org" },
    "lists MX 10 mx.example.org.",
  ],
  [
    {
      type: "NAPTR",
      at: "@",
      order: 100,
      preference: 10,
      flags: "U",
      service: "E2U+sip",
      regexp: String.raw`!^(.*)$!sip:\1@example.org!`,
    },
    String.raw`@ NAPTR 100 10 "U" "E2U+sip" "!^(.*)$!sip:\\1@example.org!" .`,
  ],
  [
    { type: "RP", at: "@", mailbox: "jean.petit@example.org" },
    String.raw`@ RP jean\.petit.example.org. .`,
  ],
  [
    { type: "SPF", at: "news", text: "v=spf1 include:spf.example.org -all" },
    'news TXT "v=spf1 include:spf.example.org -all"',
  ],
  [
    { type: "TXT", at: "@", text: String.raw`say "x\y"` },
    String.raw`@ TXT "say \"x\\y\""`,
  ],
  [
    {
      type: "SRV",
      at: "_sip._tcp",
      priority: 10,
      weight: 5,
      port: 5060,
      target: "sip.example.org",
    },
    "_sip._tcp SRV 10 5 5060 sip.example.org.",
  ],
  [
    {
      type: "SSHFP",
      at: "vpn",
      algorithm: 4,
      fingerprintType: 2,
      fingerprint: "AB".repeat(32),
    },
    `vpn SSHFP 4 2 ${"ab".repeat(32)}`,
  ],
  [
    {
      type: "HTTPS",
      at: "shop",
      priority: 1,
      target: ".",
      parameters: { alpn: "h2,h3" },
    },
    'shop HTTPS 1 . alpn="h2,h3"',
  ],
  [
    { type: "SVCB", at: "_dns", priority: 0, target: "dns.example.org" },
    "_dns SVCB 0 dns.example.org.",
  ],
  [
    {
      type: "TLSA",
      at: "_443._tcp",
      usage: 3,
      selector: 1,
      matchingType: 1,
      certificate: "00".repeat(32),
    },
    `_443._tcp TLSA 3 1 1 ${"00".repeat(32)}`,
  ],
];

describe("a record written by hand", () => {
  it.each(EXAMPLES)("%j is published as OVH takes it", (record, line) => {
    const { model: records, problems } = written([record]);
    expect(problems).toEqual([]);
    expect(lines(records)).toEqual([line]);
    expect(records[0]).toMatchObject({ ttl: 3600, from: "written" });
  });

  it("may be of any type", () => {
    const shown = new Set(
      EXAMPLES.map(([record]) => (record as { type: string }).type),
    );
    expect([...shown].sort()).toEqual(Object.keys(recordTypes).sort());
  });

  it("is named after what it is, wherever it stands in the list", () => {
    const txt = { type: "TXT", at: "@", text: "a" };
    const shop = { type: "CNAME", at: "shop", target: "a.example" };
    const names = (list: readonly object[]) =>
      written(list).model.map(({ name }) => name);
    expect(names([txt, shop])).toEqual(["txt-apex-ac8d8342", "cname-shop"]);
    expect(names([shop, txt])).toEqual(["cname-shop", "txt-apex-ac8d8342"]);
  });

  it("is cut into strings of 255 octets, as OVH stores it", () => {
    const { model } = written([
      { type: "DKIM", at: "k._domainkey", key: "k".repeat(300) },
    ]);
    const start = "v=DKIM1; k=rsa; p=";
    const first = `${start}${"k".repeat(255 - start.length)}`;
    expect(model[0]?.target).toBe(
      `"${first}" "${"k".repeat(300 - 255 + start.length)}"`,
    );
  });

  it("is refused with the domain in its name, where it would stand twice", () => {
    const record = { type: "A", at: "vpn.les-amis.example" };
    expect(written([{ ...record, address: "203.0.113.7" }]).problems).toEqual([
      'stacks/les-amis.ts: records[0].at: the name would be vpn.les-amis.example.les-amis.example (received: "vpn.les-amis.example"). Write it without the domain: "vpn".',
    ]);
  });

  it("keeps a lifetime of its own", () => {
    const record = { type: "A", at: "a", address: "203.0.113.7", ttl: 60 };
    expect(written([record, { ...record, at: "b", ttl: 0 }]).model).toEqual([
      expect.objectContaining({ ttl: 60 }),
      expect.objectContaining({ ttl: 0 }),
    ]);
  });
});
