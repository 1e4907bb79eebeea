import { namesOf, previewOf, the, upOf } from "./testing";
import { Volume } from "./volume";

const SNAPSHOT =
  "ovh:index/cloudStorageBlockVolumeSnapshot:CloudStorageBlockVolumeSnapshot";
const VOLUME = "openstack:blockstorage/volume:Volume";
const COMMAND = "command:remote:Command";

const make =
  (wanted: Readonly<Record<string, "kept" | "opened">>): (() => Volume) =>
  () =>
    new Volume("les-amis", {
      region: "GRA11",
      size: 20,
      serverId: "server-id",
      server: {
        host: "203.0.113.10",
        user: "debian",
        privateKey: "KEY",
        hostKey: "ssh-ed25519 AAAA",
      },
      directories: {},
      disposable: false,
      snapshots: { project: "project", wanted },
    });

describe("a snapshot of a volume", () => {
  it("is taken of the volume, between a script that holds its file system still and one that lets go", async () => {
    const resources = await upOf(make({ avant: "kept" }));
    expect(the(resources, SNAPSHOT).inputs).toEqual({
      serviceName: "project",
      region: "GRA11",
      volumeId: "les-amis-id",
      name: "les-amis-avant",
    });
    expect(namesOf(resources, COMMAND)).toEqual([
      "les-amis-avant-frozen",
      "les-amis-avant-thawed",
      "les-amis-mounted",
    ]);
    const [freeze, thaw] = resources.filter(({ type }) => type === COMMAND);
    expect(String(freeze?.inputs.create)).toContain("fsfreeze --freeze");
    expect(String(thaw?.inputs.create)).toContain("fsfreeze --unfreeze");
    expect(freeze?.inputs.stdin).toBe(
      "MOUNT_POINT='/srv/les-amis'\nHOLD='45'\n",
    );
  });

  it("is shown on a second volume where that is asked for, which holds nobody's only copy", async () => {
    const resources = await upOf(make({ avant: "opened" }));
    expect(namesOf(resources, VOLUME)).toEqual(["les-amis", "les-amis-avant"]);
    const copy = resources.find(
      ({ name, type }) => type === VOLUME && name === "les-amis-avant",
    );
    expect(copy?.protect).toBe(false);
    expect(copy?.inputs).toMatchObject({
      snapshotId: "les-amis-avant-id",
      size: 20,
    });
    const opened = resources.find(
      ({ name }) => name === "les-amis-avant-opened",
    );
    expect(opened?.inputs.stdin).toBe(
      "VOLUME_ID='les-amis-avant-id'\nMOUNT_POINT='/mnt/les-amis/avant'\n",
    );
    expect(String(opened?.inputs.delete)).toContain("umount");
  });

  it("registers the same resources in a preview and in an up", async () => {
    const both = make({ avant: "opened", apres: "kept" });
    const names = async (made: typeof upOf) =>
      (await made(both)).map(({ type, name }) => `${type} ${name}`);
    expect(await names(previewOf)).toEqual(await names(upOf));
  });

  it("is nothing where none is asked for", async () => {
    expect(namesOf(await previewOf(make({})), SNAPSHOT)).toEqual([]);
  });
});
