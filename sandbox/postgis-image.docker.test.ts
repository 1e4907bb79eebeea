import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import { execIn, mustExecIn } from "./container-exec";
import { type SandboxContext, buildImage } from "./context";
import { type TestContext, openTestContext } from "./test-context";

const PASSWORD = `it's ${randomBytes(12).toString("hex")}`;
/** A secret's file and a file of the first start, put there as an orchestrator would. */
const PREPARE = `mkdir -p /run/secrets && printf '%s' "$GIVEN" >/run/secrets/root-password && unset GIVEN
echo "CREATE DATABASE seeded" >/docker-entrypoint-initdb.d/seed.sql
exec docker-entrypoint.sh "$@"`;
const LOGS = { stdout: true, stderr: true } as const;

jest.setTimeout(600_000);

let test: TestContext;
let ctx: SandboxContext;
let image: string;
let network: Docker.Network;
let server: Docker.Container;

beforeAll(async () => {
  test = await openTestContext();
  ctx = test.ctx;
  const recipe = join(__dirname, "images", "apps", "postgis", "postgis");
  image = await buildImage(ctx, "postgis-postgis", recipe);
  // A private engine has no network by default, and without an address `psql` falls back on the socket, which trusts.
  network = await ctx.docker.createNetwork({
    Name: `postgis-${randomBytes(4).toString("hex")}`,
    Internal: true,
    Labels: { ...ctx.labels },
  });
  server = await start(
    ["POSTGRES_PASSWORD_FILE=/run/secrets/root-password"],
    ["postgres", "-c", "max_connections=33"],
  );
  await answers();
});
afterAll(() => test?.close());

async function start(env: string[], command: string[]) {
  const container = await ctx.docker.createContainer({
    Image: image,
    Labels: { ...ctx.labels },
    Entrypoint: ["bash", "-c", PREPARE, "prepare"],
    Cmd: command,
    Env: [`GIVEN=${PASSWORD}`, ...env],
    HostConfig: { NetworkMode: network.id },
  });
  await container.start();
  return container;
}

/** What the administrator is answered over the network's own address, with a password. */
function sql(statement: string, password = PASSWORD): Promise<string> {
  const script = `set -e; PGPASSWORD="$(cat)"; HOST="$(hostname -i)"; export PGPASSWORD; exec psql --host="$HOST" --username=postgres -tAc "$0"`;
  return mustExecIn(server, ["bash", "-c", script, statement], password);
}

async function answers(): Promise<void> {
  const check = [
    "psql",
    "--host=127.0.0.1",
    "-U",
    "postgres",
    "-c",
    "SELECT 1",
  ];
  for (const end = Date.now() + 90_000; Date.now() < end; await sleep(500)) {
    const { State } = await server.inspect();
    if (!State.Running) break;
    if ((await execIn(server, check)).code === 0) return;
  }
  throw new Error((await server.logs(LOGS)).toString());
}

describe("the image postgis/postgis", () => {
  it("has an administrator with the password of the file", async () => {
    expect(await sql("SELECT current_user")).toBe("postgres\n");
    await expect(sql("SELECT 1", "another")).rejects.toThrow(
      "password authentication failed",
    );
  });

  it("runs what it was told, as the user 999, with data in the folder of its major version", async () => {
    expect(await sql("SHOW max_connections")).toBe("33\n");
    expect(await sql("SHOW data_directory")).toMatch(
      /^\/var\/lib\/postgresql\/\d+\/docker\n$/,
    );
    expect(await mustExecIn(server, ["stat", "-c", "%u", "/proc/1"])).toBe(
      "999\n",
    );
  });

  it("has PostGIS in its template and its first database", async () => {
    expect(await sql("SELECT ST_AsText(ST_Point(2, 48))")).toBe(
      "POINT(2 48)\n",
    );
    expect(
      await sql(
        "SELECT datistemplate FROM pg_database WHERE datname = 'template_postgis'",
      ),
    ).toBe("t\n");
  });

  it("runs the files of the first start, once, and stops in order", async () => {
    const seeded = "SELECT count(*) FROM pg_database WHERE datname = 'seeded'";
    expect(await sql(seeded)).toBe("1\n");
    await sql("DROP DATABASE seeded");
    await sql("CREATE DATABASE kept");
    await server.restart({ t: 30 });
    await answers();
    expect(await sql(seeded)).toBe("0\n");
    expect(await sql(seeded.replace("seeded", "kept"))).toBe("1\n");
    expect((await server.logs(LOGS)).toString()).not.toContain(
      "not properly shut down",
    );
  });

  it("does not start without a password for its administrator", async () => {
    const other = await start([], ["postgres"]);
    const { StatusCode } = (await other.wait()) as { StatusCode: number };
    expect(StatusCode).toBe(1);
    expect((await other.logs(LOGS)).toString()).toContain(
      "superuser password is not specified",
    );
  });
});
