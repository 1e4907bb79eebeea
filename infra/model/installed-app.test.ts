import { catalog } from "../../apps-catalog/catalog";
import type { BeneficiaryInput } from "./input";
import { appTitles, type InstalledApp, resolveApps } from "./installed-app";
import { type Preset, presets } from "./presets";
import {
  BENEFICIARY_INPUT,
  platformWith,
  type Resolved,
  resolved,
} from "./testing";

const [server] = platformWith({
  servers: { "commun-1": { flavor: "d2-2" } },
}).servers;

/** The apps of an association, whose file says this much more. */
function apps(
  written: readonly unknown[],
  more: object = {},
  preset: Preset = presets.small,
): Resolved<InstalledApp[]> {
  const input = { ...BENEFICIARY_INPUT, ...more, apps: written };
  const place = { server, preset };
  return resolved("stacks/les-amis.ts", (problems) =>
    resolveApps(input as BeneficiaryInput, place, problems),
  );
}

const wordpress = { app: "wordpress", at: "www" };

describe("an installed app", () => {
  it("is completed: its name, host, memory and database, from its entry in the catalog", () => {
    expect(apps([wordpress])).toEqual({
      model: [
        {
          name: "wordpress",
          definition: catalog.wordpress,
          host: "www.les-amis.example",
          also: [],
          redirectsFrom: [],
          memory: 512,
          databaseName: "les_amis_wordpress",
          databaseKind: "mysql",
          databasePasswordVersion: 1,
          cron: {},
          origins: { name: "default", memory: "preset" },
        },
      ],
      problems: [],
    });
  });

  it("keeps what is written", () => {
    const written = { name: "blog", memory: 300, databasePasswordVersion: 2 };
    expect(apps([{ ...wordpress, at: "@", ...written }])).toMatchObject({
      model: [
        {
          ...written,
          host: "les-amis.example",
          databaseName: "les_amis_blog",
          origins: { name: "written", memory: "written" },
        },
      ],
      problems: [],
    });
  });

  it("has more memory in an association of a larger size, in whole megabytes", () => {
    const memory = (preset: Preset) =>
      apps([wordpress], {}, preset).model[0]?.memory;
    expect(memory(presets.small)).toBe(512);
    expect(memory(presets.medium)).toBe(768);
    expect(memory(presets.large)).toBe(1024);
    expect(memory({ ...presets.small, memoryFactor: 1.001 })).toBe(513);
  });

  it("has a database when its entry says so, and on request where it can do without", () => {
    const kind = (app: string, more: object = {}) =>
      apps([{ app, at: "www", ...more }]).model[0]?.databaseKind;
    expect(kind("wordpress")).toBe("mysql");
    expect(kind("mobilizon")).toBe("postgresql");
    expect(kind("dokuwiki")).toBeUndefined();
    expect(kind("php-site")).toBeUndefined();
    expect(kind("php-site", { database: true })).toBe("mysql");
    expect(kind("php-site", { database: false })).toBeUndefined();
  });

  it("may be there twice, under two names and two addresses", () => {
    const blog = { ...wordpress, name: "blog", at: "blog" };
    const { model, problems } = apps([wordpress, blog]);
    expect(problems).toEqual([]);
    expect(model.map(({ databaseName }) => databaseName)).toEqual([
      "les_amis_wordpress",
      "les_amis_blog",
    ]);
  });

  it("is one of the catalog, each with a title", () => {
    expect(Object.keys(appTitles())).toEqual(Object.keys(catalog));
    expect(appTitles()).toMatchObject({ "static-site": "Site statique" });
  });
});

const office = { app: "onlyoffice", at: "office" };
const cloud = { app: "nextcloud", at: "cloud" };

describe("an app that completes another", () => {
  it("finds it wherever it stands in the list", () => {
    for (const list of [
      [office, cloud],
      [cloud, office],
    ])
      expect(apps(list).problems.join()).not.toMatch(/completes/);
  });

  it("is refused without one, and beside two", () => {
    const nuage = { ...cloud, at: "nuage", name: "nuage" };
    expect(apps([office]).problems).toContainEqual(
      'stacks/les-amis.ts: apps[0].app: ONLYOFFICE completes Nextcloud, and this association has no Nextcloud (received: "onlyoffice"). Add Nextcloud to apps, or remove ONLYOFFICE.',
    );
    expect(apps([cloud, nuage, office]).problems).toContainEqual(
      'stacks/les-amis.ts: apps[2].app: ONLYOFFICE completes one Nextcloud, and this association has 2 (received: "onlyoffice"). Keep one Nextcloud, or remove ONLYOFFICE.',
    );
  });
});

const KNOWN = Object.keys(catalog)
  .join(", ")
  .replace(/, ([^,]+)$/, " and $1");
const long = "association-des-amis-du-quarti";

