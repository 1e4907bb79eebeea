import { encodeData } from "./dns/encode";
import { findForeign, type Foreign } from "./foreign";
import type { HeldRecord, Publisher } from "./published";

const ZONE = "les-amis.example";
const SPF = '"v=spf1 include:mx.ovh.com -all"';
const OLD_SPF = '"v=spf1 a -all"';
const DMARC = '"v=DMARC1; p=quarantine"';

/** `www A 203.0.113.10`, `@ MX 1 mx0.mail.ovh.net.` */
function held(line: string): HeldRecord {
  const [, at = "", type = "", target = ""] =
    /^(\S+) (\S+) (.*)$/.exec(line) ?? [];
  const subdomain = at === "@" ? "" : at;
  return { urn: line, zone: ZONE, subdomain, type, target };
}

const OURS = [
  "@ A 203.0.113.10",
  "www A 203.0.113.10",
  "@ MX 1 mx0.mail.ovh.net.",
  "@ MX 5 mx1.mail.ovh.net.",
  `@ TXT ${SPF}`,
  `_dmarc TXT ${DMARC}`,
  'www CAA 0 issue "letsencrypt.org"',
];

const publisher: Omit<Publisher, "ask"> = {
  serversOf: async () =>
    Promise.resolve([
      { name: "dns200.anycast.me", address: "1" },
      { name: "ns200.anycast.me", address: "2" },
    ]),
  patience: 0,
};

/** What is found where the name servers answer with our records and, at the addresses that `answering` says, with others. */
function foreignBeside(
  others: readonly string[],
  ours: readonly string[] = OURS,
  answering = (address: string): boolean => address !== "",
): Promise<Foreign[]> {
  const zone = [...ours, ...others].map(held);
  const ask = async (address: string, name: string, type: string) => {
    const inZone = name.slice(0, -ZONE.length).replace(/\.$/, "");
    const found = zone.filter(
      (one, index) =>
        one.subdomain === inZone &&
        one.type === type &&
        (index < ours.length || answering(address)),
    );
    return Promise.resolve(found.map((one) => encodeData(type, one.target)));
  };
  return findForeign(ours.map(held), { ...publisher, ask });
}

describe("a record beside those of a stack", () => {
  it.each([
    ["an address", "www A 192.0.2.1", "visits"],
    ["an IPv6 address", "@ AAAA 2001:db8::1", "ipv6"],
    ["a mail server", "@ MX 10 mx.ailleurs.example.", "messages"],
    [
      "the same mail server as urgent as another",
      "@ MX 0 mx0.mail.ovh.net.",
      "messages",
    ],
    ["an SPF", `@ TXT ${OLD_SPF}`, "spf"],
    ["a DMARC", '_dmarc TXT "v=DMARC1;p=none"', "dmarc"],
  ])("is found: %s", async (_what, line, harm) => {
    const { type, target, ...name } = held(line);
    const found = await foreignBeside([line]);
    expect(found).toEqual([
      {
        ...{ type, target, harm },
        beside: expect.objectContaining({
          subdomain: name.subdomain,
        }) as object,
        knownTo: ["dns200.anycast.me", "ns200.anycast.me"],
      },
    ]);
  });

  it.each([
    ["at another name", "boutique A 192.0.2.1"],
    ["of a text that stands well beside others", '@ TXT "verification=abc123"'],
    ["of a type that adds up", 'www CAA 0 issue "autre.example"'],
    ["of a text that only looks like it", '@ TXT "v=spf10"'],
    ["of a DMARC where the stack has none", 'x._dmarc TXT "v=DMARC1"'],
  ])("is left alone: %s", async (_what, line) => {
    expect(await foreignBeside([line])).toEqual([]);
  });

  it("is none when the stack holds it itself", async () => {
    const written = [...OURS, "@ AAAA 2001:DB8::1", "www A 203.0.113.11"];
    expect(await foreignBeside([], written)).toEqual([]);
    expect(await foreignBeside(["@ AAAA 2001:db8::1"], written)).toEqual([]);
    const [other] = await foreignBeside(["@ AAAA 2001:db8::2"], written);
    expect(other).toMatchObject({ target: "2001:db8::2", harm: "ipv6" });
  });

  it("is looked for where OVH's own types of text are held", async () => {
    const spf = [`@ SPF ${SPF}`];
    expect(await foreignBeside([`@ TXT ${OLD_SPF}`], spf)).toHaveLength(1);
  });

  it("names who answers with it", async () => {
    const line = "www A 192.0.2.1";
    const [one] = await foreignBeside([line], OURS, (at) => at === "2");
    expect(one?.knownTo).toEqual(["ns200.anycast.me"]);
  });

  it("is asked for again while there is patience: name servers follow one after the other", async () => {
    const old = encodeData("A", "192.0.2.1");
    const answers = [[old], [old], [], []];
    const ask = async () => Promise.resolve(answers.shift() ?? []);
    const ours = [held("www A 203.0.113.10")];
    const patient = { ...publisher, ask, patience: 5 };
    expect(await findForeign(ours, patient)).toEqual([]);
  });
});
