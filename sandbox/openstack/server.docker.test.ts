import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { utils } from "ssh2";
import { serverContainer } from "./server-container";
import { healServers } from "./heal";
import { volumeFile } from "./block-devices";
import { type Made, Shell, TestCloud, eventually } from "./test-cloud";

jest.setTimeout(240_000);

const USER_DATA = `#cloud-config
write_files:
  - path: /etc/docker/daemon.json
    content: '{"log-opts": {"max-size": "7m"}}'
runcmd:
  - usermod -aG docker debian
  - touch /var/lib/configured
`;

describe("a server of the sandbox", () => {
  let cloud: TestCloud;
  let key: Made;
  let server: Made;
  let volume: Made;
  let attachment: Made;
  let shell: Shell;
  let device: string;

  const loops = async () => {
    const file = volumeFile(cloud.ctx, volume.id);
    return (await cloud.tools.run("losetup", "--associated", file)).trim();
  };

  beforeAll(async () => {
    cloud = await TestCloud.open();
    key = await cloud.create("Keypair", "key", {});
    const network = await cloud.create("Network", "private", {});
    await cloud.create("Subnet", "private", {
      networkId: network.id,
      cidr: `10.213.${process.pid % 250}.0/24`,
      noGateway: true,
    });
    const group = await cloud.group("ssh", [22]);
    server = await cloud.create("Instance", "server", {
      flavorName: "d2-2",
      imageName: "Debian 12",
      keyPair: key.id,
      networks: [{ name: "Ext-Net" }, { uuid: network.id }],
      securityGroups: [group.outs.name],
      userData: USER_DATA,
    });
    shell = new Shell(cloud.ctx, key, server.outs.accessIpV4 as string);
    await shell.ready();
    volume = await cloud.create("Volume", "data", {
      size: 1,
      enableOnlineResize: true,
    });
    device = `/dev/disk/by-id/virtio-${volume.id.slice(0, 20)}`;
  });
  afterAll(() => cloud.close());

  it("has a key that OpenSSH and SSH libraries read, and the state keeps a digest of the user data", () => {
    const parsed = utils.parseKey(key.outs.privateKey as string);
    expect(parsed).not.toBeInstanceOf(Error);
    expect(server.outs.userData).toMatch(/^[0-9a-f]{40}$/);
    expect(server.inputs.userData).toBe(USER_DATA);
  });

  it("is configured by cloud-init and has a Docker engine that can be a swarm", async () => {
    await shell.run("cloud-init status --wait");
    await shell.run("test -e /var/lib/configured");
    const engine = () =>
      shell.run(
        "docker info --format '{{.Driver}} {{.RegistryConfig.Mirrors}}'",
      );
    const [driver, mirrors] = (await eventually(engine, 60)).split(" ");
    expect(driver).toBe("overlay2");
    expect(mirrors).toBe(`[http://${cloud.ctx.extNet.address(8)}/]`);
    expect(await shell.run("sudo cat /etc/docker/daemon.json")).toContain("7m");
    expect(
      await shell.run(`docker swarm init --advertise-addr ${shell.ip}`),
    ).toContain("Swarm initialized");
    // What failed, if something did.
    expect(
      await shell.run(
        "systemctl is-system-running --wait; systemctl --failed --plain --no-legend",
      ),
    ).toBe("running");
  });

  it("shows a volume at once, and again with its data after a reboot at the same addresses", async () => {
    attachment = await cloud.create("VolumeAttach", "data", {
      instanceId: server.id,
      volumeId: volume.id,
    });
    await shell.run(
      `set -e; sudo mkfs.xfs -q ${device}; sudo mkdir -p /srv/data
       echo '${device} /srv/data xfs nofail 0 0' | sudo tee -a /etc/fstab
       sudo mount -a; echo kept | sudo tee /srv/data/file; ip -4 -br addr`,
    );
    const addresses = () =>
      shell.run("ip -4 -br addr | awk '/^eth/ {print $3}' | sort");
    const before = await addresses();
    await shell.reboot();
    expect(await shell.run("cat /srv/data/file")).toBe("kept");
    expect(await addresses()).toBe(before);
    expect(before.split("\n")).toHaveLength(2);
  });

  it("grows a mounted volume and refuses to shrink it", async () => {
    volume = await cloud.update("Volume", volume, { size: 2 });
    await shell.run("sudo xfs_growfs /srv/data");
    const size = await shell.run("df --output=size -BM /srv/data | tail -1");
    expect(Number(size.replace("M", ""))).toBeGreaterThan(1900);
    await expect(cloud.update("Volume", volume, { size: 1 })).rejects.toThrow(
      "New size for extend must be greater than current size. (current: 2, extended: 1)",
    );
  });

  it("refuses to grow an attached volume unless that is asked for, to delete it, and to attach it twice", async () => {
    const offline = { size: 3, enableOnlineResize: false };
    await expect(cloud.update("Volume", volume, offline)).rejects.toThrow(
      "resizing online is disabled, see enable_online_resize",
    );
    await expect(cloud.delete("Volume", volume)).rejects.toThrow("in-use");
    await expect(
      cloud.create("VolumeAttach", "again", attachment.inputs),
    ).rejects.toThrow("already attached to instances");
  });

  it("changes its flavor in place, with the data, and refuses a smaller disk", async () => {
    server = await cloud.update("Instance", server, { flavorName: "d2-4" });
    await shell.ready();
    const limits = await serverContainer(cloud.ctx, server.id).inspect();
    expect(limits.HostConfig.Memory).toBe(4000 * 1024 * 1024);
    expect(await shell.run("cat /srv/data/file")).toBe("kept");
    await expect(
      cloud.update("Instance", server, { flavorName: "d2-2" }),
    ).rejects.toThrow("Unable to resize disk down");
  });

  it("stays down after a shutdown from inside, which a read shows and an update mends", async () => {
    await shell.run("sudo poweroff").catch(() => undefined);
    await eventually(async () => {
      const state = await cloud.read("Instance", server);
      if (state?.powerState !== "shutoff") throw new Error("still running");
    }, 60);
    server = await cloud.update("Instance", server, {});
    await shell.ready();
    expect(server.outs.powerState).toBe("active");
  });

  it("is brought back after a kill", async () => {
    await serverContainer(cloud.ctx, server.id).kill();
    await healServers(cloud.ctx, cloud.tools);
    await shell.ready();
    expect(await shell.run("cat /srv/data/file")).toBe("kept");
  });

  it("finds its volume again after a restart of the machine, which forgets loop devices", async () => {
    await serverContainer(cloud.ctx, server.id).stop({ t: 30 });
    await cloud.tools.run(
      "losetup",
      "--detach",
      (await loops()).split(":")[0] ?? "",
    );
    expect(await loops()).toBe("");
    await healServers(cloud.ctx, cloud.tools);
    await shell.ready();
    expect(await shell.run("cat /srv/data/file")).toBe("kept");
  });

  it("lets go of a volume that is in use, and frees its loop device", async () => {
    await shell.run(
      "sudo systemd-run sh -c 'exec 3>/srv/data/open; sleep 600'",
    );
    await cloud.delete("VolumeAttach", attachment);
    expect(await loops()).toBe("");
    expect(
      await shell.run("ls /dev/disk/by-id; mount | grep -c /srv/data || :"),
    ).toBe("0");
    attachment = await cloud.create("VolumeAttach", "data", attachment.inputs);
    expect(await shell.run("sudo mount -a && cat /srv/data/file")).toBe("kept");
  });

  it("keeps its id, its address and its volume when its image changes, and loses its own disk", async () => {
    await shell.run("touch /home/debian/mine");
    server = await cloud.update("Instance", server, {
      imageName: "Debian 12 - UEFI",
    });
    await shell.ready();
    expect(await shell.run("ls /home/debian")).toBe("");
    await shell.run(
      `sudo mkdir -p /srv/data && sudo mount ${device} /srv/data`,
    );
    expect(await shell.run("cat /srv/data/file")).toBe("kept");
  });

  it("leaves nothing behind when it is deleted, but the volume", async () => {
    await cloud.delete("Instance", server);
    expect(await cloud.read("Instance", server)).toBeUndefined();
    expect(await cloud.read("VolumeAttach", attachment)).toBeUndefined();
    expect(await loops()).toBe("");
    expect(await cloud.read("Volume", volume)).toMatchObject({
      size: 2,
      attachments: [],
    });
    expect(await readdir(join(cloud.ctx.folder, "servers"))).toEqual([]);
    await cloud.delete("Volume", volume);
    expect(await cloud.read("Volume", volume)).toBeUndefined();
  });
});
