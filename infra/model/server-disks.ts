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

/** What there may be too much of on a server: images on its own disk, or volumes beside it. */
export type DiskKind = "images" | "volumes";

/** A beneficiary whose images do not fit any more on the disk of its server. */
export interface WithoutDisk {
  readonly beneficiary: Beneficiary;
  /** How many images that disk holds. */
  readonly most: number;
  /** Servers that are open to it, and have room for it. */
  readonly elsewhere: readonly string[];
}

/** What is on a server already. */
interface Load {
  readonly images: ReadonlySet<string>;
  readonly volumes: number;
}

const EMPTY: Load = { images: new Set(), volumes: 0 };

/**
 * Who finds no room for its images on the own disk of its server, which nobody's data is on: each different one counts once,
 * however many have it. `inOrder`: who comes first is placed first.
 */
export function withoutDisk(
  { servers }: Pick<Platform, "servers">,
  inOrder: readonly Beneficiary[],
): WithoutDisk[] {
  const loads = new Map<string, Load>();
  const loadWith = (beneficiary: Beneficiary, { name }: ServerModel): Load =>
    added(loads.get(name) ?? EMPTY, beneficiary);
  const fits = ({ images }: Load, server: ServerModel): boolean =>
    images.size <= most(server).images;
  const left = inOrder.filter((beneficiary) => {
    const { server } = beneficiary;
    const load = loadWith(beneficiary, server);
    const isPlaced = fits(load, server);
    if (isPlaced) loads.set(server.name, load);
    return !isPlaced;
  });
  return left.map((beneficiary) => ({
    beneficiary,
    most: most(beneficiary.server).images,
    elsewhere: servers
      .filter(
        (server) =>
          isOpenTo(server, beneficiary.name) &&
          fits(loadWith(beneficiary, server), server),
      )
      .map(({ name }) => name),
  }));
}

/** How many images and volumes those on a server have, and the most that it takes. */
export function disksOf(
  server: ServerModel,
  placed: readonly Beneficiary[],
): Readonly<
  Record<DiskKind, { readonly used: number; readonly most: number }>
> {
  const { images, volumes } = placed.reduce(added, EMPTY);
  const limits = most(server);
  return {
    images: { used: images.size, most: limits.images },
    volumes: { used: volumes, most: limits.volumes },
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

function added({ images, volumes }: Load, beneficiary: Beneficiary): Load {
  return {
    images: new Set([...images, ...imagesOf(beneficiary)]),
    volumes: volumes + volumesOf(beneficiary),
  };
}

/** What the disk of a server holds beside its proxy's image, and how many more disks it takes. */
function most({
  flavor,
  bootVolume,
  swap,
}: Pick<ServerModel, "flavor" | "bootVolume" | "swap">): Readonly<
  Record<DiskKind, number>
> {
  const disk = bootVolume?.size ?? flavorDisk[flavor];
  const images = Math.floor((disk - SYSTEM - swap) / IMAGE) - 1;
  return { images: Math.max(0, images), volumes: MOST_VOLUMES };
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
