import type { Result } from "../../engine/engine";
import {
  type Beneficiary,
  resolveBeneficiary,
} from "../../infra/model/beneficiary";
import { gigabytes, megabytes } from "../../infra/model/define";
import type { BeneficiaryInput } from "../../infra/model/input";
import { type Model } from "../../infra/model/model";
import { loadModel } from "../../infra/stack-files";
import { ProblemList } from "../../infra/model/problems";
import { OwnSandbox } from "./own-sandbox";
import { postgresql, vine } from "./postgresql.part";
import type { WebClient } from "./web-client";
import { eventually, ProcessWatch, type Ssh } from "./world";

/**
 * Databases in both ways, used by the same app through the same page: on the platform's MySQL service, and on a server of the
 * association's own; then on a PostgreSQL server of its own. In a sandbox of their own.
 */
const MINUTE = 60_000;

jest.setTimeout(5 * MINUTE);

type Place = NonNullable<BeneficiaryInput["mysql"]>;
const NAMES: Readonly<Record<Place, string>> = {
  own: "la-cave",
  shared: "le-grenier",
};
const WAYS = Object.entries(NAMES) as [Place, string][];

let sandbox: OwnSandbox;
let ssh: Ssh;
let web: WebClient;
let watch: ProcessWatch;

beforeAll(async () => {
  sandbox = await OwnSandbox.start("databases", "10.83.0.0/24", model({}));
  ({ ssh, web } = await sandbox.platform(model({})));
  watch = new ProcessWatch();
  for (const name of Object.values(NAMES)) await upOf(name, {});
  for (const name of Object.values(NAMES)) await putPages(name);
}, 25 * MINUTE);

afterAll(async () => {
  watch?.stop();
  await sandbox?.stop();
}, 3 * MINUTE);

interface Change {
  readonly passwordVersion?: number;
  readonly moreMemory?: number;
}

/** The associations on the platform of `stacks/`. */
function model({ passwordVersion = 1, moreMemory = 0 }: Change): Model {
  const declared = loadModel();
  const { platform } = declared;
  const problems = new ProblemList("test.ts");
  const beneficiaries = WAYS.flatMap(([mysql, name]): Beneficiary[] => {
    const php = { app: "php-site", database: true } as const;
    const input: BeneficiaryInput = {
      name,
      displayName: name,
      contact: `bureau@${name}.example`,
      domain: `${name}.example`,
      disk: gigabytes(4),
      mysql,
      apps: [
        { ...php, at: "www", databasePasswordVersion: passwordVersion },
        { ...php, at: "autre", name: "autre" },
      ],
      disposable: true,
    };
    const one = resolveBeneficiary(input, name, platform, problems);
    if (!one) return [];
    const databaseServers = one.databaseServers.map((server) => ({
      ...server,
      memory: megabytes(server.memory + moreMemory),
    }));
    return [{ ...one, databaseServers }];
  });
  beneficiaries.push(...vine(platform, problems, passwordVersion));
  if (problems.all.length > 0) throw new Error(JSON.stringify(problems.all));
  return { ...declared, beneficiaries, problems: [] };
}

/** Everything must succeed. */
async function upOf(name: string, change: Change): Promise<Result> {
  const result = await sandbox.upOf(name, model(change));
  expect([result.ok, result.diagnostics]).toEqual([true, []]);
  return result;
}

const CONNECT = `$dsn = sprintf("mysql:host=%s;port=%s;dbname=%s", getenv("DB_HOST"), getenv("DB_PORT"), $_POST["database"] ?? getenv("DB_NAME"));
$own = trim(file_get_contents(getenv("DB_PASSWORD_FILE")));`;
const PAGES: Readonly<Record<string, string>> = {
  "livre.php": `<?php ${CONNECT}
$db = new PDO($dsn, getenv("DB_USER"), $own);
$db->exec("CREATE TABLE IF NOT EXISTS livre (mot VARCHAR(99) CHARACTER SET utf8mb4)");
if (isset($_POST["mot"])) $db->prepare("INSERT INTO livre VALUES (?)")->execute([$_POST["mot"]]);
foreach ($db->query("SELECT mot FROM livre") as [$mot]) echo htmlspecialchars($mot), "\\n";
`,
  "essai.php": `<?php ${CONNECT}
try { new PDO($dsn, $_POST["user"] ?? getenv("DB_USER"), $_POST["password"] ?? $own); echo "let in"; }
catch (PDOException $refused) { echo "refused ", $refused->getCode(); }
`,
};

async function putPages(name: string): Promise<void> {
  for (const app of ["php-site", "autre"])
    for (const [file, text] of Object.entries(PAGES)) {
      const path = `/srv/${name}/${app}/html/${file}`;
      const { code } = await ssh.run(`sudo tee ${path} >/dev/null`, text);
      expect(code).toBe(0);
    }
}

async function ask(
  name: string,
  page: string,
  form: Record<string, string> = {},
): Promise<string> {
  const answer = await web.ask(`www.${name}.example`, `/${page}`, {
    form: { sent: "1", ...form },
  });
  return answer.body;
}

