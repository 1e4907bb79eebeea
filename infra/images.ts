import type { DatabaseKind } from "../apps-catalog/define-app";
import lock from "../apps-catalog/images.lock.json";

const digests: Readonly<Record<string, string | null>> = lock;

/** The proxy's image. Source: https://hub.docker.com/_/caddy */
export const PROXY_IMAGE = "caddy:2.11.7";

/**
 * The image of a beneficiary's own MariaDB server: the long-term series with the longest support left, which OVH offers too.
 * Sources: https://hub.docker.com/_/mariadb, https://mariadb.org/about/#maintenance-policy
 */
const MARIADB_IMAGE = "mariadb:11.4.13";

/**
 * The image of a beneficiary's own PostgreSQL server: the official one with PostGIS added, in the series that its makers
 * recommend; that of PostgreSQL 17 is no longer built on a Debian that gets corrections.
 * Sources: https://github.com/postgis/docker-postgis, "Versions"; https://github.com/docker-library/postgres
 */
const POSTGRESQL_IMAGE = "postgis/postgis:18-3.6";

/** The image of a beneficiary's own database server, by its kind. */
export const DATABASE_IMAGES: Readonly<Record<DatabaseKind, string>> = {
  mysql: MARIADB_IMAGE,
  postgresql: POSTGRESQL_IMAGE,
};

/** Digests by pinned tag; null while they have not been looked up. */
export function lockedDigests(): Readonly<Record<string, string | null>> {
  return digests;
}

/** A pinned tag with its locked digest; the tag alone while the digest has not been looked up. */
export function lockedImage(tag: string): string {
  const digest = digests[tag];
  return digest ? `${tag}@${digest}` : tag;
}
