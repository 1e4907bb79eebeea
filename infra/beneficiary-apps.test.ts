import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalog } from "../apps-catalog/catalog";
import {
  echo,
  namesOf,
  type Registered,
  registered,
} from "../components/testing";
import { up } from "../engine/engine";
import type { InProcessProvider, Json } from "../engine/provider";
import { modelWith, MYSQL } from "./model/testing";
import { stackIn } from "./testing";

/** As if every digest were known. */
jest.mock("./images", () => ({
  ...jest.requireActual<object>("./images"),
  lockedImage: (tag: string) => `${tag}@sha256:0`,
}));

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-apps-"))));
afterEach(() => rmSync(folder, { recursive: true }));

jest.setTimeout(60_000);

const NAME = "les-amis";
const SERVICE = "docker:index/service:Service";
const PROD = { mysql: MYSQL, servers: { "commun-1": { flavor: "d2-8" } } };
const wordpress = { app: "wordpress", at: "www" };

/** What is made for an association whose file says this; `providers` may fail. */
async function made(
  beneficiary: object,
  providers: () => InProcessProvider = echo,
): Promise<Registered[]> {
  const at = mkdtempSync(join(folder, "stack-"));
  const model = modelWith({ prod: PROD, [NAME]: beneficiary });
  expect(model.problems).toEqual([]);
  await up(stackIn(at, model, "prod"));
  return registered(await up({ ...stackIn(at, model, NAME), providers }));
}

/** The names of what there is after an `up` of one app in which one resource failed. */
async function namesAfter(failing: string): Promise<string[]> {
  const { create, ...others } = echo();
  const failingAt = (): InProcessProvider => ({
    ...others,
    create: async (urn, inputs) => {
      if (urn.endsWith(failing) || !create) throw new Error("it failed");
      return create(urn, inputs);
    },
  });
  const all = await made({ apps: [wordpress] }, failingAt);
  return all.map(({ type, name }) =>
    type === SERVICE ? `service ${name}` : name,
  );
}

const inputsOf = (all: readonly Registered[], name: string, type?: string) =>
  all.find((one) => one.name === name && (type ?? one.type) === one.type)
    ?.inputs ?? {};

interface Task {
  readonly containerSpec: Json;
  readonly [field: string]: unknown;
}
const taskOf = (all: readonly Registered[], name: string) =>
  inputsOf(all, name, SERVICE).taskSpec as Task;

/** The hosts of the routes in a site, in their order, each with where it leads. */
function routesOf(all: readonly Registered[]): string[] {
  const stdin = String(inputsOf(all, "les-amis-published").stdin);
  const routes = /ROUTES='((?:[^']|'\\'')*)'/.exec(stdin)?.[1] ?? "";
  return [
    ...routes.matchAll(
      /^(\S+) \{\n(?:\tredir https:\/\/(\S+)\{uri\}|[^]*?reverse_proxy (\S+))/gm,
    ),
  ].map(([, host = "", redirect, to]) =>
    redirect === undefined ? `${host} ${to ?? ""}` : `${host} → ${redirect}`,
  );
}

