import { memoryOf } from "./capacity";
import type { Platform } from "./platform";
import { beneficiaryWith, MYSQL, platformWith } from "./testing";

const shared = platformWith({ mysql: MYSQL });
const bare = platformWith();
const ordered = platformWith({
  mysql: {
    order: {
      plan: "private-sql-512-instance",
      engine: "mariadb_11.4",
      datacenter: "gra3",
    },
  },
});

const resolve = (override: object, on: Platform) =>
  beneficiaryWith({ apps: [{ app: "wordpress", at: "www" }], ...override }, on);

const MOBILIZON = { app: "mobilizon", at: "agenda" };
const DOKUWIKI = [{ app: "dokuwiki", at: "wiki" }];

describe("the databases of a beneficiary", () => {
  it.each([
    ["on the platform's service where there is one", {}, shared, "shared"],
    ["on its own server where there is none", {}, bare, "own"],
    ["where it says", { mysql: "own" }, shared, "own"],
  ])("are %s", (_where, override, on, place) => {
    const { model: beneficiary, problems } = resolve(override, on);
    expect(problems).toEqual([]);
    expect(beneficiary?.mysql).toBe(place);
    expect(beneficiary?.databaseServers.map(({ kind }) => kind)).toEqual(
      place === "own" ? ["mysql"] : [],
    );
    expect(beneficiary?.apps[0]).toMatchObject({
      databaseName: "les_amis_wordpress",
      databasePasswordVersion: 1,
    });
  });

  it("need no server while no app has a database", () => {
    const { model: beneficiary } = resolve(
      { mysql: "own", apps: DOKUWIKI },
      shared,
    );
    expect(beneficiary?.databaseServers).toEqual([]);
  });

  it.each(["shared", "own"])(
    "of PostgreSQL are on a server of its own where MySQL is %s",
    (place) => {
      const apps = [{ app: "wordpress", at: "www" }, MOBILIZON];
      const { model: beneficiary, problems } = resolve(
        { mysql: place, apps },
        shared,
      );
      expect(problems).toEqual([]);
      expect(beneficiary?.databaseServers.map(({ kind }) => kind)).toEqual(
        place === "own" ? ["mysql", "postgresql"] : ["postgresql"],
      );
      expect(beneficiary?.apps).toMatchObject([
        { databaseKind: "mysql" },
        { databaseName: "les_amis_mobilizon", databaseKind: "postgresql" },
      ]);
    },
  );

  it("of PostgreSQL alone ask nothing of the platform's MySQL service", () => {
    expect(resolve({ apps: [MOBILIZON] }, ordered)).toMatchObject({
      problems: [],
      model: { databaseServers: [{ kind: "postgresql", memory: 384 }] },
    });
  });

  it("take memory and disk of their own, by the size", () => {
    const own = (override: object) => {
      const { model: beneficiary } = resolve(
        { mysql: "own", ...override },
        shared,
      );
      if (!beneficiary) throw new Error("not valid");
      return [beneficiary.databaseServers[0]?.memory, memoryOf(beneficiary)];
    };
    expect(own({})).toEqual([384, 512 + 384]);
    expect(own({ size: "large" })).toEqual([768, 1024 + 768]);
    const php = [{ app: "php-site", at: "www", database: true }];
    expect(resolve({ mysql: "own", apps: php }, shared).model?.disk).toBe(10);
  });
});

describe("what is written about databases", () => {
  it.each([
    [
      { mysql: "cloud" },
      shared,
      /: mysql: there is no such value \(received: "cloud"\)\. Choose among: shared and own\./,
    ],
    [
      { mysql: "shared" },
      bare,
      /: mysql: the platform has no MySQL service to share .* Write mysql: "own"/,
    ],
    [
      {},
      ordered,
      /: mysql: the platform's MySQL service is ordered, .* copy service, host and port/,
    ],
    [
      { mysql: "own", disk: 1 },
      shared,
      /: disk: the disk is too small for its apps .* gigabytes\(2\)/,
    ],
    [
      { apps: [{ app: "wordpress", at: "www", name: "mysql" }] },
      shared,
      /apps\[0\]\.name: this is the name of the association's database server/,
    ],
    [
      { apps: [{ ...MOBILIZON, name: "postgresql" }] },
      shared,
      /apps\[0\]\.name: this is the name of the association's database server/,
    ],
    [
      { apps: [{ ...MOBILIZON, database: true }] },
      shared,
      /apps\[0\]\.database: Mobilizon always has a database/,
    ],
    [
      { disk: 1, apps: [MOBILIZON] },
      shared,
      /: disk: the disk is too small for its apps .* gigabytes\(2\)/,
    ],
    [
      {
        apps: [{ app: "wordpress", at: "www", databasePasswordVersion: 0 }],
      },
      shared,
      /apps\[0\]\.databasePasswordVersion: this number is not allowed \(received: 0\)\. A whole number from 1 to 1000\./,
    ],
    [
      { apps: [{ app: "spip", at: "www", databasePasswordVersion: 2 }] },
      shared,
      /apps\[0\]\.databasePasswordVersion: SPIP keeps this password in settings of its own/,
    ],
    [
      { apps: [{ ...DOKUWIKI[0], databasePasswordVersion: 2 }] },
      shared,
      /apps\[0\]\.databasePasswordVersion: DokuWiki has no database here/,
    ],
  ])("is refused: %j", (override, on, message) => {
    expect(resolve(override, on).problems).toEqual([
      expect.stringMatching(message),
    ]);
  });
});
