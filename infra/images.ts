import lock from "../apps-catalog/images.lock.json";

const digests: Readonly<Record<string, string | null>> = lock;

/** The proxy's image. Source: https://hub.docker.com/_/caddy */
export const PROXY_IMAGE = "caddy:2.10.2";

/**
 * The image of a beneficiary's own database server: the long-term series with the longest support left, which OVH offers too.
 * Sources: https://hub.docker.com/_/mariadb, https://mariadb.org/about/#maintenance-policy
 */
export const MARIADB_IMAGE = "mariadb:11.4.12";

/** Digests by pinned tag; null while they have not been looked up. */
export function lockedDigests(): Readonly<Record<string, string | null>> {
  return digests;
}

/** A pinned tag with its locked digest; the tag alone while the digest has not been looked up. */
export function lockedImage(tag: string): string {
  const digest = digests[tag];
  return digest ? `${tag}@${digest}` : tag;
}
