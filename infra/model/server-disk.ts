import { servicesOf } from "../../apps-catalog/define-app";
import type { Beneficiary } from "./beneficiary";
import { flavorDisk } from "./flavors";
import type { Platform } from "./platform";
import { isOpenTo, type ServerModel } from "./servers";
import { gigabytes } from "./units";

/** What an image takes: those of the catalog that were built here take 0.4 to 0.85 GB, and share some of it. */
const IMAGE = gigabytes(1);

/**
 * Kept for the system, updates and logs, a gigabyte for the mail that waits (`queue_minfree`), what containers write outside
 * their data directories, and the images of versions that are being replaced.
 */
const SYSTEM = gigabytes(10);

/** A beneficiary whose images do not fit any more on the disk of its server. */
export interface WithoutDisk {
  readonly beneficiary: Beneficiary;
  /** How many images that disk holds. */
  readonly most: number;
  /** Servers that are open to it, and have room for them. */
  readonly elsewhere: readonly string[];
}

/**
 * Who finds no room for its images on the own disk of its server, which nobody's data is on: each different one counts once,
 * however many have it. `inOrder`: who comes first is placed first.
 */
export function withoutDisk(
  { servers }: Pick<Platform, "servers">,
  inOrder: readonly Beneficiary[],
): WithoutDisk[] {
  const images = new Map(servers.map(({ name }) => [name, new Set<string>()]));
  const fits = (beneficiary: Beneficiary, server: ServerModel): boolean => {
    const there = images.get(server.name) ?? [];
    const all = new Set([...there, ...imagesOf(beneficiary)]);
    return all.size <= mostImages(server);
  };
  const left = inOrder.filter((beneficiary) => {
    if (!fits(beneficiary, beneficiary.server)) return true;
    for (const image of imagesOf(beneficiary))
      images.get(beneficiary.server.name)?.add(image);
    return false;
  });
  return left.map((beneficiary) => ({
    beneficiary,
    most: mostImages(beneficiary.server),
    elsewhere: servers
      .filter(
        (server) =>
          isOpenTo(server, beneficiary.name) && fits(beneficiary, server),
      )
      .map(({ name }) => name),
  }));
}

/** How many images the disk of a server holds beside its proxy's. */
function mostImages({
  flavor,
  bootVolume,
  swap,
}: Pick<ServerModel, "flavor" | "bootVolume" | "swap">): number {
  const disk = bootVolume?.size ?? flavorDisk[flavor];
  return Math.max(0, Math.floor((disk - SYSTEM - swap) / IMAGE) - 1);
}

/** Each different one, a release that is unpacked beside it included. */
function imagesOf({ apps, databaseServers }: Beneficiary): Set<string> {
  return new Set([
    ...apps.flatMap(({ definition }) => [
      ...servicesOf(definition).map(({ image }) => image),
      ...(definition.release ? [definition.release.url] : []),
    ]),
    ...databaseServers.map(({ kind }) => kind),
  ]);
}
