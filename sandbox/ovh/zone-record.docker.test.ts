import { Resolver } from "node:dns/promises";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ADDRESS, type SandboxContext } from "../context";
import { nameServerAddress } from "../services/dns";
import { openTestServices } from "../services/testing";
import type { TestContext } from "../test-context";
import { createResource } from "./testing";

const ZONE = "les-amis.example";
const TYPE = "Domain/zoneRecord:ZoneRecord";

jest.setTimeout(600_000);

let test: TestContext;
let ctx: SandboxContext;
let resolver: Resolver;
let authority: Resolver;

beforeAll(async () => {
  test = await openTestServices(["dns"]);
  ctx = test.ctx;
  resolver = resolverAt(ctx.extNet.address(ADDRESS.dns));
  authority = resolverAt(nameServerAddress(ctx));
});
afterAll(() => test?.close());
afterEach(() => setFaults([]));

function resolverAt(address: string): Resolver {
  const made = new Resolver({ timeout: 3000, tries: 1 });
  made.setServers([address]);
  return made;
}

function setFaults(names: string[]): Promise<void> {
  return writeFile(join(ctx.folder, "faults.json"), JSON.stringify(names));
}

function record(fieldtype: string, subdomain: string, target: string) {
  const inputs = { zone: ZONE, fieldtype, subdomain, target, ttl: 60 };
  return createResource(ctx, TYPE, inputs, `${fieldtype}-${subdomain}`);
}

async function serial(): Promise<number> {
  return (await authority.resolveSoa(ZONE)).serial;
}

describe("the name servers", () => {
  it("answer for a new zone with nothing but SOA and NS", async () => {
    expect((await authority.resolveSoa(ZONE)).nsname).toBe("dns200.anycast.me");
    expect((await resolver.resolveNs(ZONE)).sort()).toEqual([
      "dns200.anycast.me",
      "ns200.anycast.me",
    ]);
    await expect(resolver.resolve4(ZONE)).rejects.toMatchObject({
      code: "ENODATA",
    });
  });

  it("lead the vendors' names into the sandbox", async () => {
    const names = { "bucket.s3.gra.io.cloud.ovh.net": ADDRESS.s3 };
    Object.assign(names, { "mx1.mail.ovh.net": ADDRESS.mail });
    Object.assign(names, { "acme-v02.api.letsencrypt.org": ADDRESS.acme });
    Object.assign(names, { "soltic-001.eu.clouddb.ovh.net": ADDRESS.mysql });
    for (const [name, offset] of Object.entries(names))
      expect(await resolver.resolve4(name)).toEqual([
        ctx.extNet.address(offset),
      ]);
    expect(await resolver.resolve4("dns200.anycast.me")).toEqual([
      nameServerAddress(ctx),
    ]);
  });

  it("say within seconds that a name outside is not to be had", async () => {
    const started = Date.now();
    await expect(
      resolver.resolve4("no-such-name.example.com"),
    ).rejects.toBeDefined();
    expect(Date.now() - started).toBeLessThan(3000);
  });
});

describe("the resolver", () => {
  it("waits for a name server that is busy for half a second", async () => {
    expect(await resolver.resolveNs(ZONE)).toHaveLength(2);
    const server = ctx.docker.getContainer(`epicerie-${ctx.id}-nameserver`);
    await server.pause();
    const asked = resolver.resolveNs(ZONE);
    await new Promise((done) => setTimeout(done, 500));
    await server.unpause();
    expect(await asked).toHaveLength(2);
  });
});

describe("a zone record", () => {
  it("is published with its refresh, changed in place, and gone when deleted", async () => {
    const before = await serial();
    const made = await record("A", "www", "203.0.113.10");
    expect(made.id).toMatch(/^\d+$/);
    expect(await resolver.resolve4(`www.${ZONE}`)).toEqual(["203.0.113.10"]);
    expect(await serial()).toBeGreaterThan(before);
    const changed = { zone: ZONE, fieldtype: "A", subdomain: "www" };
    await made.update({ ...changed, target: "203.0.113.11", ttl: 60 });
    expect(await resolver.resolve4(`www.${ZONE}`)).toEqual(["203.0.113.11"]);
    await made.remove();
    await expect(resolver.resolve4(`www.${ZONE}`)).rejects.toMatchObject({
      code: "ENOTFOUND",
    });
    expect(await made.read()).toBeUndefined();
    await made.remove();
  });

  it("is followed by the resolver into another zone", async () => {
    const inputs = { zone: "les-voisins.example", fieldtype: "A" };
    await createResource(ctx, TYPE, { ...inputs, target: "203.0.113.12" });
    await record("CNAME", "shared", "les-voisins.example.");
    expect(await resolver.resolve4(`shared.${ZONE}`)).toEqual(["203.0.113.12"]);
  });

  it("keeps a long text whole", async () => {
    const key = `v=DKIM1; p=${"k".repeat(400)}`;
    await record("DKIM", "selector._domainkey", key);
    const [strings = []] = await authority.resolveTxt(
      `selector._domainkey.${ZONE}`,
    );
    expect(strings.join("")).toBe(key);
  });

  it("lands beside others that are made at the same moment", async () => {
    const hosts = Array.from({ length: 8 }, (_, i) => `host${i}`);
    await Promise.all(hosts.map((host) => record("A", host, "203.0.113.20")));
    for (const host of hosts)
      expect(await authority.resolve4(`${host}.${ZONE}`)).toEqual([
        "203.0.113.20",
      ]);
  });

  it("is kept but not published when the refresh fails, and published by the next one", async () => {
    await setFaults(["dns-refresh"]);
    const silent = await record("A", "silent", "203.0.113.30");
    expect(await silent.read()).toMatchObject({ target: "203.0.113.30" });
    await expect(authority.resolve4(`silent.${ZONE}`)).rejects.toMatchObject({
      code: "ENOTFOUND",
    });
    await setFaults([]);
    await record("A", "loud", "203.0.113.31");
    expect(await authority.resolve4(`silent.${ZONE}`)).toEqual([
      "203.0.113.30",
    ]);
  });

  it("fails once while the API has a bad day, and heals with the next try", async () => {
    await setFaults(["api-429"]);
    await expect(record("A", "busy", "203.0.113.40")).rejects.toThrow(
      "status code 429",
    );
    await record("A", "busy", "203.0.113.40");
    expect(await authority.resolve4(`busy.${ZONE}`)).toEqual(["203.0.113.40"]);
  });

  it.each([
    [{ zone: "not-ours.example" }, "does not exist"],
    [{ ttl: 30 }, '"ttl" must be either equal to 0'],
    [{ target: "nowhere" }, "is not a target"],
  ])("refuses %j", async (change, reason) => {
    const good = { zone: ZONE, fieldtype: "A", target: "203.0.113.1" };
    await expect(
      createResource(ctx, TYPE, { ...good, ...change }, "refused"),
    ).rejects.toThrow(reason);
  });
});
