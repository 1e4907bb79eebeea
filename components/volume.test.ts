import { namesOf, previewOf, the, upOf } from "./testing";
import { Volume, type VolumeArgs } from "./volume";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};
const args: VolumeArgs = {
  region: "GRA11",
  size: 20,
  serverId: "server-id",
  server,
  directories: { "wordpress/html": 33, "blog/html": 33 },
  disposable: false,
};
const make = (): Volume => new Volume("les-amis", args);

describe("a volume", () => {
  it("is protected, grows while in use, and is attached to the server", async () => {
    const resources = await upOf(make);
    const volume = the(resources, "openstack:blockstorage/volume:Volume");
    expect(volume.protect).toBe(true);
    expect(volume.inputs).toMatchObject({ size: 20, enableOnlineResize: true });
    expect(
      the(resources, "openstack:compute/volumeAttach:VolumeAttach").inputs,
    ).toMatchObject({
      instanceId: "server-id",
      volumeId: "les-amis-id",
    });
  });

  it("is of the class that is asked for, else of the vendor's own", async () => {
    const type = "openstack:blockstorage/volume:Volume";
    const plain = the(await previewOf(make), type).inputs;
    expect(plain).not.toHaveProperty("volumeType");
    const fast = { ...args, volumeType: "high-speed" };
    const resources = await previewOf(() => new Volume("les-amis", fast));
    expect(the(resources, type).inputs.volumeType).toBe("high-speed");
  });

  it("is mounted at the beneficiary's folder, with directories in an order that no list decides", async () => {
    const { inputs } = the(await upOf(make), "command:remote:Command");
    expect(inputs.stdin).toBe(
      "VOLUME_ID='les-amis-id'\nSIZE='20'\nMOUNT_POINT='/srv/les-amis'\nDIRECTORIES='blog/html:33 wordpress/html:33'\n",
    );
    expect(String(inputs.delete)).toContain("umount");
  });

  it("registers the same resources in a preview and in an up", async () => {
    const type = "command:remote:Command";
    expect(namesOf(await previewOf(make), type)).toEqual(
      namesOf(await upOf(make), type),
    );
    expect((await previewOf(make)).length).toBe((await upOf(make)).length);
  });

  it("may be destroyed only when disposable", async () => {
    const resources = await previewOf(
      () => new Volume("essai", { ...args, disposable: true }),
    );
    expect(the(resources, "openstack:blockstorage/volume:Volume").protect).toBe(
      false,
    );
  });
});
