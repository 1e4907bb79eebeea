import { restoreSteps } from "./backup-plan";
import { catalog } from "./catalog";

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
