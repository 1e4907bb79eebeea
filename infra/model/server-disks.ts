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

/**
 * How many volumes a machine of KVM takes: its PCI bus has 32 places, of which 4 are its own, 2 have network ports, 1 the
 * disk that it boots from, and 1 is left for what OVH may add. OVH publishes no limit, so more are worth a word and no problem.
 * Source: https://docs.redhat.com/en/documentation/Red_Hat_Enterprise_Linux/6/html/virtualization_host_configuration_and_guest_installation_guide/pci-device_restrictions
 */
export const MOST_VOLUMES = 32 - 4 - 2 - 1 - 1;

/** A beneficiary whose images do not fit any more on the disk of its server. */
export interface WithoutDisk {
  readonly beneficiary: Beneficiary;
  /** How many images that disk holds. */
  readonly most: number;
  /** Servers that are open to it, and have room for it. */
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
  const images = new Map<string, ReadonlySet<string>>();
  const imagesWith = (beneficiary: Beneficiary, { name }: ServerModel) =>
    new Set([...(images.get(name) ?? []), ...imagesOf(beneficiary)]);
  const left = inOrder.filter((beneficiary) => {
    const { server } = beneficiary;
    const all = imagesWith(beneficiary, server);
    const isPlaced = all.size <= mostImages(server);
    if (isPlaced) images.set(server.name, all);
    return !isPlaced;
  });
  return left.map((beneficiary) => ({
    beneficiary,
    most: mostImages(beneficiary.server),
    elsewhere: servers
      .filter(
        (server) =>
          isOpenTo(server, beneficiary.name) &&
          imagesWith(beneficiary, server).size <= mostImages(server),
      )
      .map(({ name }) => name),
  }));
}

/** How many of something there are, and the most that there may be. */
interface Used {
  readonly used: number;
  readonly most: number;
}

/** How many images and volumes those on a server have, and the most that it takes. */
export function disksOf(
  server: ServerModel,
  placed: readonly Beneficiary[],
): { readonly images: Used; readonly volumes: Used } {
  const images = new Set(placed.flatMap((one) => [...imagesOf(one)]));
  const volumes = placed.reduce((sum, one) => sum + volumesOf(one), 0);
  return {
    images: { used: images.size, most: mostImages(server) },
    volumes: { used: volumes, most: MOST_VOLUMES },
  };
}

/** How many volumes a beneficiary has on its server: its disk, and the snapshots of it that are opened. */
function volumesOf({
  disk,
  snapshots,
}: Pick<Beneficiary, "disk" | "snapshots">): number {
  const opened = Object.values(snapshots).filter((use) => use === "opened");
  return disk === undefined ? 0 : 1 + opened.length;
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
