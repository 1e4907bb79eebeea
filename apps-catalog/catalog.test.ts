import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalog } from "./catalog";
import type { AppContext, AppDefinition } from "./define-app";
import lock from "./images.lock.json";

const context: AppContext<string> = {
  displayName: "Les Amis du Quartier",
  contact: "bureau@les-amis.example",
  host: "www.les-amis.example",
  hasDatabase: true,
  database: {
    host: "db.example",
    port: 3306,
    name: "les_amis",
    user: "les_amis",
    password: "the-database-password",
  },
  hasMail: true,
  mail: {
    host: "169.254.25.25",
    port: 587,
    user: "les-amis",
    password: "the-mail-password",
    from: "contact@les-amis.example",
  },
  admin: { name: "epicier", password: "the-admin-password" },
};

describe.each(Object.entries<AppDefinition>(catalog))("%s", (key, app) => {
  it("is filed under its id", () => {
    expect(app.id).toBe(key);
    expect(existsSync(join(__dirname, app.id, "app.ts"))).toBe(true);
    expect(app.source).toMatch(/^https:\/\//);
    for (const text of Object.values(app.about)) expect(text).toMatch(/[^.]$/);
  });

  it("pins its image to one version, listed in the lock file", () => {
    expect(app.image).toMatch(/^[a-z0-9./-]+:v?\d+([.-]\d+)+[a-z0-9.-]*$/);
    expect(Object.keys(lock)).toContain(app.image);
  });

  it("keeps what it stores in data directories and backs each of them up", () => {
    const directories = Object.keys(app.dataDirectories);
    expect([...app.backup.directories].sort()).toEqual(directories.sort());
    expect(app.backup.database).toBe(app.needs.database !== undefined);
    for (const { path, owner } of Object.values(app.dataDirectories)) {
      expect(path).toMatch(/^\/[^:]+$/);
      expect(owner).toBeGreaterThan(0);
    }
  });

  it("puts no secret into its environment or its command", () => {
    const values = [
      ...Object.values(app.env(context)),
      ...(app.command?.(context) ?? []),
    ].join("\n");
    expect(values).not.toContain(context.database.password);
    expect(values).not.toContain(context.admin.password);
    expect(values).not.toContain(context.mail.password);
  });

  it("asks for a page as its health check", () => {
    expect(app.health.path).toMatch(/^\//);
    expect(app.needs.memory.usual).toBeGreaterThanOrEqual(
      app.needs.memory.least,
    );
  });

  it("makes its administrator without a human", () => {
    const told = [
      ...Object.values(app.install?.fields(context) ?? {}),
      ...Object.values(app.secrets(context)),
    ];
    expect(told).not.toContain(undefined);
    expect(told.includes(context.admin.password)).toBe(app.adminName !== null);
  });

  it("asks for a database only if it declares that it needs one", () => {
    const without: AppContext<string> = {
      ...context,
      hasDatabase: false,
      get database(): never {
        throw new Error("no database");
      },
    };
    const ask = (): unknown => [
      app.env(without),
      app.secrets(without),
      app.command?.(without),
    ];
    if (app.needs.database === "mysql") expect(ask).toThrow("no database");
    else expect(ask).not.toThrow();
  });

  it("asks for its mail account only if it has one", () => {
    const without: AppContext<string> = {
      ...context,
      hasMail: false,
      get mail(): never {
        throw new Error("no mail");
      },
    };
    expect(() => [
      app.env(without),
      app.secrets(without),
      app.command?.(without),
    ]).not.toThrow();
  });

  it("has a recipe in the sandbox if it was tried there, and only then", () => {
    const repository = app.image.split(":")[0] ?? "";
    const recipe = join(__dirname, "../sandbox/images/apps", repository);
    expect(existsSync(join(recipe, "Dockerfile"))).toBe(app.triedInSandbox);
  });
});

it("is in the guide, app by app", () => {
  const rows = Object.values<AppDefinition>(catalog).map(
    ({ id, title, about, needs, triedInSandbox }) =>
      `| \`${id}\` | ${title} | ${about.fr} | ${DATABASE[needs.database ?? "none"]} | ${triedInSandbox ? "oui" : "pas encore"} |`,
  );
  const page = readFileSync(
    join(__dirname, "../docs/applications.md"),
    "utf8",
  ).replaceAll(/ +/g, " ");
  const [, ...shown] = page
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  expect(shown).toEqual(rows);
});

const DATABASE = { none: "non", mysql: "oui", "mysql-on-request": "au choix" };
