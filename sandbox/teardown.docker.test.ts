import { execFileSync } from "node:child_process";
import { access } from "node:fs/promises";
import { TestCloud } from "./openstack/test-cloud";
import { serverImage } from "./host-tools";
import { volumeFile } from "./openstack/block-devices";

jest.setTimeout(180_000);

describe("the removal of a sandbox", () => {
  let gone: TestCloud;
  let kept: TestCloud;

  beforeAll(async () => {
    gone = await TestCloud.open();
    kept = await TestCloud.open();
  });
  afterAll(async () => {
    await gone.close();
    await kept.close();
  });

  /** Names of everything in the engine that carries a sandbox's label. */
  async function objectsOf({ ctx }: TestCloud): Promise<string[]> {
    const filters = { label: [`org.epicerie.sandbox=${ctx.id}`] };
    const json = { filters: JSON.stringify(filters) };
    const containers = await ctx.docker.listContainers({ all: true, filters });
    const networks = await ctx.docker.listNetworks({ filters });
    const { Volumes } = await ctx.docker.listVolumes(json);
    return [
      ...containers.flatMap(({ Names }) => Names),
      ...networks.map(({ Name }) => Name),
      ...(Volumes ?? []).map(({ Name }) => Name),
    ];
  }

  it("takes servers, networks, volumes, rules and files with it, and touches no other sandbox", async () => {
    for (const cloud of [gone, kept]) {
      const group = await cloud.group("web", [80]);
      const server = await cloud.create("Instance", "server", {
        flavorName: "d2-2",
        imageName: "Debian 12",
        securityGroups: [group.outs.name],
      });
      const volume = await cloud.create("Volume", "data", { size: 1 });
      const ids = { instanceId: server.id, volumeId: volume.id };
      await cloud.create("VolumeAttach", "data", ids);
      expect(
        await host(`losetup --associated ${volumeFile(cloud.ctx, volume.id)}`),
      ).toContain("/dev/loop");
    }
    const others = await objectsOf(kept);
    // Somebody cleaned up by hand, and half.
    const tools = `epicerie-${gone.ctx.id}-host`;
    await gone.ctx.docker.getContainer(tools).remove({ force: true });
    expect((await objectsOf(gone)).length).toBe(others.length - 1);
    // A private engine that was killed leaves its folder mounted on itself.
    const { folder } = gone.ctx;
    execFileSync("mount", ["--bind", folder, folder]);
    const guest = await gone.ctx.docker.createContainer({
      Image: await serverImage(gone.ctx),
      Entrypoint: ["sleep", "60"],
      HostConfig: { NetworkMode: gone.ctx.extNet.name },
    });
    await guest.start();

    await gone.close();

    expect((await guest.inspect()).State.Running).toBe(true);
    await guest.remove({ force: true });

    expect(await objectsOf(gone)).toEqual([]);
    await expect(access(gone.ctx.folder)).rejects.toThrow("ENOENT");
    expect(await host("losetup --all")).not.toContain(gone.ctx.folder);
    expect(await host("nft list tables")).not.toContain(gone.ctx.id);

    expect(await objectsOf(kept)).toEqual(others);
    expect(await host("losetup --all")).toContain(kept.ctx.folder);
    expect(await host("nft list tables")).toContain(kept.ctx.id);
  });

  const host = (command: string) => kept.tools.run("sh", "-c", command);

  it("is no error when there is nothing left", async () => {
    await gone.close();
    expect(await objectsOf(gone)).toEqual([]);
  });
});
