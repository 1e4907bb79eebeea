import { type Made, TestCloud } from "./test-cloud";

jest.setTimeout(120_000);

describe("private networks", () => {
  let cloud: TestCloud;
  let network: Made;
  let subnet: Made;

  beforeAll(async () => {
    cloud = await TestCloud.open();
    network = await cloud.create("Network", "private", {});
    subnet = await cloud.create("Subnet", "private", {
      networkId: network.id,
      cidr: "10.214.7.0/24",
    });
  });
  afterAll(() => cloud.close());

  it("give out all addresses but the gateway's, unless told otherwise", () => {
    expect(subnet.outs.gatewayIp).toBe("10.214.7.1");
    expect(subnet.outs.allocationPools).toEqual([
      { start: "10.214.7.2", end: "10.214.7.254" },
    ]);
  });

  it("refuse a range that something on this machine has, and name it", async () => {
    const other = await cloud.create("Network", "other", {});
    const overlapping = { networkId: other.id, cidr: "10.214.0.0/16" };
    await expect(cloud.create("Subnet", "other", overlapping)).rejects.toThrow(
      `subnet 10.214.0.0/16 overlaps with the Docker network "epicerie-${cloud.ctx.id}-net-${network.id.slice(0, 8)}" (10.214.7.0/24)`,
    );
  });

  it.each([
    [{ cidr: "10.214.9.0" }, "'10.214.9.0' is not a valid IP subnet"],
    [
      { cidr: "10.214.9.0/24", gatewayIp: "10.0.0.1" },
      "Gateway is not valid on subnet",
    ],
    [
      { cidr: "10.214.9.0/24", gatewayIp: "10.214.9.1", noGateway: true },
      "conflicts with gateway_ip",
    ],
  ])("refuse %j", async (inputs, reason) => {
    const failures = await cloud.failures("Subnet", {
      networkId: "n",
      ...inputs,
    });
    expect(failures.map((f) => f.reason).join()).toContain(reason);
  });

  it("cannot be deleted before their subnet, and are gone from the engine with it", async () => {
    await expect(cloud.delete("Network", network)).rejects.toThrow(
      "still in use on the network",
    );
    await cloud.delete("Subnet", subnet);
    await cloud.delete("Network", network);
    const label = `org.epicerie.network=${network.id}`;
    const left = await cloud.ctx.docker.listNetworks({
      filters: { label: [label] },
    });
    expect(left).toEqual([]);
    expect(await cloud.read("Network", network)).toBeUndefined();
  });
});
