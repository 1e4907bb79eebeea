import { existsSync } from "node:fs";
import { join } from "node:path";
import { DATABASE_ENGINES, DATABASE_START_SECONDS } from "./database-engines";

const PASSWORD_FILE = "/run/secrets/root-password";
const { mysql, postgresql } = DATABASE_ENGINES;

/** What a server with so many megabytes is told. */
const words = (engine: typeof mysql, memory = 384): string[] =>
  (engine.container(memory, PASSWORD_FILE).args ?? []) as string[];

describe.each(Object.entries(DATABASE_ENGINES))("a server: %s", (kind, one) => {
  const { env, healthcheck } = one.container(384, PASSWORD_FILE);

  it("reads its administrator's password from a file", () => {
    const texts = Object.entries(env ?? {});
    expect(texts.filter(([name]) => name.includes("PASSWORD"))).toEqual([
      [
        `${kind === "mysql" ? "MARIADB_ROOT" : "POSTGRES"}_PASSWORD_FILE`,
        PASSWORD_FILE,
      ],
    ]);
  });

  it("has the time that its first start needs before it counts as ill", () => {
    expect(DATABASE_START_SECONDS).toBe(120);
    expect(healthcheck).toMatchObject({
      interval: "5s",
      timeout: "10s",
      retries: 6,
      startPeriod: "2m",
    });
  });

  it("takes 60 connections, which its limits are made for", () => {
    expect(words(one).join(" ")).toMatch(/max[-_]connections=60\b/);
  });

  it("has its databases made and dropped by scripts that there are", () => {
    const { make, drop } = one.scripts;
    for (const script of [make, drop])
      expect(existsSync(join(__dirname, "scripts", `${script}.sh`))).toBe(true);
    expect(make).not.toBe(drop);
  });
});

describe("a MariaDB server", () => {
  it("listens where clients of MySQL ask, and keeps its data where its image does", () => {
    expect([mysql.port, mysql.dataPath]).toEqual([3306, "/var/lib/mysql"]);
  });

  it("has a third of its memory for pages, in whole megabytes", () => {
    expect(words(mysql)).toContain("--innodb-buffer-pool-size=128M");
    expect(words(mysql, 500)).toContain("--innodb-buffer-pool-size=166M");
  });

  it("lets its administrator in from inside its container only", () => {
    const { env } = mysql.container(384, PASSWORD_FILE);
    expect(env).toMatchObject({ MARIADB_ROOT_HOST: "localhost" });
    expect(words(mysql)).toContain("--skip-name-resolve");
  });

  it("brings its own tables up to date with a newer image", () => {
    const { env } = mysql.container(384, PASSWORD_FILE);
    expect(env).toMatchObject({ MARIADB_AUTO_UPGRADE: "1" });
  });

  it("stores every letter there is", () => {
    expect(words(mysql)).toContain("--character-set-server=utf8mb4");
  });

  it("is healthy once it answers a query", () => {
    const { healthcheck } = mysql.container(384, PASSWORD_FILE);
    expect(healthcheck).toMatchObject({
      tests: ["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"],
    });
  });
});

describe("a PostgreSQL server", () => {
  it("listens where its clients ask, and keeps its data where its image has the folder of each major version", () => {
    expect([postgresql.port, postgresql.dataPath]).toEqual([
      5432,
      "/var/lib/postgresql",
    ]);
  });

  it("has a quarter of its memory for pages, in whole megabytes", () => {
    expect(words(postgresql)).toContain("shared_buffers=96MB");
    expect(words(postgresql, 510)).toContain("shared_buffers=127MB");
  });

  it("needs no more shared memory than a container has", () => {
    expect(words(postgresql)).toContain("max_parallel_workers_per_gather=0");
  });

  it("lets its administrator in from inside only, others with a password and into the database of their name", () => {
    const { path = "", text } = postgresql.configs["let-in"] ?? {};
    expect(words(postgresql)).toContain(`hba_file=${path}`);
    expect(text).toBe(`local all all trust
host all all 127.0.0.1/32 trust
host all postgres all reject
host sameuser all all scram-sha-256
`);
  });

  it("is healthy once it answers a query over TCP, which its first start refuses", () => {
    const { healthcheck } = postgresql.container(384, PASSWORD_FILE);
    const ask = ["--host=127.0.0.1", "--username=postgres"];
    expect(healthcheck).toMatchObject({
      tests: ["CMD", "psql", ...ask, "--command=SELECT 1"],
    });
  });
});
