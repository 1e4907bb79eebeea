import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SandboxContext } from "../context";
import { JsonStore } from "../json-store";
import { type Json, ResourceProvider } from "../resource-provider";
import { changeCloud } from "./cloud-state";
import type { PacketFilter } from "./packet-filter";
import { securityGroupRules } from "./security-group-rule";

const URN =
  "urn:pulumi:prod::epicerie::openstack:networking/secGroupRule:SecGroupRule::r";
const RULE = {
  securityGroupId: "group",
  direction: "ingress",
  ethertype: "IPv4",
  protocol: "tcp",
  remoteIpPrefix: "10.42.0.0/24",
};

interface Made {
  readonly id: string;
  readonly outs: Json;
}

describe("a rule of a security group", () => {
  let ctx: SandboxContext;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "epicerie-rule-"));
    ctx = { folder, store: new JsonStore(folder) } as unknown as SandboxContext;
    await changeCloud(ctx, (cloud) => {
      cloud.groups.group = { id: "group", name: "servers" };
    });
  });
  afterAll(() => rm(ctx.folder, { recursive: true }));
  const provider = () => {
    const filter = { apply: () => Promise.resolve() };
    const handler = securityGroupRules(ctx, filter as unknown as PacketFilter);
    return new ResourceProvider("openstack", "0", [handler]);
  };

  it("that names all ports is replaced at every up, and refused, as by Neutron", async () => {
    const inputs = { ...RULE, portRangeMin: 1, portRangeMax: 65_535 };
    const { id, outs } = (await provider().create(URN, inputs)) as Made;
    expect(outs).toMatchObject({ portRangeMin: 0, portRangeMax: 0 });
    const old = { inputs, outputs: outs };
    const diff = await provider().diffInputs(id, URN, old, inputs);
    expect(diff.replaces).toEqual(["portRangeMin", "portRangeMax"]);
    await expect(provider().create(URN, inputs)).rejects.toThrow(
      "rule already exists",
    );
    await provider().delete(id, URN, outs);
  });

  it.each([{}, { portRangeMin: 1, portRangeMax: 65_534 }])(
    "with the ports %j stays as it is",
    async (ports) => {
      const inputs = { ...RULE, ...ports };
      const { id, outs } = (await provider().create(URN, inputs)) as Made;
      const old = { inputs, outputs: outs };
      const diff = await provider().diffInputs(id, URN, old, inputs);
      expect(diff.changes).toBe(false);
    },
  );
});
