import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { encodeData } from "../dns/encode";
import { stateFolder } from "../project";
import type { Outside } from "../publication";
import type { Trouble } from "../sites";
import { terminal } from "../testing";
import { verify } from "./verify";

const ZONE = "les-amis.example";

/** What the name servers answer: `www.les-amis.example A 203.0.113.10`. */
let zone: string[] = [];
/** How long it waits for sites, in seconds. */
let sitePatience = 0;
/** Why a visitor does not see a site. */
let troubles: Readonly<Record<string, Trouble>> = {};
const refreshed: string[] = [];
jest.mock("../sandbox", () => ({
  raiseSandbox: async () => Promise.resolve({}),
}));
jest.mock("../outside", () => ({
  sandboxOutside: (): Outside => ({
    serversOf: async () => Promise.resolve([{ name: "dns1", address: "1" }]),
    ask: async (_server, name, type) =>
      Promise.resolve(
        zone
          .filter((line) => line.startsWith(`${name} ${type} `))
          .map((line) => encodeData(type, line.split(" ").slice(2).join(" "))),
      ),
    visit: async ({ host }) => Promise.resolve(troubles[host]),
    patience: 0,
    sitePatience,
  }),
  refreshZones: async (_sandbox: unknown, zones: readonly string[]) =>
    Promise.resolve(refreshed.push(...zones)),
}));

const home = mkdtempSync(path.join(tmpdir(), "epicerie-verify-"));
afterAll(() => rmSync(home, { recursive: true }));
beforeAll(() => {
  const folder = path.join(stateFolder(home), ".pulumi/stacks/epicerie");
  const records = ["www", "wiki"].map((subdomain) => {
    const type = "ovh:Domain/zoneRecord:ZoneRecord";
    const urn = `urn:pulumi:les-amis::epicerie::${type}::${subdomain}`;
    const target = "203.0.113.10";
    const outputs = { zone: ZONE, subdomain, fieldtype: "A", target };
    return { urn, type, outputs };
  });
  const type = "epicerie:components:Site";
  const urn = `urn:pulumi:les-amis::epicerie::${type}::les-amis`;
  const outputs = {
    urls: ["www", "wiki"].map((at) => `https://${at}.${ZONE}`),
  };
  const resources = [{ urn, type, outputs }, ...records];
  const state = { version: 3, checkpoint: { latest: { resources } } };
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "les-amis.json"), JSON.stringify(state));
});

/** The exit code, and what was said on each stream. */
async function run(...words: string[]) {
  const { context, printed } = terminal(verify, ["les-amis", ...words], {
    home,
  });
  return { code: await verify.run(context), ...printed };
}

const OURS = [`www.${ZONE} A 203.0.113.10`, `wiki.${ZONE} A 203.0.113.10`];

describe("verify", () => {
  it("finds all well where the name servers say what the stack holds, and nothing beside it", async () => {
    zone = [...OURS, `shop.${ZONE} A 192.0.2.1`];
    expect(await run()).toEqual({
      code: 0,
      out: "The name servers know every record of the stack, and no other gets in their way. All its sites answer.\n",
      err: "",
    });
  });

  it("says what stands beside, what it does and what to do; exit 2", async () => {
    zone = [...OURS, `www.${ZONE} AAAA 2001:db8::1`];
    expect(await run()).toEqual({
      code: 2,
      out: "",
      err: `A record AAAA that the stack does not know (2001:db8::1) stands beside its own at www.les-amis.example: visits by IPv6 go elsewhere, all or in part.
To be removed in OVH's console (Web Cloud › Domain names › DNS zone); what is wanted is then written in stacks/les-amis.ts (records, or mail for mail). If the console does not show it, the zone has to be published again: epicerie verify les-amis --republish
`,
    });
    const { code, out } = await run("--json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      stack: "les-amis",
      unpublished: [],
      foreign: [{ type: "AAAA", target: "2001:db8::1", harm: "ipv6" }],
    });
  });

  it("says which sites a visitor does not see, and why; exit 2", async () => {
    zone = OURS;
    const reason = "ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR";
    troubles = { [`wiki.${ZONE}`]: { kind: "certificate", reason } };
    expect(await run()).toEqual({
      code: 2,
      out: "",
      err: `https://wiki.les-amis.example: no certificate that a browser accepts (technical detail: ${reason}). The server asks for one again by itself; for a domain bought just now that may take an hour. With a trial authority (acmeDirectory) this is as it should be.
To look again in a few minutes: epicerie verify les-amis
`,
    });
    const { out } = await run("--json");
    const site = { host: `wiki.${ZONE}`, address: "203.0.113.10" };
    const trouble = { kind: "certificate", reason };
    expect(JSON.parse(out)).toMatchObject({ unseen: [{ site, trouble }] });
    troubles = {};
  });

  it("waits for a site, says so, and prints its JSON apart", async () => {
    zone = OURS;
    const host = `wiki.${ZONE}`;
    sitePatience = 30;
    troubles = { [host]: { kind: "away", reason: "HTTP 502" } };
    setTimeout(() => (troubles = {}), 500);
    const { code, out, err } = await run("--json");
    expect([code, JSON.parse(out)]).toEqual([
      0,
      expect.objectContaining({ unseen: [] }),
    ]);
    expect(err).toMatch(/^No answer from wiki\.les-amis\.example yet;.*30 s/);
    sitePatience = 0;
  });

  it("publishes the zone again where it is asked to", async () => {
    zone = [...OURS, `www.${ZONE} A 192.0.2.1`];
    expect((await run("--republish")).code).toBe(2);
    expect(refreshed).toEqual([ZONE]);
  });

  it("does not judge what an old publication still says beside what is missing", async () => {
    zone = [`www.${ZONE} A 203.0.113.9`, OURS[1] ?? ""];
    const { code, out, err } = await run("--json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      unpublished: [{ record: { subdomain: "www" }, unknownTo: ["dns1"] }],
      foreign: [],
    });
    expect(err).toMatch(/epicerie refresh les-amis, then up\.\n$/);
  });
});
