import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { catalog } from "../../apps-catalog/catalog";
import { fileBackend } from "../../engine/backend";
import { type Result, up } from "../../engine/engine";
import {
  type Beneficiary,
  resolveBeneficiary,
} from "../../infra/model/beneficiary";
import { gigabytes } from "../../infra/model/define";
import type { BeneficiaryInput } from "../../infra/model/input";
import { loadModel, type Model } from "../../infra/model/load";
import { ProblemList } from "../../infra/model/problems";
import { sandboxNeeds } from "../../infra/needs";
import { program } from "../../infra/program";
import { Sandbox } from "../../sandbox/sandbox";
import {
  type BeneficiaryOutputs,
  type PlatformOutputs,
  root,
  Ssh,
} from "./world";
import { WebClient } from "./web-client";

/**
 * Every app of the catalog that can be had here, WordPress apart, which has tests of its own: online, logged into,
 * written to, updated, read again. In a sandbox of its own, with one association that has them all.
 */
const HOME = join(root, ".epicerie", "app-matrix");
const MINUTE = 60_000;
const DOMAIN = "la-halle.example";
const FOLDER = "/srv/la-halle";

const INPUT: BeneficiaryInput = {
  name: "la-halle",
  displayName: "La Halle & Cie",
  contact: "bureau@la-halle.example",
  domain: DOMAIN,
  server: "commun-1",
  disk: gigabytes(5),
  apps: [
    { app: "dokuwiki", at: "wiki" },
    { app: "etherpad", at: "pad" },
    { app: "php-site", at: "php", database: true },
    { app: "php-site", at: "nu", name: "php-nu" },
    { app: "static-site", at: "www" },
  ],
  disposable: true,
};

let sandbox: Sandbox;
let ssh: Ssh;
let web: WebClient;
let admins: BeneficiaryOutputs["admins"];

beforeAll(async () => {
  sandbox = await Sandbox.open(HOME, () => undefined);
  await takeDown();
  sandbox = await Sandbox.open(HOME, () => undefined);
  await sandbox.up(sandboxNeeds(model()));
  const platform = await outputsOf<PlatformOutputs>("prod");
  ({ admins } = await outputsOf<BeneficiaryOutputs>(INPUT.name));
  ssh = new Ssh(platform);
  web = newVisitor(platform);
}, 25 * MINUTE);

afterAll(takeDown, 3 * MINUTE);

/** Leaves nothing running, and no state of what is gone. */
async function takeDown(): Promise<void> {
  await sandbox.down();
  rmSync(join(HOME, "state"), { recursive: true, force: true });
}

/** Our one association on the platform of `stacks/`, each app's memory raised by so many megabytes. */
function model(moreMemory = 0): Model {
  const declared = loadModel();
  const { platform } = declared;
  const problems = new ProblemList("la-halle.ts");
  const resolved = resolveBeneficiary(INPUT, INPUT.name, platform, problems);
  if (!platform || !resolved) throw new Error(JSON.stringify(problems.all));
  const apps = resolved.apps.map((app) => ({
    ...app,
    memory: (app.memory + moreMemory) as typeof app.memory,
  }));
  const beneficiaries: Beneficiary[] = [{ ...resolved, apps }];
  return { ...declared, beneficiaries, problems: [] };
}

async function upOf(stack: string, of: Model = model()): Promise<Result> {
  const result = await up({
    project: "epicerie",
    stack,
    program: program(stack, { language: "en", model: of }),
    config: { "epicerie:privateNetwork": { value: "10.45.0.0/24" } },
    backend: fileBackend(join(HOME, "state")),
    passphrase: "app-matrix",
    providers: sandbox.providers(),
  });
  const messages = result.diagnostics.map(({ message }) => message);
  if (!result.ok) throw new Error(messages.join("\n"));
  return result;
}

async function outputsOf<T>(stack: string): Promise<T> {
  const { outputs } = await upOf(stack);
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { value }]) => [name, value]),
  ) as T;
}

function newVisitor({ servers }: PlatformOutputs): WebClient {
  const ca = readFileSync(join(HOME, "sandbox", "ca", "ca.crt"));
  return new WebClient(servers["commun-1"]?.publicIp ?? "", ca);
}

function adminOf(at: string): { name: string; password: string } {
  const admin = admins[`${at}.${DOMAIN}`];
  if (!admin) throw new Error(`${at} has no administrator`);
  return admin;
}

const page = async (at: string, path: string): Promise<string> =>
  (await web.ask(`${at}.${DOMAIN}`, path)).body;

it("has each app that says it was tried here, once at least", () => {
  const tried = Object.values(catalog).filter((app) => app.triedInSandbox);
  expect([...new Set(INPUT.apps?.map(({ app }) => app)), "wordpress"]).toEqual(
    tried.map(({ id }) => id),
  );
});

describe("dokuwiki", () => {
  const host = `wiki.${DOMAIN}`;

  it("lets its administrator in, and nobody with another password", async () => {
    const { name, password } = adminOf("wiki");
    const login = { do: "login", id: "start", u: name };
    const refused = await web.ask(host, "/start", {
      form: { ...login, p: "not-the-password" },
    });
    expect(refused.body).not.toContain("do=logout");
    const { body } = await web.ask(host, "/start", {
      form: { ...login, p: password },
    });
    expect(body).toContain("do=logout");
    expect(body).toContain("do=admin");
    expect(body).toContain('lang="fr"');
  });

  it("takes a page from its administrator, and only from a member", async () => {
    const edit = await web.ask(host, "/potager?do=edit");
    const sectok = /name="sectok" value="([^"]*)"/.exec(edit.body)?.[1] ?? "";
    const saved = await web.ask(host, "/potager", {
      form: {
        sectok,
        id: "potager",
        "do[save]": "1",
        wikitext: "Arrosage le **mardi**.",
        prefix: ".",
        suffix: "",
        changecheck: "",
        target: "section",
      },
    });
    expect(saved.body).toContain("Arrosage le <strong>mardi</strong>.");
    expect(
      await ssh.text(
        `sudo cat ${FOLDER}/dokuwiki/storage/data/pages/potager.txt`,
      ),
    ).toBe("Arrosage le **mardi**.");
  });

  it("keeps its settings and its users from visitors", async () => {
    for (const path of ["/conf/users.auth.php", "/data/pages/potager.txt"])
      expect((await web.ask(host, path)).status).toBe(403);
  });
});

