import { messagesFor } from "../../messages/messages";
import { resolveBeneficiary } from "./beneficiary";
import { resolvePlatform } from "./platform";
import { formatProblem, ProblemList } from "./problems";

/** Whatever somebody writes is answered with problems in words; an exception would be a defect. */

const KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ7Hk0FZk4a2r0mRz4t0V5b3qz7zT5Vd2w6b5m1l0Q9x marie@portable";

const platform = {
  displayName: "Sol&TIC",
  contact: "technique@soltic.example",
  domain: "soltic.example",
  project: {
    id: "c0ffee00c0ffee00c0ffee00c0ffee00",
    regions: ["SBG5"],
    technicalUsers: { robot: ["deploy", "storage"], veille: "supervise" },
    spendingAlert: { monthly: 100, email: "a@soltic.example" },
  },
  region: "GRA11",
  gateway: true,
  sshFrom: ["203.0.113.7/32"],
  sftpFrom: ["0.0.0.0/0"],
  servers: {
    "commun-1": {
      flavor: "d2-4",
      apartIn: "web",
      dedicatedTo: "les-amis",
      generations: [1, 2],
      rebootAt: "04:00",
      swap: 1,
      bootVolume: { size: 20, imageId: "4d3c2b1a-0000-4000-8000-00000000c0de" },
    },
    "commun-2": { flavor: "d2-8", snapshots: ["avant"] },
  },
  sshKeys: { jeanne: KEY },
  mysql: {
    service: "soltic-001",
    host: "soltic-001.eu.clouddb.ovh.net",
    port: 35001,
  },
  outgoingMail: { limit: 100, minutes: 5 },
  backups: { keepVersionsDays: 30, replicateTo: "SBG" },
  records: [{ type: "TXT", at: "@", text: "x" }],
  epiciers: {
    jeanne: { email: "j@soltic.example", sees: ["les-amis"], role: "manager" },
  },
  exceptions: [{ rule: "eu-regions", resource: "x", reason: "why" }],
};

const beneficiary = {
  name: "les-amis",
  displayName: "Les Amis du Quartier",
  contact: "bureau@les-amis.example",
  domain: "les-amis.example",
  domainOrder: { owner: 123 },
  domains: ["les-amis.org"],
  server: "commun-1",
  size: "small",
  disk: 20,
  snapshots: { avant: "kept" },
  diskClass: "classic",
  mailboxes: ["contact", { name: "archives", size: 500, passwordVersion: 2 }],
  redirections: { bureau: ["contact", "jeanne@ailleurs.example"] },
  responders: {
    contact: { message: "Partis.", from: "2026-08-01", to: "2026-08-31" },
  },
  outgoingMail: { from: "contact", limit: 100, minutes: 5 },
  mail: {
    servers: "ovh",
    spf: "v=spf1 -all",
    dkim: { un: "un.example" },
    dmarc: { policy: "none", reports: "a@x.example" },
  },
  records: [
    { type: "A", at: "boutique", address: "203.0.113.9", ttl: 300 },
    {
      type: "SRV",
      at: "_s._tcp",
      priority: 1,
      weight: 2,
      port: 3,
      target: "s.example",
    },
    { type: "CAA", at: "boutique", tag: "issue", value: "x.example" },
  ],
  apps: [
    {
      app: "wordpress",
      at: "www",
      name: "site",
      memory: 300,
      also: ["fete.les-amis.example"],
      redirectsFrom: ["vieux.les-amis.example"],
      databasePasswordVersion: 2,
    },
    {
      app: "php-site",
      at: "php",
      database: true,
      cron: {
        relance: {
          schedule: "03:15",
          command: ["php", "/var/www/html/cron.php"],
          timeoutMinutes: 5,
        },
      },
    },
  ],
  buckets: {
    vieux: { api: "swift", credentials: { lecture: "read-only" } },
    photos: {
      access: "read-write",
      versioning: true,
      keepVersionsDays: 30,
      lock: { days: 10, mode: "governance" },
      replicateTo: "SBG",
    },
  },
  mysql: "shared",
  webmasters: { marie: { keys: [KEY], app: "site" } },
  disposable: false,
  exceptions: [{ rule: "eu-regions", resource: "x", reason: "why" }],
};

