import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseKind } from "../apps-catalog/define-app";
import { type EngineOptions, preview, up } from "../engine/engine";
import { Database, type DatabaseArgs } from "./database";
import { DatabaseServer } from "./database-server";
import type { InProcessProvider, Json } from "../engine/provider";
import { echo, registered, stackOf, the, upOf } from "./testing";

const ovh = { service: "soltic-001", host: "db.example", port: 35001 };
const args = { databaseName: "les_amis_wordpress", disposable: false };
const DATABASE = "ovh:Hosting/privateDatabaseDb:PrivateDatabaseDb";
const USER = "ovh:Hosting/privateDatabaseUser:PrivateDatabaseUser";
const GRANT = "ovh:Hosting/privateDatabaseUserGrant:PrivateDatabaseUserGrant";
const SCRIPT = "command:remote:Command";
type Create = NonNullable<InProcessProvider["create"]>;

const PASSWORD = "random:index/randomPassword:RandomPassword";

function ownServer(
  kind: DatabaseKind = "mysql",
  host = "203.0.113.10",
): DatabaseServer {
  return new DatabaseServer(`les-amis-${kind}`, {
    kind,
    image: "mariadb:11.4.13",
    memory: 384,
    machine: "commun-1",
    dataFolder: "/srv/les-amis/mysql/data",
    server: {
      host,
      user: "debian",
      privateKey: "key",
      hostKey: "ssh-ed25519 AAAA",
    },
    docker: new docker.Provider("d", { host: "ssh://debian@203.0.113.10" }),
  });
}

const make = (override: Partial<DatabaseArgs> = {}): Database =>
  new Database("les-amis-wordpress", { ...args, on: ovh, ...override });

describe("a database at OVH", () => {
  it("is protected, with a user of the same name with a secret password, and its grant", async () => {
    const resources = await upOf(() => make());
    expect(the(resources, DATABASE).protect).toBe(true);
    expect(the(resources, USER).inputs).toMatchObject({
      serviceName: "soltic-001",
      userName: "les_amis_wordpress",
      password: "[secret]",
    });
    expect(the(resources, GRANT).inputs).toMatchObject({
      databaseName: "les_amis_wordpress",
      grant: "admin",
    });
    // As it was before passwords had versions: else every password would change.
    expect(the(resources, PASSWORD).inputs).not.toHaveProperty("keepers");
  });
});

describe("a database on the beneficiary's own server", () => {
  it("is made by a protected script that never removes it", async () => {
    const resources = await upOf(() => make({ on: ownServer() }));
    const script = the(resources, SCRIPT);
    expect(script).toMatchObject({ name: "les-amis-wordpress-database" });
    expect(script.protect).toBe(true);
    expect(script.inputs).not.toHaveProperty("delete");
    expect(script.inputs.stdin).toBe("[secret]");
    expect(JSON.stringify(script.inputs.create)).not.toContain("[secret]");
  });

  it("is removed with its data only when it is disposable", async () => {
    const resources = await upOf(() =>
      make({ on: ownServer(), disposable: true }),
    );
    const script = the(resources, SCRIPT);
    expect(script.protect).toBe(false);
    expect(script.inputs.delete).toMatch(/DROP DATABASE IF EXISTS/);
  });

  it("has the same outputs as one at OVH, and the network that leads to it", async () => {
    let own: Database | undefined;
    await upOf(() => (own = make({ on: ownServer() })));
    expect(own).toMatchObject({
      host: "les-amis-mysql",
      port: 3306,
      databaseName: "les_amis_wordpress",
    });
    expect(own?.network).toBeDefined();
    let shared: Database | undefined;
    await upOf(() => (shared = make()));
    expect(shared).toMatchObject({ host: "db.example", port: 35001 });
    expect(shared?.network).toBeUndefined();
  });
});

describe("a database on the beneficiary's own PostgreSQL server", () => {
  const on = (override: Partial<DatabaseArgs> = {}) =>
    make({
      on: ownServer("postgresql"),
      extensions: ["postgis", "unaccent"],
      ...override,
    });

  it("is made by a protected script of its own, and removed only when it is disposable", async () => {
    const script = the(await upOf(() => on()), SCRIPT);
    expect(script).toMatchObject({
      name: "les-amis-wordpress-database",
      protect: true,
    });
    expect(script.inputs.create).toMatch(/CREATE EXTENSION IF NOT EXISTS/);
    expect(script.inputs.stdin).toBe("[secret]");
    expect(script.inputs).not.toHaveProperty("delete");
    const disposable = await upOf(() => on({ disposable: true }));
    expect(the(disposable, SCRIPT).inputs.delete).toMatch(
      /DROP DATABASE IF EXISTS .* WITH \(FORCE\)/,
    );
  });

  it("is reached by the network and the port of its server", async () => {
    let made: Database | undefined;
    await upOf(() => (made = on()));
    expect(made).toMatchObject({ host: "les-amis-postgresql", port: 5432 });
    expect(made?.network).toBeDefined();
  });
});

