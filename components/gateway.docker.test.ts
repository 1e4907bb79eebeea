import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileBackend } from "../engine/backend";
import { type EngineOptions, refresh, up } from "../engine/engine";
import { extNetId } from "../sandbox/openstack/instance-plan";
import { openstackProvider } from "../sandbox/openstack/provider";
import { TestCloud } from "../sandbox/openstack/test-cloud";
import { Gateway } from "./gateway";
import { PrivateNetwork } from "./private-network";

jest.setTimeout(600_000);

/** A range of this run alone: tests of other checkouts may run on the machine. */
const cidr = `10.216.${process.pid % 250}.0/24`;
const region = "GRA11";

let cloud: TestCloud;
let folder: string;
let hasGateway: boolean;

function program(): Record<string, unknown> {
  const privateNetwork = new PrivateNetwork("interne", { region, cidr });
  if (!hasGateway) return {};
  const externalNetworkId = extNetId(cloud.ctx);
  const { privateIp, publicIp } = new Gateway("interne", {
    region,
    privateNetwork,
    externalNetworkId,
  });
  return { privateIp, publicIp };
}

const options = (): EngineOptions => ({
  project: "epicerie",
  stack: "test",
  program: () => Promise.resolve(program()),
  config: {},
  backend: fileBackend(folder),
  passphrase: "test",
  providers: () => openstackProvider(cloud.ctx),
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "epicerie-gateway-"));
  cloud = await TestCloud.open();
  hasGateway = false;
  await up(options());
});
afterAll(async () => {
  await cloud?.close();
  rmSync(folder, { recursive: true });
});

describe("a gateway in the sandbox", () => {
  it("comes to a network that is there, without a change to it", async () => {
    hasGateway = true;
    const { changes, outputs, diagnostics } = await up(options());
    expect(diagnostics).toEqual([]);
    expect(changes).toEqual({ create: 4, same: 4 });
    expect(String(outputs.privateIp?.value)).toContain(
      cidr.replace(/\.0\/24$/, "."),
    );
    expect(String(outputs.publicIp?.value)).toMatch(/^203\.0\.113\./);
  });

  it("is the same at the next up and to a refresh", async () => {
    expect(Object.keys((await up(options())).changes)).toEqual(["same"]);
    expect(Object.keys((await refresh(options())).changes)).toEqual(["same"]);
  });

  it("goes, and the network stays", async () => {
    hasGateway = false;
    const { changes, diagnostics } = await up(options());
    expect(diagnostics).toEqual([]);
    expect(changes).toEqual({ delete: 4, same: 4 });
  });
});
