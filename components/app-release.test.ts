import * as docker from "@pulumi/docker";
import type { AppDefinition } from "../apps-catalog/define-app";
import { catalog } from "../apps-catalog/catalog";
import { App } from "./app";
import { Database } from "./database";
import { namesOf, previewOf, type Registered, the, upOf } from "./testing";

const FOLDER = "/var/lib/epicerie/releases/yeswiki-4.6.6-805a7d40c527";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};

function make(definition: AppDefinition): App {
  const provider = new docker.Provider("d", {
    host: "ssh://debian@203.0.113.10",
  });
  return new App("les-amis-wiki", {
    displayName: "Les Amis",
    contact: "bureau@les-amis.example",
    definition,
    lockedImage: (tag) => tag,
    mailServers: {
      imap: { host: "imap.example", port: 993 },
      smtp: { host: "smtp.example", port: 465 },
    },
    cpus: 2,
    host: "wiki.les-amis.example",
    memoryBytes: 512_000_000,
    dataFolder: "/srv/les-amis/wiki",
    ...(definition.needs.database
      ? {
          database: new Database("les-amis-wiki", {
            on: { service: "soltic-001", host: "db.example", port: 35001 },
            databaseName: "les_amis_wiki",
            disposable: false,
          }),
        }
      : {}),
    server,
    docker: provider,
    network: new docker.Network("les-amis", { name: "les-amis" }, { provider }),
    machine: "commun-1",
  });
}

const inputsOf = (resources: readonly Registered[], name: string) =>
  resources.find((one) => one.name === name)?.inputs ?? {};

describe("an app whose code is an archive", () => {
  let resources: Registered[];
  beforeAll(
    async () => void (resources = await upOf(() => make(catalog.yeswiki))),
  );

  it("has its code put on the server, checked, with places for what is mounted over it", () => {
    const { stdin, triggers, create } = inputsOf(
      resources,
      "les-amis-wiki-release",
    );
    const { url, sha256 } = catalog.yeswiki.release;
    for (const line of [
      "APP='les-amis-wiki'",
      "RELEASE='yeswiki-4.6.6-805a7d40c527'",
      `URL='${url}'`,
      `SHA256='${sha256}'`,
      "PLACES='files/ custom/ private/ cache/ epicerie-health.php'",
      "LINKS='wakka.config.php:/config/wakka.config.php'",
      "DATA='/srv/les-amis/wiki'",
      "STARTS='files:files custom:custom private:private cache:cache'",
    ])
      expect(stdin).toContain(`${line}\n`);
    // Another version is another resource, whose predecessor goes once nothing needs it.
    expect(triggers).toEqual(["yeswiki-4.6.6-805a7d40c527", "203.0.113.10"]);
    expect(create).toContain("sha256sum");
  });

  it("finds it where it cannot write, and its own directories where it can", () => {
    const { taskSpec } = the(resources, "docker:index/service:Service").inputs;
    const { containerSpec } = taskSpec as {
      containerSpec: { mounts: object[] };
    };
    const [code, ...data] = containerSpec.mounts;
    expect(code).toEqual({
      type: "bind",
      source: FOLDER,
      target: "/app",
      readOnly: true,
    });
    expect(data).toContainEqual({
      type: "bind",
      source: "/srv/les-amis/wiki/files",
      target: "/app/files",
    });
  });

  it("brings its data up to date once for each version of its code", () => {
    expect(inputsOf(resources, "les-amis-wiki-job-migrate").stdin).toContain(
      `RELEASE='${FOLDER}'\n`,
    );
  });

  it("registers the same resources in a preview and in an up", async () => {
    const names = (list: readonly Registered[]): string[] =>
      list.map(({ type, name }) => `${type} ${name}`);
    const previewed = await previewOf(() => make(catalog.yeswiki));
    expect(names(previewed)).toEqual(names(resources));
  });
});

it("logs its administrator in by the association's address where the app wants an address", async () => {
  const resources = await upOf(() => {
    expect(make(catalog.paheko).admin?.name).toBe("bureau@les-amis.example");
  });
  expect(namesOf(resources, "docker:index/secret:Secret")).toEqual([
    "les-amis-wiki-secret-key",
  ]);
});

it("makes nothing of the kind for an app that is in its image", async () => {
  const resources = await upOf(() => make(catalog.dokuwiki));
  expect(namesOf(resources, "command:remote:Command")).not.toContain(
    "les-amis-wiki-release",
  );
});
