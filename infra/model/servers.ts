import { flavorCpus, flavorMemory } from "./flavors";
import type { Flavor } from "./input";
import { isName } from "./names";
import type { ProblemList } from "./problems";
import {
  checkChoice,
  checkWhole,
  hasKind,
  hasShape,
  type Shape,
} from "./shape";
import { checkServerSnapshots } from "./snapshots";
import { type Gigabytes, gigabytes, type Megabytes } from "./units";

/** A server of the platform, in `stacks/prod.ts`. */
export interface ServerInput {
  /** Size, in OVH's words; a change resizes in place, with a restart. */
  readonly flavor: Flavor;
  /**
   * Image of the first boot; a later change is ignored until `generations` gets a new one.
   * @default "Debian 12"
   */
  readonly image?: "Debian 12" | "Debian 13";
  /**
   * Boots from a volume instead of the flavor's own disk: any size, and on OVH's replicated storage. The volume goes with the
   * server, since it holds nobody's data. A later change is ignored until `generations` gets a new one.
   * @default none: the flavor's own disk
   */
  readonly bootVolume?: BootVolumeInput;
  /**
   * Servers that name the same group never share a machine of OVH's (anti-affinity), so that one breakdown stops only one of them.
   * A later change is ignored until `generations` gets a new one.
   * @default none: OVH chooses
   */
  readonly apartIn?: string;
  /**
   * The only beneficiary that may be placed here.
   * @default none: shared by all
   */
  readonly dedicatedTo?: string;
  /**
   * Rebuilds it knowingly, when its image, its user data or its key must change. `[1, 2]` makes a second machine beside the
   * first, and everybody moves there with their next `up`; then `[2]` removes the first.
   * @default [1]
   */
  readonly generations?: readonly number[];
  /**
   * When it may restart by itself after a security update, its own time (UTC); `"never"` leaves that to you.
   * @default "04:00"
   */
  readonly rebootAt?: string;
  /**
   * Size of its swap file.
   * @default gigabytes(1)
   */
  readonly swap?: Gigabytes;
  /**
   * Snapshots of its own disk, by name: each is an image at OVH, taken once by the next `up`, with nobody's volumes in it; a name
   * removed is a snapshot deleted. A server is rebuilt from the code: they are for looking into what was. Not together with
   * `bootVolume`: OVH would take one of every disk attached to it, the associations' included.
   * @default []
   */
  readonly snapshots?: readonly string[];
}

export interface BootVolumeInput {
  readonly size: Gigabytes;
  /** Id of the image in the platform's region, which only OVH knows: `openstack image list`. */
  readonly imageId: string;
}

/** What the code reads: complete and checked. */
export interface ServerModel {
  readonly name: string;
  readonly flavor: Flavor;
  readonly image: string;
  readonly bootVolume?: BootVolumeInput;
  readonly apartIn?: string;
  readonly dedicatedTo?: string;
  readonly memory: Megabytes;
  readonly cpus: number;
  /** Its name in the host's zone, e.g. `commun-1.soltic.example`. */
  readonly hostName: string;
  /** The machine in use, e.g. `commun-1`, or `commun-1-g2` after a rebuild. */
  readonly machine: string;
  /** The machine that everybody is leaving, while a rebuild lasts. */
  readonly formerMachine?: string;
  /** e.g. `04:00`; absent for never. */
  readonly rebootAt?: string;
  readonly swap: Gigabytes;
  readonly snapshots: readonly string[];
}

const serverShape: Shape<ServerInput> = {
  flavor: { kind: "text", required: true },
  image: { kind: "text" },
  bootVolume: { kind: "object" },
  apartIn: { kind: "text" },
  dedicatedTo: { kind: "text" },
  generations: { kind: "list" },
  rebootAt: { kind: "text" },
  swap: { kind: "number", unit: "gigabytes" },
  snapshots: { kind: "list" },
};

const bootVolumeShape: Shape<BootVolumeInput> = {
  size: { kind: "number", unit: "gigabytes", required: true },
  imageId: { kind: "text", required: true },
};

/** The images a server may boot from, by their names at OVH. */
const IMAGES = ["Debian 12", "Debian 13"];

/** Debian's own system takes 2 GB, Docker's images the rest. */
const SMALLEST_BOOT_VOLUME = 10;
const LARGEST_BOOT_VOLUME = 500;
const LARGEST_SWAP = 16;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** The complete servers; what is wrong with one goes to `problems`. */
export function resolveServers(
  servers: Readonly<Record<string, unknown>>,
  domain: string,
  problems: ProblemList,
): ServerModel[] {
  if (Object.keys(servers).length === 0)
    problems.add((texts) => texts.noServer());
  const resolved = Object.entries(servers).flatMap(([name, server]) => {
    const here = problems.at(name);
    if (!isName(name)) here.add((texts) => texts.invalidName(), name);
    if (!hasShape<ServerInput>(server, serverShape, here)) return [];
    const before = problems.all.length;
    checkServer(server, here);
    return problems.all.length > before
      ? []
      : [completeServer(name, server, domain)];
  });
  for (const { name, machine, formerMachine } of resolved)
    for (const taken of [machine, formerMachine])
      if (taken !== undefined && taken !== name && taken in servers)
        problems
          .at(name)
          .at("generations")
          .add((texts) => texts.machineNameTaken(taken));
  return resolved;
}

