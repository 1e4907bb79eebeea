import { type Made, TestCloud } from "./test-cloud";

jest.setTimeout(120_000);

/** A range of this run alone: tests of other checkouts may run on the machine. */
const RANGE = `10.214.${process.pid % 250}`;

describe("private networks", () => {
  let cloud: TestCloud;
  let network: Made;
  let subnet: Made;

  beforeAll(async () => {
    cloud = await TestCloud.open();
    network = await cloud.create("Network", "private", {});
    subnet = await cloud.create("Subnet", "private", {
      networkId: network.id,
      cidr: `${RANGE}.0/24`,
    });
  });
  afterAll(() => cloud.close());

  it("give out all addresses but the gateway's, unless told otherwise", () => {
    expect(subnet.outs.gatewayIp).toBe(`${RANGE}.1`);
    expect(subnet.outs.allocationPools).toEqual([
      { start: `${RANGE}.2`, end: `${RANGE}.254` },
    ]);
  });

  it("refuse a range that something on this machine has, and name it", async () => {
    const other = await cloud.create("Network", "other", {});
    const overlapping = { networkId: other.id, cidr: `${RANGE}.128/25` };
    await expect(cloud.create("Subnet", "other", overlapping)).rejects.toThrow(
      `subnet ${RANGE}.128/25 overlaps with the Docker network "epicerie-${cloud.ctx.id}-net-${network.id.slice(0, 8)}" (${RANGE}.0/24)`,
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
