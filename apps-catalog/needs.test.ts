import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalog } from "./catalog";
import { type AppDefinition, directoriesOf } from "./define-app";

describe.each(Object.values<AppDefinition>(catalog))("$id", (app) => {
  it("says where the memory and the disk that it needs come from", () => {
    const file = readFileSync(join(__dirname, app.id, "app.ts"), "utf8");
    const [, comment] = /((?: +\/\/ .*\n)+) +memory: /.exec(file) ?? [];
    expect(comment).toMatch(/\bMB\b|\bGB\b/);
    expect(comment).toMatch(/\bdisk\b/);
    expect(comment).toMatch(/Sources?: .*https:\/\//);
  });

  it("needs memory, and room on the disk if it keeps anything there", () => {
    const { memory, disk } = app.needs;
    expect(memory.least).toBeGreaterThan(0);
    expect(memory.usual).toBeGreaterThanOrEqual(memory.least);
    expect(Number.isInteger(disk)).toBe(true);
    expect(disk > 0).toBe(Object.keys(directoriesOf(app)).length > 0);
  });
});
