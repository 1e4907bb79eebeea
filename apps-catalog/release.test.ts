import { catalog } from "./catalog";
import { type AppDefinition, directoriesOf, servicesOf } from "./define-app";
import type { Release } from "./release";

const released = Object.values<AppDefinition>(catalog).flatMap(
  (app): [string, AppDefinition, Release][] =>
    app.release ? [[app.id, app, app.release]] : [],
);

describe.each(released)("the archive of %s", (_, app, release) => {
  it("is one version, by a hash that somebody publishes", () => {
    expect(release.version).toMatch(/^\d+(\.\d+)+$/);
    expect(release.url).toMatch(/^https:\/\/[^\s'"]+$/);
    expect(release.url).toContain(release.version);
    expect(release.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(release.source).toMatch(/^https:\/\//);
  });

  it("is where nothing can write, but in data directories", () => {
    const paths = Object.values(directoriesOf(app)).map(({ path }) => path);
    expect(paths).not.toContain(release.path);
    for (const target of Object.values(release.links ?? {}))
      expect(paths.some((path) => target.startsWith(`${path}/`))).toBe(true);
  });

  it("is in every container of the app's own image", () => {
    for (const { image, code } of servicesOf(app))
      expect(code?.path).toBe(image === app.image ? release.path : undefined);
  });
});
