import { getServers } from "node:dns";
import { lookup } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import type Docker from "dockerode";
import { aptSources } from "./apt-sources";
import { currentRules } from "./firewall";
import type { JsonStore } from "./json-store";
import { SandboxProblem, messageOf } from "./problem";

/** Documentation addresses (RFC 5737), which no real host has: eight ranges of 32, one for each sandbox of a machine. */
const RANGE = "203.0.113";
const BLOCK = 32;
/** Says whose a network is, when all ranges are taken. */
const FOLDER_LABEL = "org.epicerie.folder";

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
}

interface Choice {
  base?: number;
}

/** The range this sandbox has, or the first free one; it is held for good once the network has been created. */
export async function choosePublicNetwork(
  docker: Docker,
  store: JsonStore,
  id: string,
  folder: string,
): Promise<PublicNetwork> {
  const base = await store.update<Choice, number>(
    "network",
    {},
    async (choice) => (choice.base ??= await freeBase(docker, [])),
  );
  return new Block(`epicerie-${id}`, folder, base);
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
        Labels: { ...labels, [FOLDER_LABEL]: network.folder },
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
  constructor(
    readonly name: string,
    readonly folder: string,
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
  const needed = await neededAddresses();
  const isFree = (base: number) =>
    !refused.includes(base) &&
    !taken.includes(`${RANGE}.${base}/27`) &&
    !needed.some((octet) => octet >= base && octet < base + BLOCK);
  for (let base = 0; base < 256; base += BLOCK) if (isFree(base)) return base;
  const owners = networks.flatMap(({ Labels }) => Labels?.[FOLDER_LABEL] ?? []);
  throw new SandboxProblem(
    "no-free-network",
    { range: `${RANGE}.0/24`, detail: owners.join(", ") },
    `no range of ${RANGE}.0/24 is free for the sandbox's public network`,
  );
}

/**
 * Last octets of addresses of the range that this machine needs after all: some networks give their package mirrors or
 * resolvers such addresses, and a bridge over them would cut the machine off; and what leads elsewhere already, such as the
 * network of another engine's sandbox.
 */
async function neededAddresses(): Promise<number[]> {
  const { list } = await aptSources("bookworm");
  const urls = [...list.matchAll(/https?:\/\/[^\s/]+/g)].map(([url]) => url);
  const hosts = new Set(urls.map((url) => new URL(url).hostname));
  const found = await Promise.all(
    [...hosts].map((host) =>
      lookup(host, { all: true, family: 4 }).catch(() => []),
    ),
  );
  const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const addresses = [...found.flat(), ...own].map(({ address }) => address);
  // An interface that is down, such as the bridge of an engine that was killed, is listed nowhere else.
  const routes = await readFile("/proc/net/route", "utf8").catch(() => "");
  const left = [
    ...destinationsOf(routes),
    ...translatedFrom(await currentRules()),
  ];
  return [...addresses, ...getServers(), ...left]
    .filter((address) => address.startsWith(`${RANGE}.`))
    .map((address) => Number(address.slice(RANGE.length + 1)));
}

/**
 * First addresses of the networks that rules give other addresses on their way out, as iptables-save prints them. What a network
 * that is gone left so would disguise the neighbours in one of the same range.
 */
export function translatedFrom(rules: string): string[] {
  return [...rules.matchAll(/ -s (\S+)\/\d+ .*-j MASQUERADE$/gm)].flatMap(
    ([, address]) => address ?? [],
  );
}

/** First addresses of the networks in a kernel's table of routes (proc_net(5): hexadecimal, least significant byte first). */
export function destinationsOf(table: string): string[] {
  return table
    .split("\n")
    .slice(1)
    .flatMap((line) => /^\S+\t([0-9A-F]{8})\t/.exec(line)?.[1] ?? [])
    .map((hex) => [...Buffer.from(hex, "hex").reverse()].join("."));
}
