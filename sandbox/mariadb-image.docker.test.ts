import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import { type ExecResult, execIn, mustExecIn } from "./container-exec";
import { type SandboxContext, buildImage } from "./context";
import { type TestContext, openTestContext } from "./test-context";

const PASSWORD = `it's ${randomBytes(12).toString("hex")}`;
/** A secret's file and a file of the first start, put there as an orchestrator would. */
const PREPARE = `mkdir -p /run/secrets && printf '%s' "$GIVEN" >/run/secrets/root-password && unset GIVEN
echo "CREATE DATABASE seeded" >/docker-entrypoint-initdb.d/seed.sql
exec docker-entrypoint.sh "$@"`;

jest.setTimeout(600_000);

let test: TestContext;
let ctx: SandboxContext;
let image: string;
let server: Docker.Container;

beforeAll(async () => {
  test = await openTestContext();
  ctx = test.ctx;
  const recipe = join(__dirname, "images", "apps", "mariadb");
  image = await buildImage(ctx, "mariadb", recipe);
  server = await start(
    ["MARIADB_ROOT_PASSWORD_FILE=/run/secrets/root-password"],
    ["mariadbd", "--character-set-server=utf8mb4"],
  );
  await healthy();
});
afterAll(() => test?.close());

async function start(env: string[], command: string[]) {
  const container = await ctx.docker.createContainer({
    Image: image,
    Labels: { ...ctx.labels },
    Entrypoint: ["bash", "-c", PREPARE, "prepare"],
    Cmd: command,
    Env: [
      `GIVEN=${PASSWORD}`,
      "MARIADB_ROOT_HOST=localhost",
      "MARIADB_AUTO_UPGRADE=1",
      ...env,
    ],
  });
  await container.start();
  return container;
}

const check = (): Promise<ExecResult> =>
  execIn(server, ["healthcheck.sh", "--connect", "--innodb_initialized"]);

async function healthy(): Promise<void> {
  for (const end = Date.now() + 90_000; Date.now() < end; await sleep(500)) {
    const { State } = await server.inspect();
    if (!State.Running) throw new Error((await server.logs(LOGS)).toString());
    if ((await check()).code === 0) return;
  }
  throw new Error((await server.logs(LOGS)).toString());
}

const LOGS = { stdout: true, stderr: true } as const;

/** Statements of the administrator, who gives the password by a file. */
async function sql(statements: string, password = PASSWORD): Promise<string> {
  const script = `exec mariadb --defaults-extra-file=<(printf '[client]\\npassword="%s"\\n' "$(cat)") --skip-column-names --batch --execute "$0"`;
  const command = ["bash", "-c", script, statements];
  return (await mustExecIn(server, command, password)).trim();
}

describe("the image mariadb", () => {
  it("has an administrator with the password of the file, who is only let in from inside", async () => {
    expect(await sql("SELECT CURRENT_USER()")).toBe("root@localhost");
    await expect(sql("SELECT 1", "another")).rejects.toThrow("Access denied");
    expect(await sql("SELECT Host FROM mysql.user WHERE User = 'root'")).toBe(
      "localhost",
    );
  });

  it("runs what it was told, as the user 999, on the official paths", async () => {
    expect(await sql("SELECT @@datadir, @@port, @@character_set_server")).toBe(
      "/var/lib/mysql/\t3306\tutf8mb4",
    );
    expect(await mustExecIn(server, ["stat", "-c", "%u", "/proc/1"])).toBe(
      "999\n",
    );
  });

  it("runs the files of the first start, once", async () => {
    expect(await sql("SHOW DATABASES LIKE 'seeded'")).toBe("seeded");
    await sql("DROP DATABASE seeded");
    await sql("CREATE DATABASE kept");
    await server.restart({ t: 30 });
    await healthy();
    expect(await sql("SHOW DATABASES LIKE 'seeded'")).toBe("");
    expect(await sql("SHOW DATABASES LIKE 'kept'")).toBe("kept");
  });

  it("upgrades the system tables when they are another version's", async () => {
    const mark = "/var/lib/mysql/mariadb_upgrade_info";
    const version = await mustExecIn(server, ["cat", mark]);
    await mustExecIn(server, ["sh", "-c", `echo 10.5.1 >${mark}`]);
    await server.restart({ t: 30 });
    await healthy();
    expect(await mustExecIn(server, ["cat", mark])).toBe(version);
  });

  it("is unhealthy when the account of its check is refused", async () => {
    const [name, ...hosts] = ["healthcheck", "127.0.0.1", "localhost"];
    for (const host of hosts)
      await sql(`ALTER USER ${name}@'${host}' ACCOUNT LOCK`);
    expect((await check()).code).not.toBe(0);
  });

  it("does not start without a password for its administrator", async () => {
    const other = await start([], ["mariadbd"]);
    const { StatusCode } = (await other.wait()) as { StatusCode: number };
    expect(StatusCode).toBe(1);
    expect((await other.logs(LOGS)).toString()).toContain(
      "password option is not specified",
    );
  });
});
