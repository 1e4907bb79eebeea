import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as ovh from "@ovhcloud/pulumi-ovh";
import { fileBackend } from "../engine/backend";
import { type EngineOptions, refresh, up } from "../engine/engine";
import { resolveRecords } from "../infra/model/domain";
import { ProblemList } from "../infra/model/problems";
import type { RecordInput } from "../infra/model/record-input";
import type { SandboxContext } from "../sandbox/context";
import { ovhProvider } from "../sandbox/ovh/provider";
import { createResource } from "../sandbox/ovh/testing";
import {
  changeZone,
  draftOf,
  nameServerAddress,
  refreshZone,
} from "../sandbox/services/dns";
import { openTestServices } from "../sandbox/services/testing";
import type { TestContext } from "../sandbox/test-context";
import { askRecords } from "./dns/ask";
import { findForeign } from "./foreign";
import {
  findUnpublished,
  type HeldRecord,
  heldRecords,
  type Publisher,
} from "./published";

const ZONE = "les-amis.example";
const TYPE = "Domain/zoneRecord:ZoneRecord";

jest.setTimeout(600_000);

let test: TestContext;
let ctx: SandboxContext;
let publisher: Publisher;

beforeAll(async () => {
  test = await openTestServices(["dns"]);
  ctx = test.ctx;
  const servers = [
    { name: "dns200.anycast.me", address: nameServerAddress(ctx) },
  ];
  publisher = {
    serversOf: async () => Promise.resolve(servers),
    ask: askRecords,
    patience: 2,
  };
});
afterAll(() => test?.close());
afterEach(() => setFaults([]));

function setFaults(names: string[]): Promise<void> {
  return writeFile(join(ctx.folder, "faults.json"), JSON.stringify(names));
}

/** Puts a record into the zone as the component does, and gives it as a state holds it. */
async function publish(input: RecordInput): Promise<HeldRecord> {
  const problems = new ProblemList("test");
  const [record] = resolveRecords([input], ZONE, [], problems);
  if (!record) throw new Error(JSON.stringify(problems.all));
  const { at, type, target, ttl, name } = record;
  const subdomain = at === "@" ? "" : at;
  const inputs = { zone: ZONE, subdomain, fieldtype: type, target, ttl };
  const made = await createResource(ctx, TYPE, inputs, name);
  // What OVH keeps is what was sent: the next preview finds nothing to do.
  expect(made.outs).toMatchObject(inputs);
  return { urn: name, zone: ZONE, subdomain, type, target };
}

const EVERY_TYPE: readonly RecordInput[] = [
  { type: "A", at: "vpn", address: "203.0.113.7" },
  { type: "AAAA", at: "vpn", address: "2001:db8::7" },
  { type: "CAA", at: "@", tag: "issue", value: "letsencrypt.org" },
  { type: "CNAME", at: "shop", target: "shops.example.org" },
  { type: "CNAME", at: "*.wild", target: "shops.example.org" },
  { type: "DNAME", at: "old", target: "new.example.org" },
  { type: "NS", at: "sub", target: "ns.example.org" },
  { type: "PTR", at: "7", target: "vpn.les-amis.example" },
  { type: "DKIM", at: "k1._domainkey", key: "MIIBIjAN".repeat(50) },
  { type: "DMARC", at: "_dmarc", policy: "reject", reports: "a@b.example" },
  { type: "LOC", at: "@", latitude: 48.8583, longitude: -2.2945, altitude: 35 },
  { type: "MX", at: "@", priority: 10, target: "mx.example.org" },
  { type: "MX", at: "no-mail", priority: 0, target: "." },
  {
    type: "NAPTR",
    at: "@",
    order: 100,
    preference: 10,
    flags: "U",
    service: "E2U+sip",
    regexp: String.raw`!^(.*)$!sip:\1@example.org!`,
  },
  { type: "RP", at: "@", mailbox: "jean.petit@example.org" },
  { type: "SPF", at: "@", text: "v=spf1 include:spf.example.org -all" },
  { type: "TXT", at: "@", text: String.raw`say "x\y"; ${"z".repeat(300)}` },
  {
    type: "SRV",
    at: "_sip._tcp",
    priority: 10,
    weight: 5,
    port: 5060,
    target: "sip.example.org",
  },
  {
    type: "SSHFP",
    at: "vpn",
    algorithm: 4,
    fingerprintType: 2,
    fingerprint: "ab".repeat(32),
  },
  {
    type: "HTTPS",
    at: "vpn",
    priority: 1,
    target: ".",
    parameters: {
      alpn: "h2,h3",
      port: "8443",
      ipv4hint: "203.0.113.7",
      ipv6hint: "2001:db8::7",
    },
  },
  { type: "SVCB", at: "_dns", priority: 0, target: "dns.example.org" },
  {
    type: "TLSA",
    at: "_443._tcp",
    usage: 3,
    selector: 1,
    matchingType: 1,
    certificate: "0f".repeat(32),
  },
];

