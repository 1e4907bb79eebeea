import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CheckoutCopy } from "../../cli/testing";
import { changeCloud } from "../../sandbox/openstack/cloud-state";
import { serverContainer } from "../../sandbox/openstack/server-container";
import { Sandbox } from "../../sandbox/sandbox";
import { WebClient } from "./web-client";
import { type PlatformOutputs, root, type Run, Ssh } from "./world";

/** An association on one of two servers, in a checkout with files of its own. */
const HOME = join(root, ".epicerie", "moves");
export const NETWORK = "epicerie:privateNetwork=10.91.0.0/24";
const HOST = "www.la-cave.example";

let checkout: CheckoutCopy;
export let platform: PlatformOutputs;
const ssh: Record<string, Ssh> = {};

/** The association, as its file says. */
interface Place {
  readonly server: string;
  readonly disk: number;
  readonly snapshots?: Readonly<Record<string, "kept" | "opened">>;
}

/** The platform and the association online, with a page that keeps words in a database. */
export async function bringOnline(): Promise<void> {
  checkout = new CheckoutCopy();
  rmSync(join(checkout.root, "stacks"), { recursive: true });
  declarePlatform([1]);
  declare({ server: "commun-1", disk: 4 });
  await epicerie(["sandbox", "down"]);
  await mustSucceed(["up", "prod", "--yes", "--config", NETWORK]);
  await meetServers();
  await bringUp();
  const page = `sudo tee /srv/la-cave/php-site/html/livre.php >/dev/null`;
  expect((await on("commun-1").run(page, GUEST_BOOK)).code).toBe(0);
  expect(await visit("commun-1", { mot: "Épicé 🌶" })).toBe("Épicé 🌶\n");
}

/** Leaves nothing running. */
export async function takeDown(): Promise<void> {
  await mustSucceed(["sandbox", "down"]);
  rmSync(HOME, { recursive: true, force: true });
  checkout.remove();
}

export async function meetServers(): Promise<void> {
  platform = await outputs();
  for (const name of Object.keys(platform.servers))
    ssh[name] = new Ssh(platform, name);
}

export function declarePlatform(generations: readonly number[]): void {
  write(
    "prod",
    `import { definePlatform, gigabytes } from "../infra/model/define";
export default definePlatform({
  displayName: "Sol&TIC",
  contact: "technique@soltic.example",
  domain: "soltic.example",
  project: "c0ffee00c0ffee00c0ffee00c0ffee00",
  region: "GRA11",
  sshFrom: ["203.0.113.0/24"],
  servers: {
    "commun-1": { flavor: "d2-4", generations: ${JSON.stringify(generations)} },
    "commun-2": {
      flavor: "d2-4",
      bootVolume: {
        size: gigabytes(20),
        imageId: "5a1d5f0e-6a5b-4c0e-9f57-0deb12000012",
      },
    },
  },
});
`,
  );
}

/** It may be destroyed and has its own database server: on the old machine nothing of that is left to remove after a move. */
export function declare({ server, disk, snapshots = {} }: Place): void {
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

export async function epicerie(words: readonly string[]): Promise<Run> {
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

export const bringUp = (): Promise<string> =>
  mustSucceed(["up", "la-cave", "--yes", "la-cave", "--config", NETWORK]);

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

/** A machine breaks: it stops at once, in the middle of whatever it did, and nothing starts it again. */
export async function breakDown(server: string): Promise<void> {
  const id = platform.servers[server]?.id ?? "";
  const { context } = await Sandbox.open(HOME, () => undefined);
  await changeCloud(context, (cloud) => {
    const broken = cloud.servers[id];
    if (!broken) throw new Error(`no machine ${id}`);
    broken.power = "shutoff";
  });
  await serverContainer(context, id).kill();
}

export function on(server: string): Ssh {
  const found = ssh[server];
  if (!found) throw new Error(`no server ${server}`);
  return found;
}

/** The guest book of the association's site, as the server shows it, after a word is written in it if there is one. */
export async function visit(
  server: string,
  form?: Record<string, string>,
): Promise<string> {
  const ca = readFileSync(join(HOME, "sandbox", "ca", "ca.crt"));
  const address = platform.servers[server]?.publicIp ?? "";
  const web = new WebClient(address, ca);
  const sent = form ? { form } : {};
  return (await web.ask(HOST, "/livre.php", sent)).body;
}
