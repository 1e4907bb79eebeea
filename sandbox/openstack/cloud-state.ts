import type { SandboxContext } from "../context";

/** The only region of the sandbox's cloud, named as the program's settings may name theirs. */
export const DEFAULT_REGION = "GRA11";

export interface KeypairRecord {
  readonly name: string;
  readonly publicKey: string;
  readonly fingerprint: string;
}

export interface NetworkRecord {
  readonly id: string;
  name: string;
}

export interface SubnetRecord {
  readonly id: string;
  name: string;
  readonly networkId: string;
  readonly cidr: string;
  /** Empty: none. */
  gatewayIp: string;
  /** `[first, last]` addresses given out. */
  pools: [string, string][];
}

/** An address of a private network that is kept for a router. */
export interface PortRecord {
  readonly id: string;
  name: string;
  readonly networkId: string;
  readonly ip: string;
  /** Whom it is plugged into. */
  routerId?: string;
}

export interface RouterRecord {
  readonly id: string;
  name: string;
  /** On the public network; empty: it leads nowhere. */
  readonly ip: string;
}

export interface GroupRecord {
  readonly id: string;
  name: string;
}

export interface RuleRecord {
  readonly id: string;
  readonly groupId: string;
  readonly direction: "ingress" | "egress";
  readonly ethertype: "IPv4" | "IPv6";
  /** Empty: any. */
  readonly protocol: string;
  readonly ports?: readonly [number, number];
  /** Empty: from or to anywhere. */
  readonly remotePrefix: string;
  readonly remoteGroupId: string;
}

export interface Nic {
  /** `Ext-Net` or the network's name. */
  readonly name: string;
  readonly networkId: string;
  /** The network's name in the engine. */
  readonly engineNetwork: string;
  readonly ip: string;
  readonly mac: string;
}

/** Servers that must not, or must, share a machine of the vendor's. */
export interface ServerGroupRecord {
  readonly id: string;
  readonly name: string;
  readonly policy: string;
}

export interface ServerRecord {
  readonly id: string;
  name: string;
  flavor: string;
  image: string;
  readonly keyPair: string;
  /** Ids of security groups; none: everything may come in, as in the vendor's default group. */
  groups: string[];
  readonly nics: readonly Nic[];
  /** Id of the server group it was created in; absent: none. */
  readonly serverGroup?: string;
  /** The volume it boots from, which goes with it; absent: the flavor's own disk. */
  readonly bootVolume?: { readonly size: number };
  /** What the API was asked for; a server can also stop by itself. */
  power: "active" | "shutoff";
  readonly created: string;
  updated: string;
}

export interface VolumeRecord {
  readonly id: string;
  name: string;
  /** GiB. */
  size: number;
  readonly type: string;
  /** One server at most. */
  attachment?: { readonly serverId: string; device: string };
}

/** What a volume held at one moment. */
export interface SnapshotRecord {
  readonly id: string;
  name: string;
  description: string;
  readonly volumeId: string;
  /** GiB. */
  readonly size: number;
  readonly createdAt: string;
  updatedAt: string;
}

/** An image that was made of a server's own disk. */
export interface ImageRecord {
  readonly id: string;
  readonly name: string;
  /** The engine's image. */
  readonly reference: string;
  /** Bytes. */
  readonly size: number;
  readonly createdAt: string;
}

export interface CloudState {
  readonly keypairs: Record<string, KeypairRecord>;
  readonly networks: Record<string, NetworkRecord>;
  readonly subnets: Record<string, SubnetRecord>;
  readonly groups: Record<string, GroupRecord>;
  readonly rules: Record<string, RuleRecord>;
  /** Absent in the state of an older sandbox. */
  serverGroups?: Record<string, ServerGroupRecord>;
  /** Absent in the state of an older sandbox. */
  snapshots?: Record<string, SnapshotRecord>;
  /** Absent in the state of an older sandbox. */
  images?: Record<string, ImageRecord>;
  /** Absent in the state of an older sandbox. */
  ports?: Record<string, PortRecord>;
  /** Absent in the state of an older sandbox. */
  routers?: Record<string, RouterRecord>;
  readonly servers: Record<string, ServerRecord>;
  readonly volumes: Record<string, VolumeRecord>;
}

const EMPTY: CloudState = {
  keypairs: {},
  networks: {},
  subnets: {},
  groups: {},
  rules: {},
  servers: {},
  volumes: {},
};

/** What the cloud knows now. */
export function readCloud(ctx: SandboxContext): Promise<CloudState> {
  return ctx.store.read("openstack", EMPTY);
}

/** Changes what the cloud knows; nothing changes when `change` throws. Keep it short: all other changes wait. */
export function changeCloud<R>(
  ctx: SandboxContext,
  change: (cloud: CloudState) => R | Promise<R>,
): Promise<R> {
  return ctx.store.update("openstack", EMPTY, change);
}

/** Removes a record by its id; what is not there is no error. */
export function forget(table: Record<string, unknown>, id: string): void {
  delete table[id];
}
