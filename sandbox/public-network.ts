import type Docker from "dockerode";
import type { JsonStore } from "./json-store";
import { SandboxProblem, messageOf } from "./problem";

/** Documentation addresses (RFC 5737), which no real host has: eight ranges of 32, one for each sandbox of a machine. */
const RANGE = "203.0.113";
const BLOCK = 32;

/** The public network of a sandbox: a Docker bridge that stands for the Internet. */
export interface PublicNetwork {
  /** Its name in the engine; servers know it as `Ext-Net`. */
  readonly name: string;
  /** E.g. "203.0.113.32/27". */
  readonly subnet: string;
  /** The host's own address in it. */
  readonly gateway: string;
  /** The address at an offset from the network's first, see `ADDRESS`. */
  address(offset: number): string;
  /** How many addresses it has, the first and the last (which cannot be used) included. */
  readonly size: number;
}

interface Choice {
  base?: number;
}

/** The range this sandbox has, or the first free one; it is held for good once the network has been created. */
export async function choosePublicNetwork(
  docker: Docker,
  store: JsonStore,
  id: string,
): Promise<PublicNetwork> {
  const base = await store.update<Choice, number>(
    "network",
    {},
    async (choice) => (choice.base ??= await freeBase(docker, [])),
  );
  return new Block(`epicerie-${id}`, base);
}

/** Creates the network in the engine unless it is there. Another sandbox may have taken the range meanwhile: then takes the next. */
export async function createPublicNetwork(
  docker: Docker,
  store: JsonStore,
  network: PublicNetwork,
  labels: Readonly<Record<string, string>>,
): Promise<void> {
  if (!(network instanceof Block)) throw new Error("not a network of ours");
  const refused: number[] = [];
  while (!(await exists(docker, network.name))) {
    try {
      await docker.createNetwork({
        Name: network.name,
        CheckDuplicate: true,
        Driver: "bridge",
        Labels: labels,
        Options: { "com.docker.network.bridge.name": bridgeName(network.name) },
        IPAM: {
          Driver: "default",
          Config: [{ Subnet: network.subnet, Gateway: network.gateway }],
        },
      });
    } catch (error) {
      if (!/overlap|already in use/i.test(messageOf(error))) throw error;
      refused.push(network.base);
      const base = await freeBase(docker, refused);
      await store.update<Choice, void>("network", {}, (choice) => {
        choice.base = base;
      });
      network.base = base;
    }
  }
}

/** The name of a network's interface on the host; the kernel allows 15 characters. */
export function bridgeName(network: string): string {
  return network.replace("epicerie-", "epi").slice(0, 15);
}

class Block implements PublicNetwork {
  readonly size = BLOCK;

  constructor(
    readonly name: string,
    public base: number,
  ) {}

  get subnet(): string {
    return `${RANGE}.${this.base}/27`;
  }

  get gateway(): string {
    return this.address(1);
  }

  address(offset: number): string {
    return `${RANGE}.${this.base + offset}`;
  }
}

async function exists(docker: Docker, name: string): Promise<boolean> {
  const found = await docker.listNetworks({ filters: { name: [name] } });
  return found.some((network) => network.Name === name);
}

async function freeBase(docker: Docker, refused: number[]): Promise<number> {
  const networks = await docker.listNetworks();
  const taken = networks.flatMap((network) =>
    (network.IPAM?.Config ?? []).map((config) => config.Subnet ?? ""),
  );
  for (let base = 0; base < 256; base += BLOCK)
    if (!refused.includes(base) && !taken.includes(`${RANGE}.${base}/27`))
      return base;
  throw new SandboxProblem(
    "no-free-network",
    { range: `${RANGE}.0/24`, detail: taken.join(", ") },
    `no range of ${RANGE}.0/24 is free for the sandbox's public network`,
  );
}
