/** A size of server, as the vendor sells it. */
export interface Flavor {
  readonly name: string;
  readonly id: string;
  readonly vcpus: number;
  /** MiB */
  readonly memory: number;
  /** GiB */
  readonly disk: number;
}

/** Source: OVHcloud's public price list, January 2026. */
const FLAVORS: readonly Flavor[] = [
  flavor("d2-2", 1, 2000, 25),
  flavor("d2-4", 2, 4000, 50),
  flavor("d2-8", 4, 8000, 50),
  flavor("b3-8", 2, 8000, 50),
  flavor("b3-16", 4, 16000, 100),
  flavor("b3-32", 8, 32000, 200),
];

/** The vendor's images that the sandbox can boot; both are the same system here, which has no firmware. */
const IMAGES = [
  { name: "Debian 12", id: "5a1d5f0e-6a5b-4c0e-9f57-0deb12000012" },
  { name: "Debian 12 - UEFI", id: "5a1d5f0e-6a5b-4c0e-9f57-0deb12000013" },
] as const;

export function flavorByName(name: string): Flavor | undefined {
  return FLAVORS.find((f) => f.name === name);
}

export function flavorById(id: string): Flavor | undefined {
  return FLAVORS.find((f) => f.id === id);
}

export function imageByName(
  name: string,
): { name: string; id: string } | undefined {
  return IMAGES.find((image) => image.name === name);
}

export function imageById(
  id: string,
): { name: string; id: string } | undefined {
  return IMAGES.find((image) => image.id === id);
}

function flavor(
  name: string,
  vcpus: number,
  memory: number,
  disk: number,
): Flavor {
  // A stable id that reads as a UUID, as the vendor's are.
  const digits = Buffer.from(name).toString("hex").padEnd(12, "0").slice(0, 12);
  return { name, id: `f1a0f1a0-0000-4000-8000-${digits}`, vcpus, memory, disk };
}
