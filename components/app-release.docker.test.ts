import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Made, Shell, TestCloud } from "../sandbox/openstack/test-cloud";
import { cloudConfig, INSTALL } from "./cloud-init";
import { quote } from "./remote-script";

jest.setTimeout(600_000);

const RELEASES = "/var/lib/epicerie/releases";
const FILES = 12_000;

/** Makes the archives that are served, on the server itself: one with many files, a small newer one, a zip. */
const ARCHIVES = `
mkdir -p /opt/site && cd /opt && mkdir -p wiki-1/www wiki-1/files wiki-2/files
seq ${String(FILES)} | (cd wiki-1/www && split -l 1 -a 4 - page-)
echo "<?php // one" >wiki-1/index.php; echo sample >wiki-1/files/sample.txt; echo deny >wiki-1/files/.htaccess
echo "<?php // two" >wiki-2/index.php; echo newer >wiki-2/files/sample.txt; chmod 4777 wiki-2/index.php
tar -czf site/wiki-1.tar.gz wiki-1
(cd wiki-2 && python3 -m zipfile -c ../site/wiki-2.zip index.php files)
`;

describe("the code of an app that is an archive", () => {
  let cloud: TestCloud;
  let shell: Shell;
  const sums: Record<string, string> = {};

  const text = (script: string, parameters: Record<string, string>): string => {
    const file = readFileSync(join(__dirname, "scripts", `${script}.sh`));
    const assignments = Object.entries(parameters).map(
      ([name, value]) => `${name}=${quote(value)}\n`,
    );
    return Buffer.from(`${assignments.join("")}${file.toString()}`).toString(
      "base64",
    );
  };
  const run = (script: string, parameters: Record<string, string>) =>
    shell.run(
      `echo ${text(script, parameters)} | base64 --decode >/tmp/${script} && sudo bash -euo pipefail /tmp/${script}`,
    );
  const release = (file: string, more: Record<string, string> = {}) => ({
    APP: "les-amis-wiki",
    RELEASE: file.replace(/\..*/, ""),
    URL: `http://127.0.0.1:8000/${file}`,
    SHA256: sums[file] ?? "",
    PLACES: "files/ config.php",
    LINKS: "settings.php:/data/settings.php",
    DATA: "/srv/data/wiki",
    STARTS: "files:files",
    ...more,
  });
  const place = (file: string, more?: Record<string, string>) =>
    run("place-release", release(file, more));
  const code = (folder: string, command: string) =>
    shell.run(`cd ${RELEASES}/${folder} && ${command}`);
  const releases = () => shell.run(`ls -A ${RELEASES} | grep -v '^.lock$'`);

  beforeAll(async () => {
    cloud = await TestCloud.open();
    const key: Made = await cloud.create("Keypair", "key", {});
    const group = await cloud.group("ssh", [22]);
    const server = await cloud.create("Instance", "server", {
      flavorName: "d2-2",
      imageName: "Debian 12",
      keyPair: key.id,
      networks: [{ name: "Ext-Net" }],
      securityGroups: [group.outs.name],
      userData: cloudConfig("debian"),
    });
    shell = new Shell(cloud.ctx, key, server.outs.accessIpV4 as string);
    await shell.ready();
    await shell.run(`sudo bash -c ${quote(ARCHIVES)}`);
    await shell.run(
      "sudo systemd-run --quiet --unit archives python3 -m http.server --directory /opt/site --bind 127.0.0.1 8000",
    );
    for (const file of ["wiki-1.tar.gz", "wiki-2.zip"])
      sums[file] = await shell.run(
        `sha256sum /opt/site/${file} | cut -d ' ' -f 1`,
      );
    await shell.run("sudo install -d -o 1000 -g 1000 /srv/data/wiki/files");
    await run("prepare-server", {
      PRIVATE_IP: shell.ip,
      ADMIN: "debian",
      INSTALL,
    });
  });
  afterAll(() => cloud.close());

  it("is refused when its hash is another, and nothing of it is unpacked", async () => {
    await expect(
      place("wiki-1.tar.gz", { SHA256: "0".repeat(64) }),
    ).rejects.toThrow(
      `wiki-1.tar.gz is not the archive that the catalog declares: its SHA-256 is ${sums["wiki-1.tar.gz"] ?? ""}`,
    );
    expect(await shell.run(`ls -A ${RELEASES}`)).toBe(".lock");
  });

  it("is said to be out of reach when it is", async () => {
    await expect(place("missing.tar.gz")).rejects.toThrow(
      "les-amis-wiki: its code could not be downloaded from http://127.0.0.1:8000/missing.tar.gz",
    );
  });

  it("is whole or not there, whenever the work is killed, and the next run ends it", async () => {
    const script = text("place-release", release("wiki-1.tar.gz"));
    await shell.run(`echo ${script} | base64 --decode >/tmp/cut-off`);
    const left = new Set<string>();
    for (const seconds of [0.2, 0.4, 0.6, 0.8, 1, 1.3, 1.6]) {
      const started =
        "sudo systemd-run --quiet --unit cut-off bash -euo pipefail /tmp/cut-off";
      const killed =
        "sudo systemctl kill --signal KILL cut-off 2>/dev/null; sudo systemctl reset-failed cut-off 2>/dev/null || true";
      left.add(
        await shell.run(
          `${started}; sleep ${String(seconds)}; ${killed}; sudo sh -c 'cd ${RELEASES}; ls -dA .new wiki-1 2>/dev/null; [ ! -d wiki-1/www ] || ls wiki-1/www | wc -l'`,
        ),
      );
    }
    // It was cut off at least once while it worked, and never left half of the code under its name.
    expect([...left].some((one) => one.includes(".new"))).toBe(true);
    for (const one of left)
      if (one.includes("wiki-1")) expect(one).toContain(String(FILES));
    await place("wiki-1.tar.gz");
    expect(await code("wiki-1", "ls www | wc -l")).toBe(String(FILES));
    expect(await releases()).toBe(".users\nwiki-1");
  });

  it("belongs to nobody who could change it, and has a place for what is mounted over it", async () => {
    expect(
      await code(
        "wiki-1",
        "stat --format '%U %a' . index.php config.php files",
      ),
    ).toBe("root 755\nroot 644\nroot 644\nroot 755");
    expect(await code("wiki-1", "readlink settings.php")).toBe(
      "/data/settings.php",
    );
  });

  it("fills an empty data directory, once, even when it was cut off", async () => {
    const data = "/srv/data/wiki";
    const read = `sudo sh -c 'cd ${data} && ls -A . files && stat --format %u files/sample.txt && cat files/sample.txt'`;
    const filled = "files\n\nfiles:\n.htaccess\nsample.txt\n1000\nsample";
    expect(await shell.run(`${read} | sed 's/^\\.:$//' | sed '1{/^$/d}'`)).toBe(
      filled,
    );
    await shell.run(
      `sudo sh -c 'cd ${data} && rm files/.htaccess && touch .files.filling'`,
    );
    await place("wiki-1.tar.gz");
    expect(await shell.run(`${read} | sed 's/^\\.:$//' | sed '1{/^$/d}'`)).toBe(
      filled,
    );
  });

  it("gives way to a new version, never over what the association wrote", async () => {
    await shell.run(
      "sudo sh -c 'echo ours >/srv/data/wiki/files/sample.txt; rm /srv/data/wiki/files/.htaccess'",
    );
    await place("wiki-2.zip");
    expect(await code("wiki-2", "cat index.php files/sample.txt")).toBe(
      "<?php // two\nnewer",
    );
    expect(await code("wiki-2", "stat --format %a index.php")).toBe("644");
    expect(
      await shell.run(
        "sudo sh -c 'cat /srv/data/wiki/files/* && ls -A /srv/data/wiki/files'",
      ),
    ).toBe("ours\nsample.txt");
    expect(await releases()).toBe(".users\nwiki-1\nwiki-2");
  });

  it("stays while another app, or a service that went back to it, has it, and then goes", async () => {
    const forget = (app: string) =>
      run("forget-release", { APP: app, RELEASE: "wiki-1" });
    await place("wiki-1.tar.gz", { APP: "la-halle-wiki" });
    await forget("les-amis-wiki");
    expect(await releases()).toContain("wiki-1");
    await shell.run(
      `sudo docker service create --quiet --detach --no-resolve-image --name la-halle-wiki --replicas 0 --mount type=bind,readonly,source=${RELEASES}/wiki-1,target=/app php:none`,
    );
    await forget("la-halle-wiki");
    expect(await releases()).toContain("wiki-1");
    await shell.run("sudo docker service rm la-halle-wiki");
    await forget("la-halle-wiki");
    expect(await releases()).toBe(".users\nwiki-2");
    await forget("la-halle-wiki");
  });
});
