import * as openstack from "@pulumi/openstack";
import { PrivateNetwork } from "./private-network";
import { SecurityGroup } from "./security-group";
import { Server, type ServerArgs } from "./server";
import { labelsOf, namesOf, previewOf, the, upOf } from "./testing";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO1gM9m1aEZ5";

function make(override: Partial<ServerArgs> = {}): Server {
  const region = "GRA11";
  return new Server("commun-1", {
    region,
    flavor: "d2-4",
    image: "Debian 12",
    keypair: new openstack.compute.Keypair("k", { region }),
    securityGroup: new SecurityGroup("g", {
      region,
      description: "",
      incoming: [],
    }),
    privateNetwork: new PrivateNetwork("n", { region, cidr: "10.42.0.0/24" }),
    sshKeys: {},
    rebootAt: "04:00",
    swap: 1,
    ...override,
  });
}

const instanceOf = async (override: Partial<ServerArgs> = {}) =>
  the(await upOf(() => make(override)), "openstack:compute/instance:Instance");

describe("a server", () => {
  it("is protected, on the public and the private network, opened by the key alone", async () => {
    const instance = await instanceOf();
    expect(instance.protect).toBe(true);
    expect(instance.inputs).toMatchObject({
      flavorName: "d2-4",
      imageName: "Debian 12",
      networks: [{ name: "Ext-Net" }, { uuid: "n-id" }],
      securityGroups: ["g"],
    });
    expect(instance.inputs.userData).toMatch(/^#cloud-config/);
    expect(instance.inputs).not.toHaveProperty("blockDevices");
    expect(instance.inputs).not.toHaveProperty("schedulerHints");
  });

  it("may go once another machine takes its place", async () => {
    expect((await instanceOf({ leaving: true })).protect).toBe(false);
  });

  it("boots from a volume that goes with it, where that is asked for", async () => {
    const { inputs } = await instanceOf({
      bootVolume: { size: 40, imageId: "5a1d5f0e-6a5b-4c0e-9f57-0deb12000012" },
    });
    expect(inputs).not.toHaveProperty("imageName");
    expect(inputs.blockDevices).toEqual([
      {
        sourceType: "image",
        uuid: "5a1d5f0e-6a5b-4c0e-9f57-0deb12000012",
        destinationType: "volume",
        volumeSize: 40,
        bootIndex: 0,
        deleteOnTermination: true,
      },
    ]);
  });

  it("is kept apart from others of its group, where that is asked for", async () => {
    const resources = await upOf(() =>
      make({
        apartFrom: new openstack.compute.ServerGroup("web", {
          policies: ["anti-affinity"],
        }),
      }),
    );
    const { inputs } = the(resources, "openstack:compute/instance:Instance");
    expect(inputs.schedulerHints).toEqual([{ group: "web-id" }]);
  });

  it("registers the same resources in a preview and in an up", async () => {
    const all = () =>
      make({
        apartFrom: new openstack.compute.ServerGroup("web", {
          policies: ["anti-affinity"],
        }),
        bootVolume: {
          size: 40,
          imageId: "5a1d5f0e-6a5b-4c0e-9f57-0deb12000012",
        },
        sshKeys: { alice: `${KEY}A` },
      });
    for (const each of [make, all])
      expect(labelsOf(await previewOf(each))).toEqual(
        labelsOf(await upOf(each)),
      );
  });

  it("records its host key before anything else is done by SSH", async () => {
    const scripts = namesOf(await previewOf(make), "command:remote:Command");
    expect(scripts).toEqual([
      "commun-1-host-key",
      "commun-1-maintained",
      "commun-1-prepared",
    ]);
  });

  it("opens to the keys it is given, each named after whose it is, in an order that no list decides", async () => {
    const stdin = async (sshKeys: Record<string, string>) =>
      (await upOf(() => make({ sshKeys }))).find(
        ({ name }) => name === "commun-1-maintained",
      )?.inputs.stdin;
    const text = await stdin({ zoe: `${KEY}Z zoe@home`, alice: `${KEY}A` });
    expect(text).toBe(
      `ADMIN='debian'\nSSH_KEYS='${KEY}A alice\n${KEY}Z zoe'\nREBOOT_AT='04:00'\nSWAP='1'\nPRIVATE_IP='10.42.0.10'\n`,
    );
    expect(await stdin({ alice: `${KEY}A`, zoe: `${KEY}Z` })).toBe(text);
  });
});