describe("etherpad", () => {
  const host = `pad.${DOMAIN}`;

  it("lets its administrator in, and nobody without the password", async () => {
    expect((await web.ask(host, "/admin/")).status).toBe(401);
    const login = adminOf("pad");
    expect((await web.ask(host, "/admin/", { login })).status).toBe(200);
  });

  it("takes a text", async () => {
    const file = { name: "reunion.txt", text: "Ordre du jour : les comptes." };
    const { status } = await web.ask(host, "/p/reunion/import", { file });
    expect(status).toBe(200);
    expect(await page("pad", "/p/reunion/export/txt")).toContain(file.text);
  });

  it("has its passwords in files, not in its declared environment", async () => {
    const declared = await ssh.text("docker service inspect la-halle-etherpad");
    expect(declared).toContain("DB_HOST");
    expect(declared).not.toContain(adminOf("pad").password);
  });
});

describe("php-site", () => {
  const GUEST_BOOK = `<?php
$password = trim(file_get_contents(getenv("DB_PASSWORD_FILE")));
$dsn = sprintf("mysql:host=%s;port=%s;dbname=%s", getenv("DB_HOST"), getenv("DB_PORT"), getenv("DB_NAME"));
$db = new PDO($dsn, getenv("DB_USER"), $password);
$db->exec("CREATE TABLE IF NOT EXISTS livre (mot VARCHAR(99))");
if (isset($_POST["mot"])) $db->prepare("INSERT INTO livre VALUES (?)")->execute([$_POST["mot"]]);
foreach ($db->query("SELECT mot FROM livre") as [$mot]) echo htmlspecialchars($mot), "\\n";
`;

  it("says that it is ready", async () => {
    for (const at of ["php", "nu"])
      expect(await page(at, "/")).toMatch(/Le site est prêt[^]*PHP \d/);
  });

  it("runs what the association puts there, with its database", async () => {
    const file = `${FOLDER}/php-site/html/livre.php`;
    expect(
      (await ssh.run(`sudo tee ${file} >/dev/null`, GUEST_BOOK)).code,
    ).toBe(0);
    const { body } = await web.ask(`php.${DOMAIN}`, "/livre.php", {
      form: { mot: "Bravo" },
    });
    expect(body).toBe("Bravo\n");
  });

  it("has no database unless it was asked for", async () => {
    const declared = await ssh.text("docker service inspect la-halle-php-nu");
    expect(declared).not.toContain("DB_HOST");
  });
});

describe("static-site", () => {
  it("says that it is ready, under the association's name", async () => {
    expect(await page("www", "/")).toContain("<h1>La Halle &amp; Cie</h1>");
  });

  it("shows what the association puts there", async () => {
    const file = `${FOLDER}/static-site/site/index.html`;
    expect(
      (await ssh.run(`sudo tee ${file} >/dev/null`, "<h1>À table</h1>")).code,
    ).toBe(0);
    expect(await page("www", "/")).toBe("<h1>À table</h1>");
  });
});

describe("after a rolling update of them all", () => {
  const containers = async (): Promise<string[]> =>
    (await ssh.text("docker ps --quiet --no-trunc --filter name=la-halle"))
      .split("\n")
      .sort();

  it(
    "runs new containers, and nothing was installed or put there again",
    async () => {
      const before = await containers();
      const { changes } = await upOf(INPUT.name, model(32));
      expect(changes).toMatchObject({ update: INPUT.apps?.length });
      expect(changes).not.toHaveProperty("replace");
      for (const id of await containers()) expect(before).not.toContain(id);
    },
    3 * MINUTE,
  );

  it("still has what was written", async () => {
    expect(await page("wiki", "/potager")).toContain("Arrosage le <strong>");
    expect(await page("wiki", "/potager?do=admin")).toContain("do=logout");
    expect(await page("pad", "/p/reunion/export/txt")).toContain("les comptes");
    expect(await page("php", "/livre.php")).toBe("Bravo\n");
    expect(await page("www", "/")).toBe("<h1>À table</h1>");
  });

  it("finds nothing to do", async () => {
    const { changes } = await upOf(INPUT.name, model(32));
    // A reference to another stack is read each time.
    expect(Object.keys(changes).sort()).toEqual(["read", "same"]);
  });

  it("has every data directory on the association's volume", async () => {
    const mounted =
      "docker ps --quiet --filter name=la-halle | xargs docker inspect --format '{{range .Mounts}}{{println .Type .Source}}{{end}}'";
    const sources = (await ssh.text(mounted))
      .split("\n")
      .filter((line) => line.startsWith("bind"));
    expect(sources).toHaveLength(5);
    for (const line of sources) expect(line).toContain(`${FOLDER}/`);
    expect(
      await ssh.text(`findmnt --noheadings --output FSTYPE ${FOLDER}`),
    ).toBe("xfs");
  });
});
