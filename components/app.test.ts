import * as docker from "@pulumi/docker";
import { catalog } from "../apps-catalog/catalog";
import { App } from "./app";
import { Database } from "./database";
import { namesOf, previewOf, type Registered, the, upOf } from "./testing";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};

function make(): App {
  const provider = new docker.Provider("d", {
    host: "ssh://debian@203.0.113.10",
  });
  return new App("les-amis-wordpress", {
    displayName: "Les Amis",
    contact: "bureau@les-amis.example",
    definition: catalog.wordpress,
    lockedImage: (tag) => tag,
    mailServers: {
      imap: { host: "imap.example", port: 993 },
      smtp: { host: "smtp.example", port: 465 },
    },
    cpus: 2,
    host: "www.les-amis.example",
    memoryBytes: 512_000_000,
    dataFolder: "/srv/les-amis/wordpress",
    database: new Database("les-amis-wordpress", {
      on: { service: "soltic-001", host: "db.example", port: 35001 },
      databaseName: "les_amis_wordpress",
      disposable: false,
    }),
    server,
    docker: provider,
    network: new docker.Network("les-amis", { name: "les-amis" }, { provider }),
    machine: "commun-1",
  });
}

interface Task {
  readonly containerSpec: Record<string, unknown>;
  readonly [field: string]: unknown;
}

describe("an installed app", () => {
  let resources: Registered[];
  beforeAll(async () => void (resources = await upOf(make)));
  const task = (): Task =>
    the(resources, "docker:index/service:Service").inputs.taskSpec as Task;

  it("has a limit, a health check that asks for its page, and a restart policy with all four fields", () => {
    expect(task()).toMatchObject({
      resources: { limits: { memoryBytes: 512_000_000 } },
      restartPolicy: {
        condition: "any",
        delay: "5s",
        maxAttempts: 0,
        window: "0s",
      },
      networksAdvanceds: [{ id: "les-amis-id" }],
    });
    const { tests, startPeriod } = task().containerSpec.healthcheck as {
      tests: string[];
      startPeriod: string;
    };
    expect(startPeriod).toBe("1m");
    expect(tests).toEqual(
      expect.arrayContaining([
        "curl",
        "--fail",
        "http://127.0.0.1:80/wp-login.php",
      ]),
    );
    expect(task().containerSpec.stopGracePeriod).toBe("20s");
  });

  it("keeps its files on the beneficiary's volume", () => {
    expect(task().containerSpec.mounts).toEqual([
      {
        type: "bind",
        source: "/srv/les-amis/wordpress/html",
        target: "/var/www/html",
      },
    ]);
  });

  it("reads its database's password from a secret, never from its environment", () => {
    expect(namesOf(resources, "docker:index/secret:Secret")).toEqual([
      "les-amis-wordpress-database-password",
    ]);
    const { name } = the(resources, "docker:index/secret:Secret").inputs;
    expect(name).toMatch(/^les-amis-wordpress-database-password-[0-9a-f]{8}$/);
    expect(task().containerSpec.env).toMatchObject({
      WORDPRESS_DB_HOST: "db.example:35001",
      WORDPRESS_DB_PASSWORD_FILE: "/run/secrets/database-password",
    });
  });

  it("goes back by itself when a new version is not healthy", () => {
    const { updateConfig } = the(
      resources,
      "docker:index/service:Service",
    ).inputs;
    expect(updateConfig).toMatchObject({
      order: "start-first",
      failureAction: "rollback",
    });
  });

  it("fills its installation form once, secretly", () => {
    const installed = resources.find(
      ({ name }) => name === "les-amis-wordpress-installed",
    );
    expect(installed?.inputs.stdin).toBe("[secret]");
  });

  it("registers the same resources in a preview and in an up", async () => {
    const names = (list: readonly Registered[]): string[] =>
      list.map(({ type, name }) => `${type} ${name}`);
    expect(names(await previewOf(make))).toEqual(names(resources));
  });
});
