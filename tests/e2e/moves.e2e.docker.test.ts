import {
  breakDown,
  bringOnline,
  bringUp,
  declare,
  declarePlatform,
  epicerie,
  meetServers,
  NETWORK,
  on,
  platform,
  takeDown,
  visit,
} from "./two-servers";
import { eventually, type Run } from "./world";

/**
 * What an épicier does with disks and servers in the life of an association: its disk grows, cannot shrink, moves to another
 * server with everything on it, one that boots from a volume, and is there after a restart; its server is rebuilt, then
 * breaks. Through `epicerie`, in a checkout with files of its own.
 */
const MINUTE = 60_000;

jest.setTimeout(5 * MINUTE);

beforeAll(bringOnline, 15 * MINUTE);
afterAll(takeDown, 3 * MINUTE);

/** Size of the file system in 1 KiB blocks. */
const sizeOf = async (server: string): Promise<number> =>
  Number(
    await on(server).text("df --output=size /srv/la-cave | tail --lines 1"),
  );

const containers = (server: string): Promise<string> =>
  on(server).text("docker ps --quiet --no-trunc --filter name=la-cave | sort");

describe("the disk of an association", () => {
  it("grows while everything on it runs", async () => {
    const [running, before] = [
      await containers("commun-1"),
      await sizeOf("commun-1"),
    ];
    expect(running).not.toBe("");
    declare({ server: "commun-1", disk: 5 });
    expect(await bringUp()).toContain("0 to replace");
    expect((await sizeOf("commun-1")) - before).toBeGreaterThan(900_000);
    expect(await containers("commun-1")).toBe(running);
    expect(await visit("commun-1")).toBe("Épicé 🌶\n");
  });

  it("does not shrink: the refusal says why, and nothing is touched", async () => {
    const before = await sizeOf("commun-1");
    declare({ server: "commun-1", disk: 4 });
    const words = ["up", "la-cave", "--yes", "--config", NETWORK];
    const { code, text } = await epicerie(words);
    expect(code).toBe(1);
    expect(text).toContain(
      "✗ disk la-cave: from 5 GB to 4 GB. A disk only grows. Write disk: gigabytes(5) or more",
    );
    expect(text).toContain("Nothing was done");
    expect(await sizeOf("commun-1")).toBe(before);
  });
});

const NOTE = "php-site/html/note.txt";
const noteOf = (server: string, folder: string): Promise<string> =>
  on(server).text(`sudo cat ${folder}/${NOTE}`);
const writeNote = (text: string): Promise<Run> =>
  on("commun-1").run(
    `sudo timeout 20 tee /srv/la-cave/${NOTE} >/dev/null`,
    text,
  );

describe("a snapshot of its disk", () => {
  it("gives what the disk held back on a second disk, for reading, while everything runs", async () => {
    const running = await containers("commun-1");
    await writeNote("before");
    declare({ server: "commun-1", disk: 5, snapshots: { avant: "kept" } });
    expect(await bringUp()).toContain("GREEN");
    expect((await writeNote("after")).code).toBe(0);
    declare({ server: "commun-1", disk: 5, snapshots: { avant: "opened" } });
    expect(await bringUp()).toContain("GREEN");
    expect(await noteOf("commun-1", "/mnt/la-cave/avant")).toBe("before");
    expect(await noteOf("commun-1", "/srv/la-cave")).toBe("after");
    const write = await on("commun-1").run(
      `sudo touch /mnt/la-cave/avant/${NOTE}`,
    );
    expect(write.text).toContain("Read-only file system");
    expect(await containers("commun-1")).toBe(running);
    expect(await visit("commun-1")).toBe("Épicé 🌶\n");
  });

  it("is taken once", async () => {
    expect(await bringUp()).toContain("Nothing to do");
  });
});

