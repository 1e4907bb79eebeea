import {
  absolute,
  base64,
  type Check,
  dmarcName,
  email,
  hexadecimal,
  host,
  hostOrNone,
  ipv4,
  ipv6,
  numberBetween,
  oneOf,
  optionalText,
  quoted,
  quotedString,
  recordName,
  text,
  ttl,
  uint16,
  wholeNumber,
  withoutDot,
} from "./record-values";
import { resolved } from "./testing";

/** What is said of one value; undefined when nothing is. */
function saidOf(check: Check, value: unknown): string | undefined {
  return resolved("value", (problems) => {
    const wrong = check(value);
    if (wrong) problems.add(wrong, value);
  }).problems[0];
}

const LABEL = "a".repeat(63);

describe("a value of a record", () => {
  it.each<[string, Check, readonly unknown[]]>([
    [
      "a name in the zone",
      recordName,
      ["@", "www", "*", "*.test", "_sip._tcp", "a-b.c", LABEL],
    ],
    ["the longest name", recordName, [`${"a.".repeat(94)}bc`]],
    ["a place of DMARC", dmarcName, ["_dmarc", "_dmarc.news"]],
    ["an IPv4 address", ipv4, ["203.0.113.7", "0.0.0.0"]],
    [
      "an IPv6 address",
      ipv6,
      ["2001:db8::7", "::ffff:203.0.113.7", "2001:DB8::"],
    ],
    [
      "a whole name",
      host,
      [
        "mx.a.example",
        "mx.a.example.",
        "_spf.a.example",
        "1.2.3.a",
        "a.xn--p1ai",
      ],
    ],
    ["the longest whole name", host, [`${"a.".repeat(125)}abc`]],
    ["a whole name, or none", hostOrNone, [".", "mx.a.example"]],
    ["an address", email, ["a@b.example"]],
    ["a text", text, ["v=DKIM1; p=MIGf", " ~"]],
    ["a text, or none", optionalText, ["", "a"]],
    ["a key", base64, ["MIGf", "MI+/Gf==", "MIG="]],
    ["seconds", ttl, [0, 60, 2_147_483_647]],
    ["a whole number", wholeNumber(1, 3), [1, 2, 3]],
    ["a number of 16 bits", uint16, [0, 65_535]],
    ["a number", numberBetween(-90, 90), [-90, 0.5, 90]],
    ["one of those known", oneOf("a", 4), ["a", 4]],
    ["octets", hexadecimal(), ["ab", "AB01"]],
    ["so many octets", hexadecimal(2), ["ab01"]],
  ])("may be %s", (_what, check, values) => {
    for (const value of values)
      expect([value, saidOf(check, value)]).toEqual([value, undefined]);
  });

  const NAME =
    'this cannot be a name in the zone (received: "…"). For example "www", "_sip._tcp", "*.test", or "@" for the domain itself; in lower case, without the domain.';
  const HOST =
    'this is not the whole name of a machine (received: "…"). Write all of it, in lower case, with its domain: "www.les-amis.example".';
  const TEXT =
    'this text cannot go into the DNS (received: "…"). Write it without accents or line breaks, in one piece and without quotes around it: Épicerie sees to that.';
  const KEY =
    'this is not a public key (received: "…"). Only what follows "p=", without spaces: letters, digits, +, / and =.';

  it.each<[string, Check, string, readonly string[]]>([
    [
      "a name in the zone",
      recordName,
      NAME,
      ["Shop_", "www.", "a..b", "a.*", "-a", "a-", "a b", "@.a", `${LABEL}a`],
    ],
    ["a name in the zone", recordName, NAME, [`${"a.".repeat(95)}b`]],
    [
      "a place of DMARC",
      dmarcName,
      'nobody looks for a DMARC record at this name (received: "…"). Write "_dmarc" for the domain, or for example "_dmarc.news" for what comes from news and this domain.',
      ["www", "_dmarcs", "news._dmarc"],
    ],
    [
      "an IPv4 address",
      ipv4,
      'this is not an IPv4 address (received: "…"). Four numbers from 0 to 255, for example "203.0.113.7".',
      ["203.0.113.256", "203.0.113", "2001:db8::7", " 203.0.113.7"],
    ],
    [
      "an IPv6 address",
      ipv6,
      'this is not an IPv6 address (received: "…"). For example "2001:db8::7".',
      ["203.0.113.7", "2001:db8", "fe80::1%eth0"],
    ],
    [
      "a whole name",
      host,
      HOST,
      [
        "www",
        "Mx.a.example",
        "mx.a.example..",
        "mx a.example",
        "été.example",
        ".",
      ],
    ],
    // An address where a name belongs would be published as a name that nobody has.
    ["a whole name", host, HOST, ["203.0.113.7", "203.0.113.7."]],
    ["a whole name", host, HOST, [`${"a.".repeat(125)}abcd`]],
    ["a whole name, or none", hostOrNone, HOST, ["www", ""]],
    ["a text", text, TEXT, ["été", "a\tb", ""]],
    ["a text, or none", optionalText, TEXT, ["é"]],
    ["a key", base64, KEY, ["MI Gf", "p=MIGf", "MIGf===", ""]],
    [
      "an address",
      email,
      'this is not an e-mail address (received: "…"). Without accents, for example: bureau@les-amis.example.',
      ["bureau", "a@b"],
    ],
    [
      "one of those known",
      oneOf("a", 4),
      'there is no such value (received: "…"). Choose among: a and 4.',
      ["b", "4"],
    ],
    [
      "octets",
      hexadecimal(),
      'this is not a hexadecimal fingerprint (received: "…"). Only digits and the letters a to f, an even number of them.',
      ["abc", "xy", ""],
    ],
    [
      "so many octets",
      hexadecimal(2),
      'this is not a hexadecimal fingerprint (received: "…"). It takes exactly 4: digits and the letters a to f.',
      ["ab", "ab0102"],
    ],
  ])(
    "that should be %s is refused otherwise",
    (_what, check, expected, values) => {
      for (const value of values) {
        const received = JSON.stringify(value);
        const shown =
          received.length > 80 ? `${received.slice(0, 77)}…` : received;
        expect(saidOf(check, value)).toBe(
          `value: ${expected.replace('"…"', () => shown)}`,
        );
      }
    },
  );

  it.each<[string, Check, number, string]>([
    ["seconds", ttl, 30, "A whole number from 60 to 2147483647."],
    ["seconds", ttl, 2_147_483_648, "A whole number from 60 to 2147483647."],
    ["seconds", ttl, 60.5, "A whole number from 60 to 2147483647."],
    ["a whole number", wholeNumber(1, 3), 0, "A whole number from 1 to 3."],
    ["a whole number", wholeNumber(1, 3), 4, "A whole number from 1 to 3."],
    ["a whole number", wholeNumber(1, 3), 1.5, "A whole number from 1 to 3."],
    ["a number of 16 bits", uint16, -1, "A whole number from 0 to 65535."],
    ["a number of 16 bits", uint16, 65_536, "A whole number from 0 to 65535."],
    ["a number", numberBetween(-90, 90), 90.1, "A number from -90 to 90."],
    ["a number", numberBetween(-90, 90), -91, "A number from -90 to 90."],
  ])(
    "that should be %s is refused beyond its limits",
    (_what, check, value, remedy) => {
      expect(saidOf(check, value)).toBe(
        `value: this number is not allowed (received: ${String(value)}). ${remedy}`,
      );
    },
  );
});

describe("a value as a zone file writes it", () => {
  it("is a name with one dot at its end, whether it was written or not", () => {
    expect(["a.example", "a.example.", "."].map(absolute)).toEqual([
      "a.example.",
      "a.example.",
      ".",
    ]);
    expect(["a.example", "a.example."].map(withoutDot)).toEqual([
      "a.example",
      "a.example",
    ]);
  });

  it("is a text between quotes, its own quotes and backslashes escaped", () => {
    expect(quotedString(String.raw`say "x\y"`)).toBe(
      String.raw`"say \"x\\y\""`,
    );
    expect(quoted(String.raw`say "x\y"`)).toBe(String.raw`"say \"x\\y\""`);
  });

  it("is several strings where it has more than 255 octets, of which an escape is none", () => {
    const strings = (value: string) =>
      quoted(value)
        .split(" ")
        .map((one) => one.slice(1, -1));
    const longest = "a".repeat(255);
    expect(strings(longest)).toEqual([longest]);
    expect(strings(`${longest}b`)).toEqual([longest, "b"]);
    expect(strings(`${'"'.repeat(255)}b`)).toEqual([
      String.raw`\"`.repeat(255),
      "b",
    ]);
  });
});
