import {
  type ZoneRecord,
  nextSerial,
  recordProblem,
  storedTarget,
  zoneText,
} from "./zone-file";

const A: ZoneRecord = {
  id: 1,
  fieldtype: "A",
  subdomain: "www",
  target: "203.0.113.10",
  ttl: 0,
};

function text(record: Partial<ZoneRecord>): string {
  const lines = zoneText("a.example", ["ns.example"], [{ ...A, ...record }], 7);
  return lines.trimEnd().split("\n").pop() ?? "";
}

describe("zoneText", () => {
  it("starts with the zone's own records and its serial", () => {
    expect(zoneText("a.example", ["ns1.example", "ns2.example"], [], 42)).toBe(
      "$ORIGIN a.example.\n$TTL 3600\n" +
        "@ SOA ns1.example. tech.ovh.net. 42 86400 3600 3600000 60\n" +
        "@ NS ns1.example.\n@ NS ns2.example.\n",
    );
  });
  it("gives a record without a lifetime the zone's", () => {
    expect(text({})).toBe("www 3600 A 203.0.113.10");
    expect(text({ ttl: 60, subdomain: "" })).toBe("@ 60 A 203.0.113.10");
  });
  it("publishes SPF, DKIM and DMARC as quoted text", () => {
    expect(text({ fieldtype: "SPF", target: "v=spf1 -all" })).toBe(
      'www 3600 TXT "v=spf1 -all"',
    );
    expect(text({ fieldtype: "TXT", target: '"a" "b"' })).toBe(
      'www 3600 TXT "a" "b"',
    );
    expect(text({ fieldtype: "TXT", target: 'say "x"' })).toBe(
      'www 3600 TXT "say \\"x\\""',
    );
  });
  it("cuts a long text into strings of 255", () => {
    expect(text({ fieldtype: "DKIM", target: "k".repeat(300) })).toBe(
      `www 3600 TXT "${"k".repeat(255)}" "${"k".repeat(45)}"`,
    );
  });
});

describe("storedTarget", () => {
  it("quotes TXT alone, as the API does", () => {
    expect(storedTarget("TXT", "v=spf1 -all")).toBe('"v=spf1 -all"');
    expect(storedTarget("TXT", '"done"')).toBe('"done"');
    expect(storedTarget("SPF", "v=spf1 -all")).toBe("v=spf1 -all");
  });
  it("cuts a text that is longer than a string can be", () => {
    const cut = `"${"k".repeat(255)}" "${"k".repeat(45)}"`;
    expect(storedTarget("TXT", "k".repeat(300))).toBe(cut);
    expect(storedTarget("TXT", `"${"k".repeat(300)}"`)).toBe(cut);
    expect(storedTarget("TXT", cut)).toBe(cut);
  });
});

describe("nextSerial", () => {
  const day = new Date("2026-03-04T12:00:00Z");
  it("looks like the day", () => {
    expect(nextSerial(0, day)).toBe(2026030400);
  });
  it("grows all the same after a hundred changes, or when the clock went back", () => {
    expect(nextSerial(2026030400, day)).toBe(2026030401);
    expect(nextSerial(2026040100, day)).toBe(2026040101);
  });
});

describe("recordProblem", () => {
  const problem = (record: Partial<ZoneRecord>, others: ZoneRecord[] = []) =>
    recordProblem({ ...A, ...record }, others);

  it.each<Partial<ZoneRecord>>([
    {},
    { subdomain: "" },
    { subdomain: "*.test" },
    { subdomain: "_dmarc" },
    { fieldtype: "AAAA", target: "2001:db8::1" },
    { fieldtype: "MX", subdomain: "", target: "1 mx1.mail.ovh.net." },
    { fieldtype: "SRV", target: "0 5 443 host.example." },
    { fieldtype: "CAA", target: '0 issue "letsencrypt.org"' },
    { fieldtype: "TXT", target: "anything goes" },
    { fieldtype: "LOC", target: "48 51 29.880 N 2 17 40.200 E 35.00m" },
    { fieldtype: "NAPTR", target: '100 10 "U" "E2U+sip" "!^.*$!sip:a@b!" .' },
    { fieldtype: "RP", target: "jean.les-amis.example. ." },
    { fieldtype: "SSHFP", target: "4 2 abcd" },
    { fieldtype: "TLSA", target: "3 1 1 abcd" },
    { fieldtype: "HTTPS", target: '1 . alpn="h2,h3" port=8443' },
    { fieldtype: "SVCB", target: "0 dns.example." },
    { fieldtype: "DKIM", target: "v=DKIM1; p=abc" },
    { fieldtype: "DMARC", target: "v=DMARC1; p=none" },
    { fieldtype: "SPF", target: "v=spf1 -all" },
  ])("accepts %j", (record) => {
    expect(problem(record)).toBeUndefined();
  });
  it.each<[Partial<ZoneRecord>, string]>([
    [{ fieldtype: "FOO" }, '"FOO" is not a record type'],
    [{ subdomain: "@" }, '"@" is not a subdomain'],
    [{ target: "1.2.3" }, '"1.2.3" is not a target of a record of type A'],
    [
      { fieldtype: "MX", target: "mx1.mail.ovh.net." },
      '"mx1.mail.ovh.net." is not a target of a record of type MX',
    ],
    ...[
      ["AAAA", "203.0.113.7"],
      ["CAA", "0 issue letsencrypt.org"],
      ["CNAME", "a b"],
      ["DKIM", "p=abc"],
      ["DMARC", "p=none"],
      ["HTTPS", "x ."],
      ["LOC", "48.85 2.29"],
      ["NAPTR", "100 10 U E2U+sip !x! ."],
      ["RP", "jean@les-amis.example"],
      ["SPF", "include:mx.ovh.com"],
      ["SRV", "10 5 sip.example."],
      ["SSHFP", "4 2 xyz"],
      ["SVCB", "0 dns.example. Port"],
      ["TLSA", "4 1 1 abcd"],
    ].map(([fieldtype = "", target = ""]): [Partial<ZoneRecord>, string] => [
      { fieldtype, target },
      `"${target}" is not a target of a record of type ${fieldtype}`,
    ]),
    [
      { fieldtype: "TXT", target: 'x"\n@ NS evil.example.' },
      "the target has a line break",
    ],
    [
      { fieldtype: "CNAME", subdomain: "", target: "b.example." },
      "a zone's own name cannot be a CNAME",
    ],
  ])("refuses %j", (record, reason) => {
    expect(problem(record)).toBe(reason);
  });
  it("refuses a CNAME beside another record of its name, and the reverse", () => {
    const alias: ZoneRecord = {
      ...A,
      fieldtype: "CNAME",
      target: "b.example.",
    };
    const reason =
      'a CNAME cannot stand beside another record of the same name ("www")';
    expect(problem(alias, [A])).toBe(reason);
    expect(problem({}, [alias])).toBe(reason);
    expect(problem({ subdomain: "other" }, [alias])).toBeUndefined();
  });
});