const passwordOf = (name: string, app = "php-site"): Promise<string> =>
  ssh.text(
    `docker exec $(docker ps -q -f name=${name}-${app} -f health=healthy | head -n 1) cat /run/secrets/database-password`,
  );

const serverOf = `docker ps --quiet --filter label=com.docker.swarm.service.name=${NAMES.own}-mysql`;

/** Statements of the administrator, inside the container of the own server. */
const inOwnServer = (statement: string): Promise<string> =>
  ssh.text(
    `docker exec $(${serverOf}) bash -c 'mariadb --defaults-extra-file=<(printf "[client]\\npassword=%s\\n" "$(cat /run/secrets/root-password)") -uroot -N -B -e "${statement}"'`,
  );

describe.each(WAYS)("a database, %s", (place, name) => {
  it("keeps what its app writes", async () => {
    expect(await ask(name, "livre.php", { mot: "Épicé 🌶" })).toBe("Épicé 🌶\n");
  });

  it("is closed to the association's other app", async () => {
    const other = `${name.replaceAll("-", "_")}_autre`;
    expect(await ask(name, "essai.php", { database: other })).toBe(
      "refused 1044",
    );
    const password = await passwordOf(name, "autre");
    expect(
      await ask(name, "essai.php", { database: other, user: other, password }),
    ).toBe("let in");
  });

  it("finds nothing to do, and no drift in what it is made of", async () => {
    const { changes } = await upOf(name, {});
    // A reference to another stack is read each time.
    expect(Object.keys(changes).sort()).toEqual(["read", "same"]);
    const refreshed = await sandbox.refreshOf(name, model({}));
    const ours = refreshed.steps.filter(({ urn }) =>
      urn.includes("epicerie:components:Database"),
    );
    expect(ours.length).toBeGreaterThan(2);
    expect(ours.filter(({ op }) => op !== "same")).toEqual([]);
  });

  it("has another password after another version, with which the app goes on, and refuses the old one", async () => {
    const old = await passwordOf(name);
    const { changes } = await upOf(name, { passwordVersion: 2 });
    expect(changes.replace).toBe(place === "own" ? 2 : 4);
    await eventually("the new container answers", 60, async () =>
      (await ask(name, "livre.php")).includes("Épicé"),
    );
    const password = await passwordOf(name);
    expect(password).not.toBe(old);
    expect(await ask(name, "essai.php")).toBe("let in");
    expect(await ask(name, "essai.php", { password: old })).toBe(
      "refused 1045",
    );
    // Its rights are as before: it may still make tables and write.
    expect(await ask(name, "livre.php", { mot: "encore" })).toBe(
      "Épicé 🌶\nencore\n",
    );
    const seen = watch.stop();
    for (const secret of [old, password]) expect(seen).not.toContain(secret);
    watch = new ProcessWatch();
  });
});

describe("a database server of its own", () => {
  it("cannot be found by the proxy, which faces the Internet", async () => {
    const name = `${NAMES.own}-mysql`;
    const networks = await ssh.text(
      "docker inspect proxy --format '{{json .NetworkSettings.Networks}}'",
    );
    expect(Object.keys(JSON.parse(networks) as object)).toContain(NAMES.own);
    expect(networks).not.toContain(name);
    const lookup = await ssh.run(`docker exec proxy getent hosts ${name}`);
    expect(lookup.code).not.toBe(0);
  });

  it("lets its administrator in from inside only", async () => {
    const root = "SELECT Host FROM mysql.user WHERE User = 0x726f6f74";
    expect(await inOwnServer(root)).toBe("localhost");
    expect(await ask(NAMES.own, "essai.php", { user: "root" })).toBe(
      "refused 1045",
    );
  });

  it("comes back with its data when it is killed", async () => {
    const before = await ssh.text(serverOf);
    await ssh.text(`docker kill --signal KILL $(${serverOf})`);
    await eventually("another container answers", 90, async () => {
      const now = await ssh.text(`${serverOf} --filter health=healthy`);
      return now !== "" && now !== before;
    });
    expect(await ask(NAMES.own, "livre.php")).toContain("encore");
  });

  it("is stopped in order before its successor starts, with its data", async () => {
    const before = await ssh.text(serverOf);
    const { changes } = await upOf(NAMES.own, {
      passwordVersion: 2,
      moreMemory: 64,
    });
    expect(changes).toMatchObject({ update: 1 });
    const [ended, began] = await Promise.all([
      ssh.text(
        `docker inspect ${before} --format '{{.State.FinishedAt}} {{.State.ExitCode}}'`,
      ),
      ssh.text(
        `docker inspect $(${serverOf}) --format '{{.State.StartedAt}} {{.HostConfig.Memory}}'`,
      ),
    ]);
    const [at = "", code] = ended.split(" ");
    const [start = "", memory] = began.split(" ");
    expect(memory).toBe("448000000");
    expect(code).toBe("0");
    expect(Date.parse(at)).toBeLessThan(Date.parse(start));
    expect(await ask(NAMES.own, "livre.php")).toContain("encore");
  });
});

postgresql(
  () => ({
    sandbox,
    ssh,
    web,
    model: (passwordVersion = 1) => model({ passwordVersion }),
  }),
  `${NAMES.shared}-php-site`,
);