/** Whether a beneficiary may be placed on a server: it is shared, or theirs. */
export function isOpenTo(
  { dedicatedTo }: Pick<ServerModel, "dedicatedTo">,
  beneficiary: string,
): boolean {
  return dedicatedTo === undefined || dedicatedTo === beneficiary;
}

/** The name of a machine: that of its server, and from the second on its generation. Stable for ever. */
export function machineName(server: string, generation: number): string {
  return generation === 1 ? server : `${server}-g${String(generation)}`;
}

function completeServer(
  name: string,
  {
    image,
    rebootAt,
    swap,
    generations = [1],
    snapshots = [],
    ...given
  }: ServerInput,
  domain: string,
): ServerModel {
  const current = generations.at(-1) ?? 1;
  const [former] = generations.slice(0, -1);
  return {
    ...given,
    name,
    image: image ?? "Debian 12",
    memory: flavorMemory[given.flavor],
    cpus: flavorCpus[given.flavor],
    hostName: `${name}.${domain}`,
    machine: machineName(name, current),
    ...(former === undefined
      ? {}
      : { formerMachine: machineName(name, former) }),
    ...(rebootAt === "never" ? {} : { rebootAt: rebootAt ?? "04:00" }),
    swap: swap ?? gigabytes(1),
    snapshots,
  };
}

function checkServer(server: ServerInput, problems: ProblemList): void {
  const { flavor, image, bootVolume, apartIn, rebootAt, swap } = server;
  checkChoice(flavor, Object.keys(flavorMemory), problems.at("flavor"));
  if (image !== undefined) checkChoice(image, IMAGES, problems.at("image"));
  if (bootVolume !== undefined)
    checkBootVolume(bootVolume, problems.at("bootVolume"));
  if (apartIn !== undefined && !isName(apartIn))
    problems.at("apartIn").add((texts) => texts.invalidName(), apartIn);
  if (rebootAt !== undefined && rebootAt !== "never" && !TIME.test(rebootAt))
    problems.at("rebootAt").add((texts) => texts.invalidTime(), rebootAt);
  if (swap !== undefined)
    checkWhole(swap, 0, LARGEST_SWAP, problems.at("swap"));
  checkGenerations(server.generations ?? [1], problems.at("generations"));
  const { snapshots = [] } = server;
  checkServerSnapshots(snapshots, problems.at("snapshots"));
  // Source: openstack/nova, nova/compute/api.py, `snapshot_volume_backed`: every attached volume, not the root alone.
  if (bootVolume !== undefined && snapshots.length > 0)
    problems
      .at("snapshots")
      .add((texts) => texts.snapshotsOfBootVolume(), snapshots);
}

function checkBootVolume(bootVolume: unknown, problems: ProblemList): void {
  if (!hasShape<BootVolumeInput>(bootVolume, bootVolumeShape, problems)) return;
  const { size, imageId } = bootVolume;
  const [least, most] = [SMALLEST_BOOT_VOLUME, LARGEST_BOOT_VOLUME];
  checkWhole(size, least, most, problems.at("size"));
  if (!UUID.test(imageId))
    problems.at("imageId").add((texts) => texts.invalidImageId(), imageId);
}

/** One machine, or the one that is left and the one that is entered, each younger than the one before. */
function checkGenerations(
  generations: readonly unknown[],
  problems: ProblemList,
): void {
  if (!generations.every((one) => hasKind(one, "number", problems))) return;
  const [first = 0, second = Infinity, ...more] = generations as number[];
  const areWhole = generations.every((one) => Number.isInteger(one));
  if (!areWhole || first < 1 || second <= first || more.length > 0)
    problems.add((texts) => texts.invalidGenerations(), generations);
}

/** A public key as `ssh-keygen` writes it, with or without a comment, on one line. */
const PUBLIC_KEY =
  /^(?:ssh-ed25519|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com|ssh-rsa) [A-Za-z0-9+/]{60,}={0,3}(?: [^\r\n]*)?$/;

/** The keys with which épiciers open the servers, by their names. */
export function resolveSshKeys(
  keys: Readonly<Record<string, unknown>>,
  problems: ProblemList,
): Readonly<Record<string, string>> {
  for (const [name, key] of Object.entries(keys)) {
    const here = problems.at(name);
    if (!isName(name)) here.add((texts) => texts.invalidName(), name);
    if (hasKind(key, "text", here) && !PUBLIC_KEY.test(String(key)))
      here.add((texts) => texts.invalidSshKey());
  }
  return keys as Readonly<Record<string, string>>;
}