describe("what is written about an app", () => {
  it.each<[string, object, string]>([
    [
      "an app that the catalog has not",
      { app: "constructor" },
      `app: the catalog has no such app (received: "constructor"). Choose among: ${KNOWN}.`,
    ],
    [
      "an unknown field",
      { port: 80 },
      "port: unknown field (received: 80). Remove it, or choose among: app, at, name, memory, database, also, redirectsFrom, databasePasswordVersion and cron.",
    ],
    [
      "an address that is none",
      { at: "not a host" },
      'at: this cannot be an address under the domain (received: "not a host"). For example "www", "cloud", or "@" for the domain itself.',
    ],
    [
      "a name that nothing can have",
      { name: "Blog" },
      'name: this name is not allowed (received: "Blog"). Lower-case letters without accents, digits and hyphens, 2 to 30 characters, starting with a letter.',
    ],
    [
      "the name of a database server",
      { name: "postgresql" },
      `name: this is the name of the association's database server (received: "postgresql"). Choose another, for example name: "blog".`,
    ],
    [
      "no database where it needs one",
      { database: false },
      "database: WordPress always has a database (received: false). Remove database.",
    ],
    [
      "a database where it uses none",
      { app: "dokuwiki", database: true },
      "database: DokuWiki uses no database (received: true). Remove database.",
    ],
    [
      "less memory than works",
      { memory: 255 },
      "memory: this is too little memory for the app (received: 255). It needs at least megabytes(256).",
    ],
    [
      "more memory than its server has",
      { memory: 1233 },
      "memory: server commun-1 does not have that much memory (received: 1233). At most megabytes(1232).",
    ],
    [
      "a number in quotes",
      { databasePasswordVersion: "2" },
      'databasePasswordVersion: this is not the right type of value (received: "2"). Needed: a number, without quotes.',
    ],
    [
      "half a megabyte",
      { memory: 300.5 },
      "memory: this number is not allowed (received: 300.5). A whole number from 256 to 1232.",
    ],
  ])("refuses %s", (_what, more, problem) => {
    const { problems } = apps([{ ...wordpress, ...more }]);
    expect(problems).toEqual([`stacks/les-amis.ts: apps[0].${problem}`]);
  });

  it("takes the least memory that works, and all that its server has", () => {
    for (const memory of [256, 1232])
      expect(apps([{ ...wordpress, memory }]).problems).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      "the address of another app",
      { ...wordpress, name: "blog" },
      "at: the address www.les-amis.example is already taken by wordpress. Give one of the two another.",
    ],
    [
      "the name of another app",
      { ...wordpress, at: "blog" },
      'name: two apps have the same name (received: "wordpress"). Name one of the two, for example name: "blog".',
    ],
  ])("refuses %s", (_what, second, problem) => {
    expect(apps([wordpress, second]).problems).toEqual([
      `stacks/les-amis.ts: apps[1].${problem}`,
    ]);
  });

  it("refuses a name with which a swarm would take none of its services, beside the association's own", () => {
    const problemsOf = (app: string, length: number): string[] => {
      const one = { app, at: "www", name: "a".repeat(length) };
      return apps([one], { name: long }).problems;
    };
    // Its upgrade runs in a container of its own, `…--job-upgrade`.
    expect(problemsOf("dolibarr", 19)).toEqual([]);
    expect(problemsOf("dolibarr", 20)).toEqual([
      'stacks/les-amis.ts: apps[0].name: this name is too long beside that of the association (received: "aaaaaaaaaaaaaaaaaaaa"). At most 19 characters, for example name: "blog".',
    ]);
    // What runs after it, runs in its own.
    expect(problemsOf("galette", 30)).toEqual([]);
  });

  it("refuses an app without a domain", () => {
    expect(apps([wordpress], { domain: undefined }).problems).toEqual([
      expect.stringMatching(
        /^stacks\/les-amis\.ts: apps\[0\]\.at: this needs a domain/,
      ),
    ]);
  });

  it("asks no server for its memory where none is known", () => {
    const input = {
      ...BENEFICIARY_INPUT,
      apps: [{ ...wordpress, memory: 1e5 }],
    };
    const place = { server: undefined, preset: presets.small };
    const { problems } = resolved("stacks/les-amis.ts", (list) =>
      resolveApps(input as unknown as BeneficiaryInput, place, list),
    );
    expect(problems).toEqual([]);
  });

  it("goes on with the others where one makes no sense", () => {
    const { model, problems } = apps([null, { at: "x" }, wordpress]);
    expect(model.map(({ name }) => name)).toEqual(["wordpress"]);
    expect(problems).toEqual([
      expect.stringMatching(/^stacks\/les-amis\.ts: apps\[0\]: this is not/),
      "stacks/les-amis.ts: apps[1].app: a value is missing. Add this field.",
    ]);
  });
});
