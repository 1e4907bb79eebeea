import type Docker from "dockerode";
import { execIn, mustExecIn } from "../container-exec";
import { serverImage } from "../host-tools";
import { extNetId } from "./instance-plan";
import { PacketFilter } from "./packet-filter";
import { engineNetworkName } from "./subnet";
import { type Made, TestCloud } from "./test-cloud";

jest.setTimeout(600_000);

/** A range of this run alone: tests of other checkouts may run on the machine. */
const RANGE = `10.215.${process.pid % 250}`;
/** Answers with the address it was asked from. */
const ECHO = `
import http.server
class Echo(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
        self.wfile.write(self.client_address[0].encode())
http.server.HTTPServer(("", 80), Echo).serve_forever()
`;

let cloud: TestCloud;
let network: Made;
let subnet: Made;
let port: Made;
let router: Made;
let plug: Made;
/** Something with only a private address. */
let inside: Docker.Container;
/** Something on the Internet, and its address there. */
let outside: Docker.Container;
let site: string;

async function start(
  engineNetwork: string,
  ip: string,
  command: string[],
): Promise<Docker.Container> {
  const { docker, labels } = cloud.ctx;
  const container = await docker.createContainer({
    Image: await serverImage(cloud.ctx),
    Entrypoint: command,
    Labels: { ...labels },
    HostConfig: { NetworkMode: engineNetwork, CapAdd: ["NET_ADMIN"] },
    NetworkingConfig: {
      EndpointsConfig: { [engineNetwork]: { IPAMConfig: { IPv4Address: ip } } },
    },
  });
  await container.start();
  return container;
}

/** What the site answers to something inside; undefined when nothing comes. */
async function asked(
  from = inside,
  address = site,
): Promise<string | undefined> {
  const curl = ["curl", "-s", "--max-time", "3", `http://${address}`];
  const { code, stdout } = await execIn(from, curl);
  return code === 0 ? stdout : undefined;
}

const plugIn = () =>
  cloud.create("RouterInterface", "interne", {
    routerId: router.id,
    portId: port.id,
  });
const makePort = () =>
  cloud.create("Port", "interne", {
    networkId: network.id,
    fixedIps: [{ subnetId: subnet.id }],
  });
beforeAll(async () => {
  cloud = await TestCloud.open();
  const { ctx, tools } = cloud;
  network = await cloud.create("Network", "interne", {});
  subnet = await cloud.create("Subnet", "interne", {
    networkId: network.id,
    cidr: `${RANGE}.0/24`,
    noGateway: true,
  });
  // As where there are servers: the packet filter sees what passes in a bridge.
  await new PacketFilter(ctx, tools).apply();
  port = await makePort();
  router = await cloud.create("Router", "interne", {
    externalNetworkId: extNetId(ctx),
  });
  const engineNetwork = engineNetworkName(ctx, network.id);
  inside = await start(engineNetwork, `${RANGE}.77`, ["sleep", "600"]);
  site = ctx.extNet.address(25);
  outside = await start(ctx.extNet.name, site, ["python3", "-c", ECHO]);
  const [way] = port.outs.allFixedIps as string[];
  const route = ["ip", "route", "replace", "default", "via", way ?? ""];
  await mustExecIn(inside, route);
});
afterAll(() => cloud?.close());

describe("a router", () => {
  it("leads nowhere until it is plugged into the private network", async () => {
    expect(await asked(outside, "127.0.0.1")).toBe("127.0.0.1");
    expect(await asked()).toBeUndefined();
  });

  it("leads what has only a private address to the Internet, with its own address", async () => {
    plug = await plugIn();
    const [own] = router.outs.externalFixedIps as { ipAddress: string }[];
    expect(await asked()).toBe(own?.ipAddress);
  });

  it("lets nobody in from outside", async () => {
    const [own] = router.outs.externalFixedIps as { ipAddress: string }[];
    const via = ["route", "add", `${RANGE}.0/24`, "via", own?.ipAddress ?? ""];
    await mustExecIn(outside, ["ip", ...via]);
    const ping = async (address = "") =>
      (await execIn(outside, ["ping", "-c1", "-W2", address])).code;
    expect(await ping(own?.ipAddress)).toBe(0);
    expect(await ping(`${RANGE}.77`)).not.toBe(0);
  });

  it("keeps its address from servers and ports", async () => {
    const other = await makePort();
    expect(other.outs.allFixedIps).not.toEqual(port.outs.allFixedIps);
    await cloud.delete("Port", other);
  });

  it("is kept while it is plugged in, and so are its port and its subnet", async () => {
    await expect(cloud.delete("Router", router)).rejects.toThrow("409");
    await expect(cloud.delete("Port", port)).rejects.toThrow("409");
    await expect(cloud.delete("Subnet", subnet)).rejects.toThrow("409");
    expect(await cloud.read("RouterInterface", plug)).toBeDefined();
  });

  it("leads nowhere any more once it is unplugged, and its port is gone with the plug", async () => {
    await cloud.delete("RouterInterface", plug);
    expect(await asked()).toBeUndefined();
    expect(await cloud.read("Port", port)).toBeUndefined();
    const rules = await cloud.tools.run("iptables", "-S", "DOCKER-USER");
    expect(rules).not.toContain(cloud.ctx.id);
    await cloud.delete("Router", router);
    expect(await cloud.read("Router", router)).toBeUndefined();
  });
});
