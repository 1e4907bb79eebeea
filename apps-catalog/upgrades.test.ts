import { upgradeAllowed, versionOf } from "./upgrades";

it.each([
  ["nextcloud:33.0.8-apache", [33, 0, 8]],
  ["dokuwiki/dokuwiki:2025-05-14b", [2025, 5, 14]],
  ["kanboard/kanboard:v1.2.53@sha256:00", [1, 2, 53]],
  ["127.0.0.1:5000/spip:4.4.21", [4, 4, 21]],
  ["caddy:latest", undefined],
])("reads the version of %s", (image, version) => {
  expect(versionOf(image)).toEqual(version);
});

it.each([
  ["nextcloud:32.0.1-apache", "nextcloud:33.0.8-apache", "one-major", true],
  ["nextcloud:31.0.1-apache", "nextcloud:33.0.8-apache", "one-major", false],
  ["nextcloud:33.0.8-apache", "nextcloud:33.0.7-apache", "one-major", false],
  ["nextcloud:33.0.8-apache", "nextcloud:33.0.8-apache", "one-major", true],
  ["wordpress:5.9.3", "wordpress:7.1.0", "free", true],
  ["wordpress:7.1.0", "wordpress:6.9.9", "free", false],
  ["matomo:5", "matomo:5.13.0-apache", "one-major", true],
  ["ipeos/spip:4.4.21", "other/spip:2.0.0", "one-major", true],
  ["caddy:latest", "caddy:2.10.2", "one-major", true],
] as const)("from %s to %s (%s): %s", (from, to, rule, allowed) => {
  expect(upgradeAllowed(from, to, rule)).toBe(allowed);
});