describe("the zone's name server", () => {
  it.each(EVERY_TYPE)("answers with the $type of $at", async (input) => {
    const record = await publish(input);
    expect(await findUnpublished([record], publisher)).toEqual([]);
    // A value that is not there is missed, so that the answer above says something.
    const other = {
      A: "203.0.113.8",
      AAAA: "2001:db8::8",
      MX: record.target.replace(/^\d+/, "7"),
      LOC: record.target.replace("48 51", "48 52"),
      HTTPS: "1 . alpn=h3",
      SSHFP: record.target.replace("ab", "ba"),
      TLSA: record.target.replace("0f", "f0"),
    };
    const target =
      other[record.type as keyof typeof other] ??
      record.target.replace(/example|.(?="$)/, "x");
    expect(target).not.toBe(record.target);
    const impatient = { ...publisher, patience: 0 };
    expect(await findUnpublished([{ ...record, target }], impatient)).toEqual([
      {
        record: { ...record, target },
        unknownTo: ["dns200.anycast.me"],
      },
    ]);
  });

  it("is refused where it does not answer for the name", async () => {
    const { address } = (await publisher.serversOf(ZONE))[0] ?? { address: "" };
    await expect(askRecords(address, "example.org", "A")).rejects.toThrow(
      "answers example.org with the code 5",
    );
  });
});

describe("a record whose publication failed", () => {
  const silent: RecordInput = {
    type: "A",
    at: "silent",
    address: "203.0.113.9",
  };

  it("is reported, though the vendor says nothing of it, and healed by another refresh", async () => {
    await setFaults(["dns-refresh"]);
    const record = await publish(silent);
    const unpublished = { record, unknownTo: ["dns200.anycast.me"] };
    expect(await findUnpublished([record], publisher)).toEqual([unpublished]);
    await setFaults([]);
    expect(await findUnpublished([record], publisher)).toEqual([unpublished]);
    await refreshZone(ctx, ZONE);
    expect(await findUnpublished([record], publisher)).toEqual([]);
  });
});

describe("a zone that somebody edits in text mode, which changes the ids of all its records", () => {
  const zone = "les-voisins.example";
  const SPF = '"v=spf1 include:mx.ovh.com -all"';
  let folder: string;
  let address = "203.0.113.10";
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "epicerie-dns-"))));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The records of a website and its mail, in the order of their names. */
  const program = async () => {
    const records = [
      ["a", "www", "A", address],
      ["dmarc", "_dmarc", "TXT", '"v=DMARC1; p=quarantine"'],
      ["mx", "", "MX", "1 mx0.mail.ovh.net."],
      ["spf", "", "TXT", SPF],
    ] as const;
    for (const [name, subdomain, fieldtype, target] of records)
      new ovh.domain.ZoneRecord(name, {
        ...{ zone, subdomain, fieldtype, target, ttl: 60 },
      });
    return Promise.resolve({});
  };
  const options = (): EngineOptions => ({
    project: "epicerie",
    stack: "les-voisins",
    program,
    config: {},
    backend: fileBackend(folder),
    passphrase: "test",
    providers: () => ovhProvider(ctx),
  });

  /** What `up` and `verify` find. */
  async function verified(): Promise<{ missing: number; foreign: string[] }> {
    const text = await fileBackend(folder).read("epicerie", "les-voisins");
    const { checkpoint } = JSON.parse(text ?? "") as {
      checkpoint: { latest: { resources: Parameters<typeof heldRecords>[0] } };
    };
    const held = heldRecords(checkpoint.latest.resources);
    expect(held).toHaveLength(4);
    const foreign = await findForeign(held, publisher);
    return {
      missing: (await findUnpublished(held, publisher)).length,
      foreign: foreign.map(({ type, target }) => `${type} ${target}`).sort(),
    };
  }

  it("has our records again after refresh and up, and those that were left are found until they are removed", async () => {
    expect((await up(options())).ok).toBe(true);
    expect(await verified()).toEqual({ missing: 0, foreign: [] });

    // The editor adds who sends the newsletter, and an address for a website at home.
    const edited = SPF.replace("-all", "a:lettre.example -all");
    await changeZone(ctx, zone, (records) => {
      for (const [index, record] of records.entries())
        records[index] = {
          ...record,
          id: record.id + 1_000_000_000,
          target: record.target === SPF ? edited : record.target,
        };
      const home = { fieldtype: "AAAA", target: "2001:db8::7", ttl: 60 };
      records.push({ ...home, id: 1, subdomain: "www" });
    });
    const left = (await draftOf(ctx, zone)).map(({ id }) => id);

    expect((await refresh(options())).changes).toEqual({ delete: 4 });
    expect((await up(options())).changes).toMatchObject({ create: 4 });
    // The other twins say the same, which no answer shows.
    const foreign = ["AAAA 2001:db8::7", `TXT ${edited}`];
    expect(await verified()).toEqual({ missing: 0, foreign });

    // They show once ours say something else.
    address = "203.0.113.11";
    expect((await up(options())).changes).toMatchObject({ update: 1 });
    const twin = "A 203.0.113.10";
    const all = { missing: 0, foreign: [twin, ...foreign].sort() };
    expect(await verified()).toEqual(all);

    await changeZone(ctx, zone, (records) => {
      const ours = records.filter(({ id }) => !left.includes(id));
      records.splice(0, records.length, ...ours);
    });
    expect(await verified()).toEqual({ missing: 0, foreign: [] });
    expect(await draftOf(ctx, zone)).toHaveLength(4);
  });
});
