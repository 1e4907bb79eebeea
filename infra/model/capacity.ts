import type { Beneficiary } from "./beneficiary";
import type { Platform } from "./platform";
import { isOpenTo, type ServerModel } from "./servers";
import { type Megabytes, megabytes } from "./units";

/** The proxy that each server has: its limit in `components/reverse-proxy.ts`. */
const PROXY = megabytes(256);

/**
 * Kept for the system of a server. An idle Debian 12 with systemd and sshd takes about 150 MB, dockerd and containerd 150 MB
 * more, an unattended upgrade 150 MB at its peak; the rest lets the kernel cache files, without which every page is slow.
 */
const SYSTEM = megabytes(512);

/**
 * The memory of one server, and who has it. Its disks, the volumes beside them
 * included: `server-disks.ts`.
 */
export interface ServerRoom {
  readonly server: ServerModel;
  /** What beneficiaries may have of its memory, all together. */
  readonly usable: Megabytes;
  readonly free: Megabytes;
  readonly placed: readonly Beneficiary[];
  /** Those for whom there is not enough left. */
  readonly overflowing: readonly Beneficiary[];
}

/** The memory that beneficiaries may have of a server: all of it but what the platform itself takes. */
export function usableMemory({
  memory,
}: Pick<ServerModel, "memory">): Megabytes {
  return megabytes(Math.max(0, memory - PROXY - SYSTEM));
}

/** The limits of its apps and of its own database servers together: what it may take at worst. */
export function memoryOf({
  apps,
  databaseServers,
}: Pick<Beneficiary, "apps" | "databaseServers">): Megabytes {
  const most = [...apps, ...databaseServers];
  return megabytes(most.reduce((sum, { memory }) => sum + memory, 0));
}

/**
 * Places everybody on their server, one after the other: associations first, then trials (`disposable`), each in alphabetical
 * order. Who does not fit any more overflows and takes no room, so that smaller ones behind still fit. The rule knows only
 * names, so that everybody gets the same answer from the same files; it cannot know who was there first, which is why an
 * overflow stops nobody who is online already.
 */
export function serverRooms(
  { servers }: Pick<Platform, "servers">,
  beneficiaries: readonly Beneficiary[],
): ServerRoom[] {
  const inOrder = orderOfPlacing(beneficiaries);
  return servers.map((server) =>
    fill(
      server,
      inOrder.filter((one) => one.server.name === server.name),
    ),
  );
}

/** Associations first, then trials, each in alphabetical order. */
export function orderOfPlacing(
  beneficiaries: readonly Beneficiary[],
): Beneficiary[] {
  return [...beneficiaries].sort(
    (a, b) =>
      Number(a.disposable) - Number(b.disposable) || (a.name < b.name ? -1 : 1),
  );
}

function fill(
  server: ServerModel,
  inOrder: readonly Beneficiary[],
): ServerRoom {
  const usable = usableMemory(server);
  const placed: Beneficiary[] = [];
  const overflowing: Beneficiary[] = [];
  let free: number = usable;
  for (const beneficiary of inOrder) {
    const needed = memoryOf(beneficiary);
    if (needed > free) overflowing.push(beneficiary);
    else {
      placed.push(beneficiary);
      free -= needed;
    }
  }
  return { server, usable, free: megabytes(free), placed, overflowing };
}

/** Servers that take a beneficiary and have so much room, the one with the most first. */
export function serversWithRoom(
  rooms: readonly ServerRoom[],
  needed: Megabytes,
  beneficiary: string,
): ServerRoom[] {
  return rooms
    .filter(
      ({ server, free }) => free >= needed && isOpenTo(server, beneficiary),
    )
    .sort((a, b) => b.free - a.free);
}
