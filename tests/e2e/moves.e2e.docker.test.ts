import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CheckoutCopy } from "../../cli/testing";
import { WebClient } from "./web-client";
import { eventually, type PlatformOutputs, root, type Run, Ssh } from "./world";

/**
 * What an épicier does with disks and servers in the life of an association: its disk grows, cannot shrink, moves to another
 * server with everything on it, one that boots from a volume, and is there after a restart. Through `epicerie`, in a checkout
 * with files of its own.
 */
const HOME = join(root, ".epicerie", "moves");
const NETWORK = "epicerie:privateNetwork=10.91.0.0/24";
const MINUTE = 60_000;
const HOST = "www.la-cave.example";

jest.setTimeout(5 * MINUTE);

let checkout: CheckoutCopy;
let platform: PlatformOutputs;
const ssh: Record<string, Ssh> = {};

/** The association, as its file says. */
interface Place {
  readonly server: string;
  readonly disk: number;
  readonly snapshots?: Readonly<Record<string, "kept" | "opened">>;
}

beforeAll(async () => {
  checkout = new CheckoutCopy();
  rmSync(join(checkout.root, "stacks"), { recursive: true });
  write("prod", PLATFORM);
  declare({ server: "commun-1", disk: 4 });
  await epicerie(["sandbox", "down"]);
  await mustSucceed(["up", "prod", "--yes", "--config", NETWORK]);
  platform = await outputs();
  for (const name of Object.keys(platform.servers))
    ssh[name] = new Ssh(platform, name);
  await bringUp();
  const page = `sudo tee /srv/la-cave/php-site/html/livre.php >/dev/null`;
  expect((await on("commun-1").run(page, GUEST_BOOK)).code).toBe(0);
  expect(await visit("commun-1", { mot: "Épicé 🌶" })).toBe("Épicé 🌶\n");
}, 15 * MINUTE);

afterAll(async () => {
  await epicerie(["sandbox", "down"]);
  rmSync(HOME, { recursive: true, force: true });
  checkout.remove();
}, 3 * MINUTE);

const PLATFORM = `import { definePlatform, gigabytes } from "../infra/model/define";
export default definePlatform({
  displayName: "Sol&TIC",
  contact: "technique@soltic.example",
  domain: "soltic.example",
  project: "c0ffee00c0ffee00c0ffee00c0ffee00",
  region: "GRA11",
  sshFrom: ["203.0.113.0/24"],
  servers: {
    "commun-1": { flavor: "d2-4" },
    "commun-2": {
      flavor: "d2-4",
      bootVolume: {
        size: gigabytes(20),
        imageId: "5a1d5f0e-6a5b-4c0e-9f57-0deb12000012",
      },
    },
  },
});
`;

/** It may be destroyed and has its own database server: on the old machine nothing of that is left to remove after a move. */
function declare({ server, disk, snapshots = {} }: Place): void {
  write(
    "la-cave",
    `import { defineBeneficiary, gigabytes } from "../infra/model/define";
export default defineBeneficiary({
  name: "la-cave",
  displayName: "La Cave",
  contact: "bureau@la-cave.example",
  domain: "la-cave.example",
  server: "${server}",
  disk: gigabytes(${String(disk)}),
  snapshots: ${JSON.stringify(snapshots)},
  mysql: "own",
  apps: [{ app: "php-site", at: "www", database: true }],
  disposable: true,
});
`,
  );
}

const GUEST_BOOK = `<?php
$db = new PDO(sprintf("mysql:host=%s;port=%s;dbname=%s", getenv("DB_HOST"), getenv("DB_PORT"), getenv("DB_NAME")), getenv("DB_USER"), trim(file_get_contents(getenv("DB_PASSWORD_FILE"))));
$db->exec("CREATE TABLE IF NOT EXISTS livre (mot VARCHAR(99) CHARACTER SET utf8mb4)");
if (isset($_POST["mot"])) $db->prepare("INSERT INTO livre VALUES (?)")->execute([$_POST["mot"]]);
foreach ($db->query("SELECT mot FROM livre") as [$mot]) echo htmlspecialchars($mot), "\\n";
`;

function write(stack: string, text: string): void {
  const folder = join(checkout.root, "stacks");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${stack}.ts`), text);
}

async function epicerie(words: readonly string[]): Promise<Run> {
  const { code, stdout, stderr } = await checkout.run(words, {
    EPICERIE_HOME: HOME,
    EPICERIE_LANG: "en",
  });
  return { code, text: `${stdout}${stderr}` };
}

async function mustSucceed(words: readonly string[]): Promise<string> {
  const { code, text } = await epicerie(words);
  if (code !== 0) throw new Error(`epicerie ${words.join(" ")}:\n${text}`);
  return text;
}

const bringUp = (): Promise<string> =>
  mustSucceed(["up", "la-cave", "--yes", "--config", NETWORK]);

async function outputs(): Promise<PlatformOutputs> {
  const { stdout } = await checkout.run(
    ["outputs", "prod", "--show-secrets", "--json"],
    { EPICERIE_HOME: HOME },
  );
  const all = JSON.parse(stdout) as Record<string, { value: unknown }>;
  return Object.fromEntries(
    Object.entries(all).map(([name, { value }]) => [name, value]),
  ) as unknown as PlatformOutputs;
}

function on(server: string): Ssh {
  const found = ssh[server];
  if (!found) throw new Error(`no server ${server}`);
  return found;
}

/** The guest book of the association's site, as the server shows it, after a word is written in it if there is one. */
async function visit(
  server: string,
  form?: Record<string, string>,
): Promise<string> {
  const ca = readFileSync(join(HOME, "sandbox", "ca", "ca.crt"));
  const address = platform.servers[server]?.publicIp ?? "";
  const web = new WebClient(address, ca);
  const sent = form ? { form } : {};
  return (await web.ask(HOST, "/livre.php", sent)).body;
}

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
