import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { restoreSteps } from "./backup-plan";
import { catalog } from "./catalog";
import { adminNameOf } from "./define-app";
import { contextOf } from "./testing";

/** What single apps need, where a mistake was made once. */
it("gives Wallabag an association's name as one text of YAML, whatever is in it", () => {
  const context = contextOf(catalog.wallabag);
  const displayName = 'Fête : 100 % "nous" # oui';
  const env = catalog.wallabag.env({ ...context, displayName });
  expect(env).toHaveProperty(
    "SYMFONY__ENV__SERVER_NAME",
    String.raw`"Fête : 100 %% \"nous\" # oui"`,
  );
});

it("lets ONLYOFFICE be shown in a page of Nextcloud, and save before it ends", () => {
  const { headers, stopSeconds } = catalog.onlyoffice;
  expect(headers["X-Frame-Options"].value).toBeNull();
  expect(stopSeconds).toBe(300);
});

it("takes a Joomla that did not install itself for broken, and shows nobody its installer", () => {
  const { configs, health } = catalog.joomla;
  expect(configs.apache.text()).toContain('<Location "/installation">');
  // It follows the way to the installer, which is refused.
  expect(health.client).toBe("php");
});

it("copies FreshRSS's databases before they are kept, and puts the copies back after", () => {
  const steps = restoreSteps(catalog.freshrss).map((step) => step.do);
  expect(steps).toEqual([
    ...["stop", "directory", "directory", "start"],
    ...["run", "run"],
  ]);
});

it("shares what an association's pages and Apache read: PHP is Apache's user", () => {
  for (const { env, dataDirectories } of [
    ...[catalog.paheko, catalog.yeswiki, catalog["php-site"]],
  ]) {
    const told = env(contextOf(catalog["php-site"]));
    expect(told).toHaveProperty(["fpm.pool.user"], "www-data");
    for (const { owner } of Object.values(dataDirectories))
      expect(owner).toBe(33);
  }
});

it("knows the administrator by the name that each app takes", () => {
  const { dokuwiki, etherpad, mobilizon, paheko } = catalog;
  const context = contextOf(dokuwiki);
  expect(
    [dokuwiki, etherpad, mobilizon, paheko].map((app) =>
      adminNameOf(app, context),
    ),
  ).toEqual([
    ...["epicier", "admin"],
    ...["epicier@www.les-amis.example", "bureau@les-amis.example"],
  ]);
  expect(adminNameOf(catalog.roundcube, context)).toBeNull();
});

describe("Nextcloud's job after a new version", () => {
  const bin = mkdtempSync(join(tmpdir(), "epicerie-occ-"));
  afterAll(() => rmSync(bin, { recursive: true }));
  const [, , script] = catalog.nextcloud.jobs.upgrade.command;

  /** With a PHP that answers so to `occ upgrade`. */
  function codeOf(upgrade: number): number | null {
    const php = join(bin, "php");
    const answer = `[ "$2" != upgrade ] || exit ${String(upgrade)}`;
    writeFileSync(php, `#!/bin/sh\n${answer}\n`);
    chmodSync(php, 0o755);
    const env = { PATH: `${bin}:${process.env.PATH ?? ""}` };
    const here = script.replace("/var/www/html", bin);
    return spawnSync("sh", ["-c", here], { env }).status;
  }

  it.each([
    [0, 0],
    [3, 0],
    [5, 1],
  ])("ends an upgrade that says %s with %s", (said, code) => {
    expect(codeOf(said)).toBe(code);
  });
});
