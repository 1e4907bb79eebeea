import { catalog } from "../apps-catalog/catalog";
import {
  type AppDefinition,
  type DatabaseKind,
  servicesOf,
} from "../apps-catalog/define-app";
import lock from "../apps-catalog/images.lock.json";
import type { Model } from "./model/model";

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

/** Every image that the catalog, the proxy and the database servers know of, each once, by its pinned tag. */
export function knownImages(): string[] {
  const apps = Object.values<AppDefinition>(catalog).flatMap(imagesOf);
  return unique([...apps, PROXY_IMAGE, ...Object.values(DATABASE_IMAGES)]);
}

/** The images that some stack runs: the proxy's, its database servers', and those of each of its apps' services. */
export function imagesInUse({ beneficiaries }: ModelImages): string[] {
  const databases = beneficiaries.flatMap(({ databaseServers }) =>
    databaseServers.map(({ kind }) => DATABASE_IMAGES[kind]),
  );
  const apps = beneficiaries.flatMap((one) =>
    one.apps.flatMap(({ definition }) => imagesOf(definition)),
  );
  return unique([PROXY_IMAGE, ...databases, ...apps]);
}

type ModelImages = Pick<Model, "beneficiaries">;

function imagesOf(definition: AppDefinition): string[] {
  return servicesOf(definition).map(({ image }) => image);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** Digests of all known images; null while they have not been looked up, as for an app that has just come to the catalog. */
export function lockedDigests(): Record<string, string | null> {
  return Object.fromEntries(
    knownImages().map((image) => [image, digests[image] ?? null]),
  );
}

/** A pinned tag with its locked digest; the tag alone while the digest has not been looked up. */
export function lockedImage(tag: string): string {
  const digest = digests[tag];
  return digest ? `${tag}@${digest}` : tag;
}
