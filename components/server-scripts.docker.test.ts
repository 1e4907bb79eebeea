import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  eventually,
  type Made,
  Shell,
  TestCloud,
} from "../sandbox/openstack/test-cloud";
import { cloudConfig, INSTALL } from "./cloud-init";
import { quote } from "./remote-script";

jest.setTimeout(600_000);

const KEY = `ssh-ed25519 ${"A".repeat(68)}`;

describe("the scripts of a server and its volumes", () => {
  let cloud: TestCloud;
  let shell: Shell;
  let server: Made;
  let volume: Made;
  let device: string;

  const run = (script: string, parameters: Record<string, string>) => {
    const text = readFileSync(join(__dirname, "scripts", `${script}.sh`));
    const assignments = Object.entries(parameters)
      .map(([name, value]) => `${name}=${quote(value)}\n`)
      .join("");
    const file = Buffer.from(`${assignments}${text.toString()}`);
    return shell.run(
      `echo ${file.toString("base64")} | base64 --decode >/tmp/script && sudo bash -euo pipefail /tmp/script`,
    );
  };
  const prepare = (install = INSTALL) =>
    run("prepare-server", {
      PRIVATE_IP: shell.ip,
      ADMIN: "debian",
      INSTALL: install,
    });
  const maintain = (sshKeys: string) =>
    run("maintain-server", {
      ADMIN: "debian",
      SSH_KEYS: sshKeys,
      REBOOT_AT: "00:30",
      SWAP: "1",
      PRIVATE_IP: shell.ip,
    });
  const attach = async (name: string): Promise<Made> => {
    const made = await cloud.create("Volume", name, { size: 1 });
    const inputs = { instanceId: server.id, volumeId: made.id };
    await cloud.create("VolumeAttach", name, inputs);
    return made;
  };
  const deviceOf = ({ id }: Made): string =>
    `/dev/disk/by-id/virtio-${id.slice(0, 20)}`;
  const place = () => ({
    VOLUME_ID: volume.id,
    SIZE: "1",
    MOUNT_POINT: "/srv/data",
    DIRECTORIES: "site:33 app/files:33",
  });
  /** When Docker, sshd and the agent last started. */
  const starts = () =>
    shell.run(
      "systemctl show --property ExecMainStartTimestampMonotonic docker ssh prometheus-node-exporter",
    );

  beforeAll(async () => {
    cloud = await TestCloud.open();
    const key = await cloud.create("Keypair", "key", {});
    const group = await cloud.group("ssh", [22]);
    server = await cloud.create("Instance", "server", {
      flavorName: "d2-2",
      imageName: "Debian 12",
      keyPair: key.id,
      networks: [{ name: "Ext-Net" }],
      securityGroups: [group.outs.name],
      userData: cloudConfig("debian"),
    });
    shell = new Shell(cloud.ctx, key, server.outs.accessIpV4 as string);
    await shell.ready();
    volume = await attach("data");
    device = deviceOf(volume);
    await prepare();
  });
  afterAll(() => cloud.close());

  it("harden SSH before anything else, and leave it alone the next time", async () => {
    const settings = await shell.run("sudo sshd -T");
    for (const line of [
      "passwordauthentication no",
      "denygroups epicerie-sftp",
    ])
      expect(settings).toContain(line);
    const reloads = "sudo journalctl -u ssh | grep -c SIGHUP";
    const before = await shell.run(reloads);
    await prepare();
    expect(await shell.run(reloads)).toBe(before);
    expect(before).toBe("1");
  });

  it("install what the first boot could not, or say that they cannot", async () => {
    const docker = "/usr/bin/docker";
    await shell.run(
      `sudo mv ${docker} ${docker}.away && sudo gpasswd --delete debian docker`,
    );
    await expect(prepare("false")).rejects.toThrow("could not be installed");
    await prepare(`mv ${docker}.away ${docker}`);
    expect(await shell.run("id --groups --name debian")).toContain("docker");
    expect(await shell.run("docker info --format '{{.Name}}'")).not.toBe("");
  });

  it("announce updates and a restart, and give metrics on one address only", async () => {
    await maintain("");
    expect(await shell.run("apt-config dump")).toContain(
      'Unattended-Upgrade::Automatic-Reboot-Time "00:30"',
    );
    expect(
      await shell.run(
        "cat /etc/systemd/system/apt-daily-upgrade.timer.d/epicerie.conf",
      ),
    ).toContain("OnCalendar=*-*-* 23:30");
    const listening = () =>
      shell.run(
        "ss --no-header -tln 'sport = :9100' | awk '{print $4}' | grep .",
      );
    expect(await eventually(listening, 30)).toBe(`${shell.ip}:9100`);
    expect(
      await shell.run(`curl --silent http://${shell.ip}:9100/metrics`),
    ).toContain("node_load1");
    expect(
      await shell.run("sudo stat --format '%s %a' /var/lib/epicerie/swap"),
    ).toBe("1000000000 600");
  });

  it("restart nothing when there is nothing to change", async () => {
    const before = await starts();
    await maintain("");
    expect(await starts()).toBe(before);
  });

  it("let a declared key in, and out again, beside those that others put there", async () => {
    const keys = "/home/debian/.ssh/authorized_keys";
    const given = await shell.run(`cat ${keys}`);
    const before = await starts();
    await maintain(`${KEY} alice\n${KEY} zoe`);
    await maintain(`${KEY} alice`);
    expect(await shell.run(`cat ${keys}`)).toBe(
      `${given}\n# epicerie: begin\n${KEY} alice\n# epicerie: end`,
    );
    expect(await shell.run(`stat --format '%U %a' ${keys}`)).toBe("debian 600");
    await maintain("");
    expect(await shell.run(`cat ${keys}`)).toBe(given);
    expect(await starts()).toBe(before);
  });

  it("refuse a volume on which something else is, and leave it as it is", async () => {
    await shell.run(`sudo mkfs.ext4 -q ${device}`);
    await expect(run("mount-volume", place())).rejects.toThrow(
      "already holds something else than an XFS file system (ext4): nothing was changed",
    );
    expect(await shell.run(`sudo blkid -p -o value -s TYPE ${device}`)).toBe(
      "ext4",
    );
    await shell.run(`sudo wipefs --all --quiet ${device}`);
  });

  it("make a file system once, which is there with its data after a restart", async () => {
    await run("mount-volume", place());
    await shell.run("echo kept | sudo tee /srv/data/site/file");
    await run("mount-volume", place());
    expect(await shell.run("sudo cat /srv/data/site/file")).toBe("kept");
    await shell.reboot();
    await eventually(() => shell.run("mountpoint /srv/data"), 60);
    expect(await shell.run("sudo cat /srv/data/site/file")).toBe("kept");
  });

  it("hold a file system still until they let go of it, or for as long as it may stand still", async () => {
    const held = { MOUNT_POINT: "/srv/data", HOLD: "6" };
    const secondsToWrite = async (): Promise<number> =>
      Number(
        await shell.run(
          "a=$(date +%s); echo new | sudo tee /srv/data/site/file >/dev/null; echo $(($(date +%s) - a))",
        ),
      );
    await run("freeze-volume", { ...held, HOLD: "60" });
    await run("thaw-volume", held);
    expect(await secondsToWrite()).toBeLessThan(20);
    await run("freeze-volume", held);
    expect(await secondsToWrite()).toBeGreaterThan(1);
    await run("thaw-volume", held);
    await expect(
      run("freeze-volume", { ...held, MOUNT_POINT: "/srv/nothing" }),
    ).rejects.toThrow("/srv/nothing is not mounted");
  });

  it("show a snapshot for reading only, also after a restart, until it is closed", async () => {
    const copy = await attach("copy");
    const to = deviceOf(copy);
    await eventually(() => shell.run(`ls ${to}`), 30);
    await run("unmount-volume", { MOUNT_POINT: "/srv/data" });
    await shell.run(`sudo dd if=${device} of=${to} bs=4M conv=sparse,fsync`);
    await run("mount-volume", place());
    await shell.run("echo later | sudo tee /srv/data/site/file");

    const opened = { VOLUME_ID: copy.id, MOUNT_POINT: "/mnt/data/avant" };
    await run("open-snapshot", opened);
    await run("open-snapshot", opened);
    const shown = async () => {
      const options = await shell.run(
        "findmnt --noheadings --output OPTIONS /mnt/data/avant",
      );
      expect(options).toMatch(/^ro,nosuid,nodev,noexec,.*\bnouuid\b/);
      expect(await shell.run("sudo cat /mnt/data/avant/site/file")).toBe("new");
      expect(await shell.run("sudo cat /srv/data/site/file")).toBe("later");
    };
    await shown();
    await shell.reboot();
    await eventually(() => shell.run("sudo mountpoint /mnt/data/avant"), 60);
    await shown();

    await run("close-snapshot", opened);
    const left = await shell.run("ls /mnt /etc/epicerie/snapshots.d");
    expect(left).not.toMatch(/data|avant/);
  });

  it("put an app's first files into an empty folder, as its owner, who cannot write elsewhere", async () => {
    const seed = (file: string, text: string) =>
      run("seed-directories", {
        FOLDER: "/srv/data",
        FILES: `${file}:${Buffer.from(text).toString("base64")}`,
      });
    await shell.run("sudo install -d -o 33 -g 33 /srv/data/pages");
    await expect(seed("pages/../escaped", "x")).rejects.toThrow(
      "Permission denied",
    );
    await seed("pages/index.html", "first");
    await seed("pages/index.html", "second");
    const page = "/srv/data/pages/index.html";
    expect(await shell.run(`cat ${page}; stat -c ' %u:%g %a' ${page}`)).toBe(
      "first 33:33 644",
    );
  });

  describe("for webmasters", () => {
    const CLIENT =
      "sftp -P 2222 -o BatchMode=yes -o StrictHostKeyChecking=accept-new -o IdentitiesOnly=yes";
    const give = (keys: readonly string[]) =>
      run("add-webmaster", {
        ACCOUNT: "ami_marie",
        OWNER: "33",
        FOLDER: "/srv/data/app",
        KEYS: keys.join("\n"),
      });
    const sessions = () =>
      shell.run("pgrep -cf '^sshd(-session)?: ami_marie[ @]' || true");
    /** Comes in with one of the keys, and stays. */
    async function comeIn(key: string): Promise<void> {
      await shell.run(
        `nohup sh -c 'sleep 600 | ${CLIENT} -i ${key} ami_marie@127.0.0.1' >/tmp/${key}.log 2>&1 </dev/null &`,
      );
      await eventually(async () => {
        if ((await sessions()) === "0")
          throw new Error(await shell.run(`cat /tmp/${key}.log`));
      }, 30);
    }
    let keys: string[];

    beforeAll(async () => {
      await run("prepare-sftp", { PORT: "2222" });
      keys = [];
      for (const key of ["laptop", "office"])
        keys.push(
          await shell.run(
            `ssh-keygen -q -t ed25519 -N '' -f ${key} && cat ${key}.pub`,
          ),
        );
    });

    it("end what is open with a key that is withdrawn, and nothing when one is added", async () => {
      const [laptop = "", office = ""] = keys;
      await give([laptop]);
      await comeIn("laptop");
      await give([laptop, office]);
      expect(await sessions()).not.toBe("0");
      await give([office]);
      await eventually(async () => expect(await sessions()).toBe("0"), 10);
      await expect(
        shell.run(`${CLIENT} -i laptop ami_marie@127.0.0.1 </dev/null`),
      ).rejects.toThrow("Permission denied");
    });

    it("unmount a volume although somebody is connected to it", async () => {
      await comeIn("office");
      await run("unmount-volume", { MOUNT_POINT: "/srv/data" });
      expect(await sessions()).toBe("0");
      await run("mount-volume", place());
      expect(await shell.run("cat /srv/data/pages/index.html")).toBe("first");
    });
  });
});
