import type { AppDefinition } from "./define-app";

/**
 * The code of an app of which nobody publishes an image: an archive that the server unpacks once, which the app's own image,
 * a general-purpose one, finds in a folder that it cannot write to.
 */
export interface Release {
  /** The app's own version, which `supportedVersions` and `upgrades` speak of: the image's is PHP's. */
  readonly version: string;
  /** Where the archive is: `.zip`, or anything that tar reads. It holds the code, in a folder of its own or not. */
  readonly url: string;
  /** The archive's SHA-256, in hexadecimal, as somebody publishes it beside that very URL. */
  readonly sha256: string;
  /** Who publishes both. */
  readonly source: string;
  /** Where the image expects the code, e.g. `/app`. Data directories and configs may lie below. */
  readonly path: string;
  /**
   * Files that the app insists on writing beside its code, by name: where they really are, in a data directory.
   * @default none
   */
  readonly links?: Readonly<Record<string, string>>;
}

/** Where a server keeps the code of such apps, a folder per version, shared by all who have it. */
export const RELEASES = "/var/lib/epicerie/releases";

/** The folder of a version: `paheko-1.3.18-20c3dc445035`. Another archive under the same version is another folder. */
export function releaseFolder(id: string, release: Release): string {
  return `${id}-${release.version}-${release.sha256.slice(0, 12)}`;
}

/** What of an app has a version, as a tag: its image, or `paheko:1.3.18`. */
export function versionedPart({
  id,
  image,
  release,
}: Pick<AppDefinition, "id" | "image" | "release">): string {
  return release ? `${id}:${release.version}` : image;
}