describe.each(["mysql", "postgresql"] as const)(
  "a disposable database that is to be kept after all: %s",
  (kind) => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-db-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    /** What is deleted when a stack is brought up from one form to another. */
    async function deletedBetween(...forms: (() => unknown)[]) {
      const deleted: string[] = [];
      const provider = (): InProcessProvider => ({
        ...echo(),
        update: async (_id, _urn, _olds, news: Json) =>
          Promise.resolve({ outs: news }),
        delete: async (_id, urn) => Promise.resolve(void deleted.push(urn)),
      });
      for (const form of forms) {
        const { diagnostics } = await up({
          ...stackOf(folder, form),
          providers: provider,
        });
        expect(diagnostics).toEqual([]);
      }
      return deleted;
    }
    const on = (disposable: boolean, host?: string) => () =>
      make({ on: ownServer(kind, host), disposable });

    it("is not dropped on the way, nor by a move", async () => {
      const there = "203.0.113.11";
      expect(
        await deletedBetween(on(true), on(true, there), on(false, there)),
      ).toEqual([]);
    });

    it("is not dropped where an earlier release had made it to be replaced by a move", async () => {
      const earlier = () => {
        pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
          type === SCRIPT
            ? { props: { ...props, triggers: ["203.0.113.10"] }, opts }
            : undefined,
        );
        return on(true)();
      };
      expect(
        await deletedBetween(
          earlier,
          on(true),
          on(true, "203.0.113.11"),
          on(false),
        ),
      ).toEqual([]);
    });

    it("is dropped when it goes while it is disposable", async () => {
      const gone = await deletedBetween(on(true), () => ownServer(kind));
      expect(gone).toEqual(
        expect.arrayContaining([expect.stringMatching(/-database$/)]),
      );
    });
  },
);

describe("another version of the password", () => {
  jest.setTimeout(60_000);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-db-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const options = (make: () => unknown): EngineOptions => ({
    ...stackOf(folder, make),
    providers: echo,
  });

  async function stepsOf(
    passwordVersion: number,
    on: () => DatabaseArgs["on"],
  ) {
    await up(options(() => make({ on: on() })));
    const next = options(() => make({ on: on(), passwordVersion }));
    const steps = (await preview(next)).steps;
    expect(registered(await up(next)).length).toBeGreaterThan(0);
    const types = steps.map(({ op, type }): [string, string] => [type, op]);
    return Object.fromEntries(types);
  }

  it("replaces the user at OVH and its grant with it, and leaves the data alone", async () => {
    expect(await stepsOf(2, () => ovh)).toMatchObject({
      [PASSWORD]: "replace",
      [USER]: "replace",
      [GRANT]: "replace",
      [DATABASE]: "same",
    });
  });

  it("makes what uses it anew before the old one goes, since a service holds it", async () => {
    const done: string[] = [];
    const provider = (): InProcessProvider => ({
      ...echo(),
      create: async (urn, inputs) => {
        done.push(`create ${urn.split("::").pop() ?? ""}`);
        const made = await (echo().create as Create)(urn, inputs);
        const result = JSON.stringify(inputs);
        return { ...made, outs: { ...(made.outs as Json), result } };
      },
      delete: async (_id, urn) => {
        done.push(`delete ${urn.split("::").pop() ?? ""}`);
        return Promise.resolve();
      },
    });
    const stack = (passwordVersion: number) => {
      const database = make({ passwordVersion });
      const data = pulumi.interpolate`${database.password}${String(passwordVersion)}`;
      new docker.Secret(
        "held",
        { name: data, data },
        { deleteBeforeReplace: false, dependsOn: [database] },
      );
    };
    for (const version of [1, 2])
      await up({ ...options(() => stack(version)), providers: provider });
    const held = done.filter((step) => step.endsWith("held"));
    expect(held).toEqual(["create held", "create held", "delete held"]);
    expect(done.lastIndexOf("create les-amis-wordpress")).toBeLessThan(
      done.lastIndexOf("create held"),
    );
  });

  it.each(["mysql", "postgresql"] as const)(
    "runs the script again on the own server: %s",
    async (kind) => {
      expect(await stepsOf(2, () => ownServer(kind))).toMatchObject({
        [SCRIPT]: "update",
        "docker:index/service:Service": "same",
      });
    },
  );

  it("changes nothing while it stays the same", async () => {
    expect(await stepsOf(1, () => ovh)).toMatchObject({
      [PASSWORD]: "same",
      [USER]: "same",
    });
  });
});
