import { existsSync } from "node:fs";
import { join } from "node:path";
import { catalog } from "./catalog";
import type { AppContext, AppDefinition } from "./define-app";
import lock from "./images.lock.json";

const context: AppContext<string> = {
  displayName: "Les Amis du Quartier",
  contact: "bureau@les-amis.example",
  host: "www.les-amis.example",
  database: {
    host: "db.example",
    port: 3306,
    name: "les_amis",
    user: "les_amis",
    password: "the-database-password",
  },
  admin: { name: "epicier", password: "the-admin-password" },
};

describe.each(Object.entries<AppDefinition>(catalog))("%s", (key, app) => {
  it("is filed under its id", () => {
    expect(app.id).toBe(key);
    expect(existsSync(join(__dirname, app.id, "app.ts"))).toBe(true);
    expect(app.source).toMatch(/^https:\/\//);
  });

  it("pins its image to one version, listed in the lock file", () => {
    expect(app.image).toMatch(/^[a-z0-9./-]+:\d+(\.\d+)+[a-z0-9.-]*$/);
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

  it("puts no secret into its environment", () => {
    const values = Object.values(app.env(context)).join("\n");
    expect(values).not.toContain(context.database.password);
    expect(values).not.toContain(context.admin.password);
  });

  it("asks for a page of its own as its health check", () => {
    expect(app.health.path).toMatch(/^\/./);
    expect(app.needs.memory.usual).toBeGreaterThanOrEqual(
      app.needs.memory.least,
    );
  });

  it("makes its administrator without a human", () => {
    const fields = app.install
      ? Object.values(app.install.fields(context))
      : [];
    if (app.install) expect(fields).toContain(context.admin.password);
    expect(fields).not.toContain(undefined);
  });
});