const VALUES: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  1e30,
  Number.NaN,
  10n,
  Symbol("x"),
  () => 1,
  "",
  "x",
  "é\n\0",
  "__proto__",
  "a".repeat(300),
  [],
  [null],
  [[]],
  ["x", "x"],
  {},
  { x: null },
  Object.create(null),
  new Date(Number.NaN),
];

/** Every place of a value that something can be written in: its fields and elements, at any depth, and one more of each. */
function placesOf(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [[]];
  return [
    [],
    ...(Array.isArray(value) ? [] : [["constructor"]]),
    ...Object.entries(value).flatMap(([key, inner]) =>
      placesOf(inner).map((rest) => [key, ...rest]),
    ),
  ];
}

function withValue(whole: unknown, path: string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const copy = (
    Array.isArray(whole) ? [...(whole as unknown[])] : { ...(whole as object) }
  ) as Record<string, unknown>;
  copy[key] = withValue(copy[key], rest, value);
  return copy;
}

function resolved(list: ProblemList, resolve: () => unknown): string {
  const model = resolve();
  const said = list.all.flatMap((problem) =>
    (["fr", "en"] as const).map((language) =>
      formatProblem(problem, messagesFor(language).model),
    ),
  );
  if ((model === undefined) !== said.length > 0)
    throw new Error(`model: ${String(model)}, problems: ${said.join("\n")}`);
  const unfinished = said.find((line) => /\bundefined\b|\[object /.test(line));
  if (unfinished !== undefined) throw new Error(unfinished);
  return said.join("\n");
}

function refusals(
  whole: unknown,
  resolve: (input: unknown) => unknown,
): string[] {
  return placesOf(whole).flatMap((path) =>
    VALUES.flatMap((value) => {
      try {
        resolve(withValue(whole, path, value));
        return [];
      } catch (error) {
        return [
          `${path.join(".")} = ${String(typeof value)}: ${String(error instanceof Error ? error.stack : error)}`,
        ];
      }
    }),
  );
}

describe("whatever somebody writes", () => {
  const resolvedPlatform = resolvePlatform(
    platform,
    new ProblemList("stacks/prod.ts"),
  );

  it("in the file of the platform is answered in words", () => {
    const resolve = (input: unknown): unknown => {
      const list = new ProblemList("stacks/prod.ts");
      return resolved(list, () => resolvePlatform(input, list));
    };
    expect(resolve(platform)).toBe("");
    expect(refusals(platform, resolve)).toEqual([]);
  });

  it("in the file of an association is answered in words", () => {
    const resolve = (input: unknown): unknown => {
      const list = new ProblemList("stacks/les-amis.ts");
      return resolved(list, () =>
        resolveBeneficiary(input, "les-amis", resolvedPlatform, list),
      );
    };
    expect(resolve(beneficiary)).toBe("");
    expect(refusals(beneficiary, resolve)).toEqual([]);
  });

  it("wrong in one field hides no problem of another", () => {
    const list = new ProblemList("stacks/les-amis.ts");
    const [site] = beneficiary.apps;
    const wrong = {
      ...{ nom: "x", disk: "20", contact: "bureau" },
      mailboxes: ["contact", "archives", { nom: "a" }],
      apps: [{ ...site, port: 80, memory: 100 }, { app: "wordpres" }, null],
    };
    const input = { ...beneficiary, ...wrong };
    resolveBeneficiary(input, "les-amis", resolvedPlatform, list);
    const file = "stacks/les-amis.ts: ";
    expect(list.all.map(({ path }) => path.slice(file.length))).toEqual([
      ...["nom", "disk", "contact", "mailboxes[2].nom", "mailboxes[2].name"],
      ...["apps[0].port", "apps[0].memory", "apps[1].at", "apps[2]"],
    ]);
  });
});
