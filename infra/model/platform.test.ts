import { resolvePlatform } from "./platform";
import { ProblemList } from "./problems";
import { MYSQL, PLATFORM_INPUT, resolved } from "./testing";

const valid = { ...PLATFORM_INPUT, mysql: MYSQL };

function problemsWith(override: object): string[] {
  return resolved("stacks/prod.ts", (list) =>
    resolvePlatform({ ...valid, ...override }, list),
  ).problems;
}

describe("a platform", () => {
  it("is completed with its defaults", () => {
    const platform = resolvePlatform(valid, new ProblemList("stacks/prod.ts"));
    expect(platform).toMatchObject({ objectStorageRegion: "GRA" });
    expect(platform?.servers).toEqual([
      {
        name: "commun-1",
        flavor: "d2-4",
        cpus: 2,
        image: "Debian 12",
        memory: 4000,
        hostName: "commun-1.soltic.example",
        machine: "commun-1",
        rebootAt: "04:00",
        swap: 1,
        snapshots: [],
      },
    ]);
  });

  it.each([
    [
      { colour: "green" },
      /^stacks\/prod.ts: colour: unknown field \(received: "green"\)\. Remove it/,
    ],
    [
      { displayName: " " },
      /^stacks\/prod.ts: displayName: this is not a name that can be read/,
    ],
    [
      { contact: "nobody" },
      /^stacks\/prod.ts: contact: this is not an e-mail address \(received: "nobody"\)/,
    ],
    [
      { domain: "http://soltic.example" },
      /^stacks\/prod.ts: domain: this is not a domain name/,
    ],
    [
      { project: "abc" },
      /^stacks\/prod.ts: project: this is not the id of a Public Cloud project \(received: "abc"\)/,
    ],
    [
      { region: "US-EAST-VA-1" },
      /^stacks\/prod.ts: region: there is no such value .* GRA11/,
    ],
    [
      { sshFrom: ["0.0.0.0/0"] },
      /^stacks\/prod.ts: sshFrom\[0\]: SSH would be open to the whole world/,
    ],
    [
      { sshFrom: ["home"] },
      /^stacks\/prod.ts: sshFrom\[0\]: this is not a network/,
    ],
    [{ sshFrom: ["10.0.0.999/8"] }, /this is not a network/],
    [{ servers: {} }, /^stacks\/prod.ts: servers: the platform has no server/],
    [
      { servers: { Commun: { flavor: "d2-4" } } },
      /^stacks\/prod.ts: servers.Commun: this name is not allowed/,
    ],
    [
      { servers: { "commun-1": { flavor: "huge" } } },
      /servers.commun-1.flavor: there is no such value \(received: "huge"\)/,
    ],
    [
      { servers: { "commun-1": {} } },
      /servers.commun-1.flavor: a value is missing/,
    ],
    [
      { mysql: "soltic-001" },
      /mysql: this is not the right type of value \(received: "soltic-001"\)/,
    ],
    [
      { backups: { replicateTo: "GRA" } },
      /backups.replicateTo: the copy would be in the same city as the original/,
    ],
    [
      { backups: { replicateTo: "Strasbourg" } },
      /backups.replicateTo: there is no such value .*SBG/,
    ],
    [
      { backups: { keepVersionsDays: 0 } },
      /backups.keepVersionsDays: .*\(received: 0\)/,
    ],
    [
      { backups: { versioning: false } },
      /backups.versioning: unknown field \(received: false\)/,
    ],
    [
      { backups: "SBG" },
      /backups: this is not the right type of value \(received: "SBG"\)/,
    ],
  ])("refuses %j", (override, message) => {
    expect(problemsWith(override)).toEqual([expect.stringMatching(message)]);
  });

  it("may order a MySQL service", () => {
    const order = {
      plan: "private-sql-512-instance",
      engine: "mariadb_11.4",
      datacenter: "gra3",
    };
    const { model } = resolved("stacks/prod.ts", (list) =>
      resolvePlatform({ ...PLATFORM_INPUT, mysql: { order } }, list),
    );
    expect(model).toMatchObject({ mysqlOrder: order });
    expect(model).not.toHaveProperty("mysql");
  });

  it("has backups that nobody deletes, kept 90 days, and copied where it says", () => {
    const resolve = (more: object) =>
      resolvePlatform({ ...valid, ...more }, new ProblemList("stacks/prod.ts"))
        ?.backups;
    const usual = {
      name: "backups",
      api: "s3",
      access: "append-only",
      credentials: {},
      versioning: true,
      keepVersionsDays: 90,
    };
    expect(resolve({})).toEqual(usual);
    expect(resolve({ backups: { keepVersionsDays: undefined } })).toEqual(
      usual,
    );
    const backups = { keepVersionsDays: 30, replicateTo: "SBG" };
    expect(resolve({ backups })).toEqual({ ...usual, ...backups });
  });

  it("reports all problems at once", () => {
    expect(
      problemsWith({ contact: "x", domain: "y", project: "z", gateway: "yes" }),
    ).toHaveLength(4);
  });
});
