import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { namesOf, registered } from "../components/testing";
import { type EngineOptions, preview, up } from "../engine/engine";
import type { MysqlPlace } from "./model/databases";
import type { Model } from "./model/model";
import { modelWith, MYSQL } from "./model/testing";
import { sandboxNeeds } from "./needs";
import { stackIn } from "./testing";

const NAME = "les-amis";
const DATABASE = "ovh:Hosting/privateDatabaseDb:PrivateDatabaseDb";

const model = (
  mysql: MysqlPlace,
  apps = [{ app: "wordpress", at: "www" }],
): Model => modelWith({ prod: { mysql: MYSQL }, [NAME]: { mysql, apps } });

jest.setTimeout(60_000);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-db-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const options = (stack: string, mysql: MysqlPlace): EngineOptions =>
  stackIn(folder, model(mysql), stack);

async function online(mysql: MysqlPlace): Promise<void> {
  for (const stack of ["prod", NAME])
    expect((await up(options(stack, mysql))).diagnostics).toEqual([]);
}

describe("an association with a database server of its own", () => {
  it("has one server, which its app reaches by a network of their own", async () => {
    await up(options("prod", "own"));
    const planned = registered(await preview(options(NAME, "own")));
    const service = "docker:index/service:Service";
    expect(namesOf(planned, service)).toEqual([
      "les-amis-mysql",
      "les-amis-wordpress",
    ]);
    expect(namesOf(planned, "docker:index/network:Network")).toEqual([
      "les-amis",
      "les-amis-mysql",
    ]);
    expect(namesOf(planned, DATABASE)).toEqual([]);
    const done = registered(await up(options(NAME, "own")));
    expect(done.map(({ name }) => name)).toEqual(
      planned.map(({ name }) => name),
    );
    const app = done.find(
      ({ type, name }) => type === service && name === "les-amis-wordpress",
    );
    expect(app?.inputs).toMatchObject({
      taskSpec: {
        containerSpec: { env: { WORDPRESS_DB_HOST: "les-amis-mysql:3306" } },
        networksAdvanceds: [{ id: "les-amis-id" }, { id: "les-amis-mysql-id" }],
      },
    });
  });

  it("has a PostgreSQL server for what needs one, beside MySQL on the platform's service", async () => {
    const both = [
      { app: "wordpress", at: "www" },
      { app: "mobilizon", at: "agenda" },
    ];
    await up(options("prod", "shared"));
    const stack = stackIn(folder, model("shared", both), NAME);
    const planned = registered(await preview(stack));
    const service = "docker:index/service:Service";
    expect(namesOf(planned, service)).toEqual([
      "les-amis-mobilizon",
      "les-amis-postgresql",
      "les-amis-wordpress",
    ]);
    expect(namesOf(planned, DATABASE)).toEqual(["les-amis-wordpress"]);
    const done = registered(await up(stack));
    expect(done.map(({ name }) => name)).toEqual(
      planned.map(({ name }) => name),
    );
    const networksOf = (app: string): unknown =>
      done.find(({ type, name }) => type === service && name === app)?.inputs;
    expect(networksOf("les-amis-mobilizon")).toMatchObject({
      taskSpec: {
        containerSpec: {
          env: { MOBILIZON_DATABASE_HOST: "les-amis-postgresql" },
        },
        networksAdvanceds: [
          { id: "les-amis-id" },
          { id: "les-amis-postgresql-id" },
        ],
      },
    });
    expect(networksOf("les-amis-wordpress")).toMatchObject({
      taskSpec: { networksAdvanceds: [{ id: "les-amis-id" }] },
    });
    const { images } = sandboxNeeds(model("shared", both));
    expect(images.some((one) => one.startsWith("postgis/postgis:"))).toBe(true);
  });

  it("needs the image of its server", () => {
    const isMariadb = (image: string) => image.startsWith("mariadb:");
    expect(sandboxNeeds(model("own")).images.some(isMariadb)).toBe(true);
    expect(sandboxNeeds(model("shared")).images.some(isMariadb)).toBe(false);
  });
});

describe("moving databases that hold data", () => {
  it.each<[MysqlPlace, MysqlPlace, string]>([
    ["shared", "own", "PrivateDatabaseDb::les-amis-wordpress"],
    ["own", "shared", "Command::les-amis-wordpress-database"],
  ])("is refused from %s to %s, in the preview", async (from, to, lost) => {
    await online(from);
    const { ok, diagnostics } = await preview(options(NAME, to));
    expect(ok).toBe(false);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining(lost),
    ]);
    expect(diagnostics[0]?.message).toContain("marked for protection");
  });
});
