import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Made, Shell, TestCloud, eventually, knock } from "./test-cloud";

jest.setTimeout(240_000);

/** An image of one program that answers on a port, made of what the server has: there is no registry here. */
const LISTENER_IMAGE =
  "tar -ch $(ldd /bin/nc | grep -o '/[^ ]*') /bin/nc 2>/dev/null | sudo docker import - listener >/dev/null";

describe("security groups", () => {
  let cloud: TestCloud;
  let shell: Shell;
  let other: Shell;
  let server: Made;
  let second: Made;
  let group: Made;

  /** From the second server: "open" or "silence". */
  const knockFromOther = (port: number) =>
    other.run(`nc -z -w 2 ${shell.ip} ${port} && echo open || echo silence`);

  beforeAll(async () => {
    cloud = await TestCloud.open();
    const key = await cloud.create("Keypair", "key", {});
    const friends = await cloud.group("friends", [22]);
    group = await cloud.group("web", [
      [22, { remoteIpPrefix: `${cloud.ctx.extNet.gateway}/32` }],
      80,
      [90, { remoteGroupId: friends.id }],
      8091,
    ]);
    const boot = (name: string, groupName: unknown) =>
      cloud.create("Instance", name, {
        flavorName: "d2-2",
        imageName: "Debian 12",
        keyPair: key.id,
        networks: [{ name: "Ext-Net" }],
        securityGroups: [groupName],
      });
    server = await boot("server", group.outs.name);
    await writeFile(join(cloud.ctx.folder, "faults.json"), '["ssh-refused"]');
    second = await boot("second", friends.outs.name);
    shell = new Shell(cloud.ctx, key, server.outs.accessIpV4 as string);
    other = new Shell(cloud.ctx, key, second.outs.accessIpV4 as string);
    await shell.ready();
    await shell.run(
      "for port in 80 81 90; do sudo systemd-run nc -lk $port; done 2>/dev/null",
    );
  });
  afterAll(() => cloud.close());

  it("refuses SSH for the first seconds when that fault is switched on, and lets in later", async () => {
    expect(await knock(other.ip, 22)).toBe("refused");
    await other.ready();
  });

  it("let in from the host what a rule allows, and answer nothing else", async () => {
    expect(await knock(shell.ip, 80)).toBe("open");
    expect(await knock(shell.ip, 81)).toBe("silence");
    expect(await knock(shell.ip, 90)).toBe("silence");
  });

  it("hold between servers of one network, by source range and by group", async () => {
    expect(await knockFromOther(80)).toBe("open");
    expect(await knockFromOther(81)).toBe("silence");
    expect(await knockFromOther(22)).toBe("silence");
    expect(await knockFromOther(90)).toBe("open");
  });

  it("hold for another address of the same host", async () => {
    const address = cloud.ctx.extNet.address(30);
    const bridge = (
      await cloud.tools.run(
        "sh",
        "-c",
        `ip -o route get ${shell.ip} | grep -o 'dev [^ ]*' | cut -c5-`,
      )
    ).trim();
    await cloud.tools.run(
      "ip",
      "address",
      "add",
      `${address}/32`,
      "dev",
      bridge,
    );
    expect(await knock(shell.ip, 22, address)).toBe("silence");
    expect(await knock(shell.ip, 80, address)).toBe("open");
    await cloud.tools.run(
      "ip",
      "address",
      "del",
      `${address}/32`,
      "dev",
      bridge,
    );
    expect(await knock(shell.ip, 22)).toBe("open");
  });

  it("hold for ports that the engine inside a server publishes", async () => {
    await eventually(() => shell.run("sudo docker info"), 60);
    await shell.run(LISTENER_IMAGE);
    for (const port of [8091, 8092])
      await shell.run(
        `sudo docker run --detach --publish ${port}:80 listener /bin/nc -lk 80`,
      );
    expect(await knock(shell.ip, 8091)).toBe("open");
    expect(await knock(shell.ip, 8092)).toBe("silence");
    expect(await knockFromOther(8092)).toBe("silence");
  });

  it("let a server out, to the other and to the services of the sandbox", async () => {
    expect(await shell.run(`nc -z -w 2 ${other.ip} 22 && echo open`)).toBe(
      "open",
    );
  });

  it("change while servers run, and go on holding after a reboot", async () => {
    const rule = await cloud.create("SecGroupRule", "more", {
      securityGroupId: group.id,
      direction: "ingress",
      ethertype: "IPv4",
      protocol: "tcp",
      portRangeMin: 81,
      portRangeMax: 81,
      remoteIpPrefix: "0.0.0.0/0",
    });
    expect(await knock(shell.ip, 81)).toBe("open");
    await cloud.delete("SecGroupRule", rule);
    expect(await knock(shell.ip, 81)).toBe("silence");
    await shell.reboot();
    await shell.run("sudo systemd-run nc -lk 81");
    expect(await knock(shell.ip, 81)).toBe("silence");
  });

  it("cannot be deleted while a server has them", async () => {
    await expect(cloud.delete("SecGroup", group)).rejects.toThrow("in use");
    await cloud.delete("Instance", server);
    await cloud.delete("SecGroup", group);
    expect(await cloud.read("SecGroup", group)).toBeUndefined();
  });

  it("are given to a server in place", async () => {
    second = await cloud.update("Instance", second, { securityGroups: [] });
    expect(second.outs.securityGroups).toEqual(["default"]);
    await other.run("sudo systemd-run nc -lk 81");
    await eventually(
      async () => expect(await knock(other.ip, 81)).toBe("open"),
      30,
    );
  });
});