describe("the apps of a beneficiary", () => {
  it("are on a network of its own, which the proxy of its server is told to join", async () => {
    const all = await made({
      apps: [wordpress, { app: "dokuwiki", at: "wiki" }],
    });
    const network = inputsOf(all, NAME, "docker:index/network:Network");
    expect(network).toMatchObject({
      name: NAME,
      driver: "overlay",
      attachable: true,
      labels: [
        { label: "org.epicerie.proxied", value: "true" },
        { label: "org.epicerie.machine", value: "commun-1" },
      ],
    });
    expect(namesOf(all, SERVICE)).toEqual([
      "les-amis-dokuwiki",
      "les-amis-wordpress",
    ]);
    for (const name of namesOf(all, SERVICE))
      expect(taskOf(all, name).networksAdvanceds).toEqual([
        { id: "les-amis-id" },
      ]);
  });

  it("are limited as the file says, with a folder of their own on its disk", async () => {
    const site = { ...wordpress, name: "site", memory: 300 };
    const { containerSpec, resources } = taskOf(
      await made({ apps: [site] }),
      "les-amis-site",
    );
    expect(resources).toMatchObject({ limits: { memoryBytes: 300_000_000 } });
    expect(containerSpec.mounts).toMatchObject([
      { source: "/srv/les-amis/site/html" },
    ]);
  });

  it("have the image that is locked", async () => {
    const all = await made({ apps: [wordpress] });
    expect(taskOf(all, "les-amis-wordpress").containerSpec.image).toBe(
      `${catalog.wordpress.image}@sha256:0`,
    );
  });

  it("find their database, those of two alike each its own", async () => {
    const blog = { ...wordpress, name: "blog", at: "blog" };
    const all = await made({ apps: [wordpress, blog] });
    for (const [app, database] of [
      ["les-amis-wordpress", "les_amis_wordpress"],
      ["les-amis-blog", "les_amis_blog"],
    ] as const)
      expect(taskOf(all, app).containerSpec.env).toMatchObject({
        WORDPRESS_DB_HOST: "soltic-001.eu.clouddb.ovh.net:35001",
        WORDPRESS_DB_NAME: database,
      });
  });

  it("start once they may use their database", async () => {
    expect(await namesAfter("::none")).toContain("service les-amis-wordpress");
    const names = await namesAfter("UserGrant::les-amis-wordpress");
    expect(names).not.toContain("service les-amis-wordpress");
  });

  it("are told their other names, and run the commands that the association asks for", async () => {
    const also = ["nuage.les-amis.example"];
    const remind = { schedule: "Mon 08:00", command: ["php", "remind.php"] };
    const all = await made({
      apps: [
        { app: "nextcloud", at: "cloud", also },
        { app: "php-site", at: "www", cron: { remind } },
      ],
    });
    const { env } = taskOf(all, "les-amis-nextcloud").containerSpec;
    expect(JSON.stringify(env)).toContain(also[0]);
    expect(inputsOf(all, "les-amis-php-site-scheduled").stdin).toContain(
      "Mon 08:00",
    );
  });

  it("move to another machine with their network: the new one is there before the old one goes", async () => {
    const done: string[] = [];
    const providers = (): InProcessProvider => {
      const { create, ...others } = echo();
      const note = (what: string, urn: string): void => {
        if (urn.endsWith("Network::les-amis")) done.push(what);
      };
      return {
        ...others,
        create: async (urn, inputs: Json) => {
          note("create", urn);
          return create?.(urn, inputs) ?? { id: urn, outs: inputs };
        },
        delete: async (_id, urn) => Promise.resolve(note("delete", urn)),
      };
    };
    const servers = { ...PROD.servers, "commun-2": { flavor: "d2-8" } };
    for (const server of ["commun-1", "commun-2"]) {
      const model = modelWith({
        prod: { ...PROD, servers },
        [NAME]: { server, apps: [wordpress] },
      });
      for (const stack of ["prod", NAME])
        await up({ ...stackIn(folder, model, stack), providers });
    }
    expect(done).toEqual(["create", "create", "delete"]);
  });

  it("send their mail where the association has a mailbox, and else none", async () => {
    const secretsOf = async (more: object): Promise<string[]> =>
      namesOf(
        await made({ apps: [{ app: "kanboard", at: "projets" }], ...more }),
        "docker:index/secret:Secret",
      ).filter((name) => name.includes("mail"));
    expect(await secretsOf({ mailboxes: ["contact"] })).not.toEqual([]);
    expect(await secretsOf({})).toEqual([]);
  });
});

describe("an app that completes another", () => {
  it.each([
    ["before it", ["onlyoffice", "nextcloud"]],
    ["after it", ["nextcloud", "onlyoffice"]],
  ])("joins it, written %s", async (_where, order) => {
    const apps = order.map((app) => ({ app, at: app }));
    const all = await made({ apps });
    const join = inputsOf(all, "les-amis-onlyoffice-joined");
    expect(join).toHaveProperty("stdin");
    expect(namesOf(all, SERVICE)).toEqual(
      expect.arrayContaining(["les-amis-nextcloud", "les-amis-onlyoffice"]),
    );
  });
});

describe("the addresses of a beneficiary", () => {
  it("lead to their apps, and others to an app's first, in an order that no list decides", async () => {
    const more = {
      domains: ["les-amis.org"],
      apps: [
        {
          ...wordpress,
          also: ["les-amis.org"],
          redirectsFrom: ["vieux.les-amis.example"],
        },
        { app: "dokuwiki", at: "aide" },
      ],
    };
    const expected = [
      "aide.les-amis.example les-amis-dokuwiki:8080",
      "les-amis.example → www.les-amis.example",
      "les-amis.org les-amis-wordpress:80",
      "vieux.les-amis.example → www.les-amis.example",
      "www.les-amis.example les-amis-wordpress:80",
      "www.les-amis.org → www.les-amis.example",
    ];
    expect(routesOf(await made(more))).toEqual(expected);
    const apps = [...more.apps].reverse();
    expect(routesOf(await made({ ...more, apps }))).toEqual(expected);
  });

  it.each([
    ["its apps", "Service::les-amis-wordpress"],
    ["its records", "ZoneRecord::les-amis-a-www"],
  ])(
    "are published after %s, so that nobody is shown an error",
    async (_what, failing) => {
      const names = await namesAfter(failing);
      expect(names).toContain("les-amis-mounted");
      expect(names).not.toContain("les-amis-published");
    },
  );
});
