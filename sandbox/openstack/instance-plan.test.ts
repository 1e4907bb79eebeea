import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SandboxContext } from "../context";
import type { Json } from "../resource-provider";
import type { CloudState } from "./cloud-state";
import { planServer } from "./instance-plan";

const GOOD: Json = {
  name: "server",
  flavorName: "d2-2",
  imageName: "Debian 12",
  keyPair: "key",
  networks: [{ name: "Ext-Net" }, { uuid: "n1" }],
  securityGroups: ["web"],
};

function cloud(): CloudState {
  return {
    keypairs: { key: { name: "key", publicKey: "", fingerprint: "" } },
    networks: {
      n1: { id: "n1", name: "private" },
      n2: { id: "n2", name: "empty" },
    },
    subnets: {
      s1: {
        id: "s1",
        name: "private",
        networkId: "n1",
        cidr: "10.0.0.0/29",
        gatewayIp: "",
        pools: [["10.0.0.2", "10.0.0.3"]],
      },
    },
    groups: {
      g1: { id: "g1", name: "web" },
      g2: { id: "g2", name: "twin" },
      g3: { id: "g3", name: "twin" },
    },
    rules: {},
    servers: {},
    volumes: {},
  };
}

describe("a new server", () => {
  let folder: string;
  let ctx: SandboxContext;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "epicerie-plan-"));
    const extNet = {
      name: "epicerie-01234567",
      subnet: "203.0.113.0/27",
      gateway: "203.0.113.1",
      size: 32,
      address: (offset: number) => `203.0.113.${offset}`,
    };
    ctx = { id: "01234567", folder, extNet } as unknown as SandboxContext;
  });
  afterAll(() => rm(folder, { recursive: true }));

  const plan = (change: Json, state = cloud()) =>
    planServer(ctx, state, "new", { ...GOOD, ...change });

  it("gets an address in each of its networks", () => {
    const nics = plan({}).nics.map(({ name, ip, mac }) => [name, ip, mac]);
    expect(nics).toEqual([
      ["Ext-Net", "203.0.113.10", "02:42:cb:00:71:0a"],
      ["private", "10.0.0.2", "02:42:0a:00:00:02"],
    ]);
  });

  it("gets no address that another server has", () => {
    const state = cloud();
    state.servers.old = plan({});
    expect(plan({}, state).nics.map((nic) => nic.ip)).toEqual([
      "203.0.113.11",
      "10.0.0.3",
    ]);
  });

  it("keeps an address that was asked for", () => {
    const networks = [{ uuid: "n1", fixedIpV4: "10.0.0.3" }];
    expect(plan({ networks }).nics[0]?.ip).toBe("10.0.0.3");
  });

  it.each<[string, Json, string]>([
    ["flavor", { flavorName: "d2-9" }, "Unable to find flavor with name d2-9"],
    [
      "image",
      { imageName: "Debian 7" },
      "Unable to find image with name Debian 7",
    ],
    ["key", { keyPair: "kee" }, "Invalid key_name provided: kee"],
    [
      "network",
      { networks: [{ name: "Ext-Nett" }] },
      "Could not find any matching network for name Ext-Nett",
    ],
    [
      "security group",
      { securityGroups: ["webb"] },
      "Unable to find security_group with name or id 'webb'",
    ],
  ])("fails on an unknown %s", (_what, change, message) => {
    expect(() => plan(change)).toThrow(message);
  });

  it("boots from a volume made from an image, of any size but none", () => {
    const device = {
      sourceType: "image",
      destinationType: "volume",
      uuid: "5a1d5f0e-6a5b-4c0e-9f57-0deb12000012",
      volumeSize: 40,
      bootIndex: 0,
    };
    const boot = (change: Json) =>
      plan({ imageName: undefined, blockDevices: [{ ...device, ...change }] });
    expect(boot({})).toMatchObject({
      image: "Debian 12",
      bootVolume: { size: 40 },
    });
    expect(() => boot({ volumeSize: undefined })).toThrow(
      "Block Device Mapping is Invalid",
    );
    expect(() => boot({ uuid: "Debian 12" })).toThrow(
      "Image Debian 12 could not be found",
    );
    expect(() => boot({ sourceType: "snapshot" })).toThrow("nothing else");
  });

  it("fails on a server group that is not there", () => {
    expect(() => plan({ schedulerHints: [{ group: "g9" }] })).toThrow(
      "Instance group g9 could not be found",
    );
  });

  it("fails on a security group that two share the name of", () => {
    expect(() => plan({ securityGroups: ["twin"] })).toThrow(
      "Multiple security_group matches found for name 'twin'",
    );
  });

  it("fails on a network without a subnet", () => {
    expect(() => plan({ networks: [{ uuid: "n2" }] })).toThrow(
      "requires a subnet in order to boot instances on",
    );
  });

  it("fails when a network is full", () => {
    const state = cloud();
    const networks = [{ uuid: "n1" }];
    state.servers.a = plan({ networks }, state);
    state.servers.b = plan({ networks }, state);
    expect(() => plan({ networks }, state)).toThrow(
      "No more IP addresses available on network private",
    );
  });

  it("fails beyond the quota, which a fault can lower", async () => {
    const state = cloud();
    const networks: Json[] = [];
    for (let i = 0; i < 20; i++) state.servers[i] = plan({ networks }, state);
    expect(() => plan({}, state)).toThrow(
      "Quota exceeded for instances: Requested 1, but already used 20 of 20",
    );
    await writeFile(join(folder, "faults.json"), '["quota"]');
    expect(() => plan({})).toThrow(
      "Quota exceeded for instances: Requested 1, but already used 0 of 0",
    );
  });
});
