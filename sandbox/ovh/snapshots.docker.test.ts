import { mustExecIn } from "../container-exec";
import { readCloud } from "../openstack/cloud-state";
import { serverContainer } from "../openstack/server-container";
import { type Made, TestCloud } from "../openstack/test-cloud";
import { volumeFile } from "../openstack/block-devices";
import { servicesUp } from "../services/services";
import { TEST_ACCOUNT } from "../services/testing";
import { createResource, type TestResource } from "./testing";

jest.setTimeout(600_000);

const [serviceName = ""] = TEST_ACCOUNT.projects;

describe("a snapshot", () => {
  let cloud: TestCloud;

  beforeAll(async () => {
    cloud = await TestCloud.open();
    await servicesUp(cloud.ctx, TEST_ACCOUNT, []);
  });
  afterAll(() => cloud.close());

  describe("of a volume", () => {
    let volume: Made;
    let snapshot: TestResource;
    const write = (text: string): Promise<string> =>
      cloud.tools.run(
        ...["sh", "-c", 'printf %s "$1" | dd of="$2" conv=notrunc status=none'],
        ...["write", text, volumeFile(cloud.ctx, volume.id)],
      );
    const snapshotOf = (volumeId: string, more = {}): Promise<TestResource> =>
      createResource(
        cloud.ctx,
        "index/cloudStorageBlockVolumeSnapshot:CloudStorageBlockVolumeSnapshot",
        { serviceName, region: "GRA11", volumeId, name: "avant", ...more },
      );

    beforeAll(async () => {
      volume = await cloud.create("Volume", "data", { size: 2 });
      await write("before");
      snapshot = await snapshotOf(volume.id);
    });

    it("has the outputs of the real one, and another name in place", async () => {
      expect(snapshot.outs).toMatchObject({
        resourceStatus: "READY",
        currentState: { size: 2, volumeId: volume.id, name: "avant" },
      });
      const inputs = { serviceName, region: "GRA11", volumeId: volume.id };
      await snapshot.update({ ...inputs, name: "apres" });
      expect(await snapshot.read()).toMatchObject({ name: "apres" });
    });

    it("holds what the volume held, for volumes that are made from it", async () => {
      await write("later!");
      const copy = await cloud.create("Volume", "copy", {
        size: 3,
        snapshotId: snapshot.id,
      });
      const file = volumeFile(cloud.ctx, copy.id);
      expect(await cloud.tools.run("head", "--bytes", "6", file)).toBe(
        "before",
      );
      const size = await cloud.tools.run("stat", "--format", "%s", file);
      expect(Number(size)).toBe(3 * 1024 ** 3);
    });

    it("is not of a volume that is not there, or in another region", async () => {
      await expect(snapshotOf("nothing")).rejects.toThrow("404");
      await expect(snapshotOf(volume.id, { region: "SBG5" })).rejects.toThrow(
        "region SBG5 is not available",
      );
    });

    it("makes no volume that is smaller, and none once it is gone; until then its own stays", async () => {
      const from = { snapshotId: snapshot.id };
      await expect(
        cloud.create("Volume", "small", { size: 1, ...from }),
      ).rejects.toThrow("cannot be smaller than the snapshot size 2GB");
      await expect(cloud.delete("Volume", volume)).rejects.toThrow(
        "have snapshots",
      );
      await snapshot.remove();
      await snapshot.remove();
      expect(await snapshot.read()).toBeUndefined();
      await expect(
        cloud.create("Volume", "late", { size: 2, ...from }),
      ).rejects.toThrow("could not be found");
      await cloud.delete("Volume", volume);
    });
  });

  describe("of a server", () => {
    it("is an image of its own disk as it was, and goes when it is removed", async () => {
      const server = await cloud.create("Instance", "server", {
        flavorName: "d2-2",
        imageName: "Debian 12",
        networks: [{ name: "Ext-Net" }],
      });
      const container = serverContainer(cloud.ctx, server.id);
      const write = (text: string): Promise<string> =>
        mustExecIn(container, ["sh", "-c", `echo ${text} >/etc/note`]);
      await write("before");
      const snapshot = await createResource(
        cloud.ctx,
        "CloudProject/instanceSnapshot:InstanceSnapshot",
        { serviceName, instanceId: server.id, name: "avant" },
      );
      await write("after");
      expect(await snapshot.read()).toMatchObject({
        status: "active",
        name: "avant",
      });
      const { images = {} } = await readCloud(cloud.ctx);
      const { reference = "" } = images[snapshot.id] ?? {};
      const { docker, labels } = cloud.ctx;
      const looked = await docker.createContainer({
        Image: reference,
        Entrypoint: ["grep", "before", "/etc/note"],
        Labels: { ...labels },
      });
      await looked.start();
      expect(await looked.wait()).toMatchObject({ StatusCode: 0 });
      await looked.remove();
      await snapshot.remove();
      expect(await snapshot.read()).toBeUndefined();
      await expect(docker.getImage(reference).inspect()).rejects.toThrow();
    });
  });
});