describe("an association that moves", () => {
  it("finds its site and its data on the other server, which boots from a volume", async () => {
    declare({ server: "commun-2", disk: 5, snapshots: { avant: "opened" } });
    expect(await bringUp()).toContain("ORANGE");
    expect(await visit("commun-2")).toBe("Épicé 🌶\n");
    expect(await visit("commun-2", { mot: "ailleurs" })).toBe(
      "Épicé 🌶\nailleurs\n",
    );
    expect(await noteOf("commun-2", "/srv/la-cave")).toBe("after");
    expect(await noteOf("commun-2", "/mnt/la-cave/avant")).toBe("before");
  });

  it("leaves nothing behind", async () => {
    const left = await on("commun-1").text(
      "ls -I proxy /srv /etc/epicerie/volumes.d /etc/epicerie/snapshots.d /etc/epicerie/proxy/routes /dev/disk/by-id /mnt; docker service ls --quiet; docker network ls --filter name=la-cave --quiet; docker secret ls --quiet",
    );
    expect(
      left.split("\n").filter((line) => !/^(?:\/.*:)?$/.test(line)),
    ).toEqual([]);
  });

  it("has nothing more to do", async () => {
    expect(await bringUp()).toContain("Nothing to do");
  });

  it("is there after a restart of its server", async () => {
    const started = "stat --format %Z /proc/1";
    const before = await on("commun-2").text(started);
    await on("commun-2").run("sudo systemctl reboot");
    await eventually("it restarts", 180, async () => {
      const { code, text } = await on("commun-2").run(started);
      return code === 0 && text.trim() !== before;
    });
    await eventually("the site answers", 180, async () =>
      (await visit("commun-2")).startsWith("Épicé 🌶"),
    );
    expect(
      await on("commun-2").text(
        "findmnt --noheadings --output FSTYPE /srv/la-cave",
      ),
    ).toBe("xfs");
    expect(await visit("commun-2")).toBe("Épicé 🌶\nailleurs\n");
    expect(await noteOf("commun-2", "/mnt/la-cave/avant")).toBe("before");
  });

  it("comes back the same way, and its snapshot goes with the line that asked for it", async () => {
    declare({ server: "commun-1", disk: 5 });
    const said = await bringUp();
    expect(said).toContain("RED");
    expect(said).toContain('snapshot "la-cave-avant"');
    expect(await on("commun-1").text("ls /mnt /dev/disk/by-id")).not.toContain(
      "la-cave",
    );
    expect(await visit("commun-1")).toBe("Épicé 🌶\nailleurs\n");
  });
});

const upPlatform = (...words: readonly string[]): Promise<Run> =>
  epicerie(["up", "prod", ...words, "--config", NETWORK]);

describe("a server that is rebuilt", () => {
  it("has another machine beside it, and its association stays where it is", async () => {
    declarePlatform([1, 2]);
    const { code, text } = await upPlatform("--yes");
    expect([code, text]).toEqual([0, expect.stringContaining("ORANGE")]);
    expect(await visit("commun-1")).toBe("Épicé 🌶\nailleurs\n");
  });

  it("does not go while somebody is on it", async () => {
    declarePlatform([2]);
    const { code, text } = await upPlatform("--yes", "prod");
    expect([code, text]).toEqual([1, expect.stringContaining("la-cave")]);
    expect(await visit("commun-1")).toBe("Épicé 🌶\nailleurs\n");
  });

  it("goes once its association has moved with everything it has", async () => {
    declarePlatform([1, 2]);
    expect(await bringUp()).toContain("ORANGE");
    const before = platform.servers["commun-1"]?.publicIp;
    await meetServers();
    expect(platform.servers["commun-1"]?.publicIp).not.toBe(before);
    expect(await visit("commun-1")).toBe("Épicé 🌶\nailleurs\n");
    declarePlatform([2]);
    const { code, text } = await upPlatform("--yes", "prod");
    expect([code, text]).toEqual([0, expect.stringContaining("RED")]);
    expect(await visit("commun-1", { mot: "encore" })).toContain("encore");
    expect(await bringUp()).toContain("Nothing to do");
  });
});

describe("a server that breaks", () => {
  const forget = (stack: string): Promise<Run> =>
    epicerie(["forget", "commun-1-g2", stack, "--yes", stack]);

  it("has another machine made beside it, which nothing of it holds up", async () => {
    await on("commun-1").text("sync");
    await breakDown("commun-1");
    declarePlatform([2, 3]);
    const { code, text } = await upPlatform("--yes");
    expect([code, text]).toEqual([0, expect.stringContaining("ORANGE")]);
  });

  it("leaves its association's disk to that one, where all that was written is found", async () => {
    const { code, text } = await forget("la-cave");
    expect([code, text]).toEqual([
      0,
      expect.stringContaining("resources forgotten"),
    ]);
    expect(await bringUp()).not.toContain("RED");
    await meetServers();
    expect(await visit("commun-1")).toBe("Épicé 🌶\nailleurs\nencore\n");
    expect(await noteOf("commun-1", "/srv/la-cave")).toBe("after");
    expect(await bringUp()).toContain("Nothing to do");
  });

  it("goes, and is not waited for", async () => {
    expect((await forget("prod")).code).toBe(0);
    declarePlatform([3]);
    const { code, text } = await upPlatform("--yes", "prod");
    expect([code, text]).toEqual([0, expect.stringContaining("RED")]);
    expect(await visit("commun-1")).toContain("encore");
    expect(await bringUp()).toContain("Nothing to do");
  });
});
