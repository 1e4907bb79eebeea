import { databaseDump, restoreSteps } from "./backup-plan";
import { catalog } from "./catalog";
import type { AppDefinition } from "./define-app";

describe("a restore", () => {
  it("puts files back before the database, with nobody in the app, and lets people in at the end", () => {
    const steps = restoreSteps(catalog.nextcloud).map((step) => step.do);
    const order = ["stop", "directory", "database", "start", "run", "run"];
    expect(steps).toEqual(order);
    expect(restoreSteps(catalog.nextcloud).at(-1)).toMatchObject({
      command: { command: expect.arrayContaining(["--off"]) as string[] },
    });
  });

  it("puts SQLite's own copies over the files", () => {
    expect(restoreSteps(catalog.vaultwarden)).toEqual([
      { do: "stop" },
      { do: "directory", name: "data" },
      { do: "sqlite", name: "data/db.sqlite3" },
      { do: "start" },
    ]);
  });
});

describe("the dump of a database", () => {
  it("is SQL of one moment for MySQL, with a password that no process list shows", () => {
    const { file, dump, restore } = databaseDump("mysql", "les_amis_spip");
    expect(file).toBe("les_amis_spip.sql");
    const words = dump.command.slice(-3);
    expect(words).toEqual([
      "mariadb-dump",
      "--single-transaction",
      "les_amis_spip",
    ]);
    expect(restore.command.slice(-2)).toEqual(["mariadb", "les_amis_spip"]);
    for (const { command } of [dump, restore])
      expect(command[2]).toMatch(/--defaults-extra-file=<\(.*root-password/);
  });

  it("is an archive for PostgreSQL, which makes the database anew", () => {
    const { file, dump, restore } = databaseDump("postgresql", "les_amis_m");
    expect(file).toBe("les_amis_m.dump");
    expect(dump.command).toEqual([
      ...["pg_dump", "--username=postgres", "--format=custom", "les_amis_m"],
    ]);
    expect(restore.command).toEqual(
      expect.arrayContaining(["pg_restore", "--clean", "--create"]),
    );
  });

  it.each(Object.values<AppDefinition>(catalog))("is there for $id", (app) => {
    const { database: kind } = app.needs;
    if (kind === undefined) return;
    const name = `les_amis_${app.id}`;
    const { file, dump } = databaseDump(
      kind === "postgresql" ? kind : "mysql",
      name,
    );
    expect(file.startsWith(`${name}.`)).toBe(true);
    expect(dump.command).toContain(name);
  });
});
