import { spf } from "./spf";
import { resolved } from "./testing";

function saidOf(text: string): string[] {
  return resolved("spf", (problems) => {
    const wrong = spf(text);
    if (wrong) problems.add(wrong, text);
  }).problems;
}

const includes = (count: number): string =>
  Array.from({ length: count }, (_, index) => `include:s${index}.example`).join(
    " ",
  );

describe("an SPF record", () => {
  it.each([
    "v=spf1",
    "v=spf1 -all",
    "V=SPF1 ~ALL",
    "v=spf1  mx   -all ",
    "v=spf1 +a ?mx:mail.a.example/24 a/24 ptr -all",
    "v=spf1 ip4:203.0.113.0/24 ip6:2001:db8::/32 ~all",
    "v=spf1 include:_spf.a.example exists:%{i}.a.example redirect=b.example",
    "v=spf1 exp=why.a.example -all",
  ])("may be %j", (text) => {
    expect(saidOf(text)).toEqual([]);
  });

  it.each(["-all", " v=spf1 -all", "v=spf2 -all", "v=spf1\n-all", ""])(
    "starts with its version: %j",
    (text) => {
      expect(saidOf(text)).toEqual([
        `spf: this is not an SPF record (received: ${JSON.stringify(text)}). It starts with v=spf1, for example "v=spf1 include:mx.ovh.com -all".`,
      ]);
    },
  );

  it.each([
    ["v=spf1 inlcude:a.example -all", "inlcude:a.example"],
    ["v=spf1 include: -all", "include:"],
    ["v=spf1 include:été.example -all", "include:été.example"],
    ["v=spf1 -all\n", "-all\n"],
    ["v=spf1 -alll", "-alll"],
    ["v=spf1 ip4:a.example", "ip4:a.example"],
    ["v=spf1 =all", "=all"],
    ["v=spf1 203.0.113.7", "203.0.113.7"],
  ])("has words of SPF only: %j", (text, wrong) => {
    expect(saidOf(text)).toEqual([
      `spf: "${wrong}" is not a word of SPF (received: ${JSON.stringify(text)}). Copy what the provider gives: include:…, a, mx, ip4:…, ip6:…, then -all or ~all at the end.`,
    ]);
  });

  it("asks the DNS ten questions at most, of which an address is none", () => {
    const least = "ip4:203.0.113.7 ip6:2001:db8::7 ~all exp=why.a.example";
    expect(saidOf(`v=spf1 ${includes(10)} ${least}`)).toEqual([]);
    const [said] = saidOf(`v=spf1 ${includes(11)} ${least}`);
    expect(said).toMatch(
      /^spf: this SPF record asks the DNS 11 questions and those who receive mail allow only 10/,
    );
  });

  it.each(["a", "-a:b.example", "mx", "?mx/24", "ptr", "exists:b.example"])(
    "asks one with %s, as with an include and a redirection",
    (term) => {
      const text = `v=spf1 ${includes(9)} ${term} redirect=b.example`;
      expect(saidOf(text)[0]).toContain("asks the DNS 11 questions");
      expect(saidOf(text.replace(` ${term} `, " "))).toEqual([]);
    },
  );
});
