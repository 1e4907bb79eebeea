import { isWorld } from "./networks";
import { type PlannedResource, type Rule, UNKNOWN } from "./rule";
import { listOf } from "./values";

/** Ports that only the host and its servers may reach. UDP: what a swarm's servers say to each other, unauthenticated. */
const PRIVATE: Readonly<
  Record<"tcp" | "udp", readonly (readonly [port: number, name: string])[]>
> = {
  tcp: [
    [22, "SSH"],
    [2375, "Docker"],
    [2376, "Docker"],
    [2377, "Docker Swarm"],
    [3306, "MySQL"],
    [5432, "PostgreSQL"],
    [6379, "Redis"],
    [7946, "Docker Swarm"],
    [9200, "Elasticsearch"],
    [11211, "memcached"],
    [27017, "MongoDB"],
  ],
  udp: [
    [4789, "Docker Swarm"],
    [7946, "Docker Swarm"],
    [11211, "memcached"],
  ],
};

/** No SSH, no database and no Docker API is open to the world. */
export const privatePorts: Rule = {
  id: "private-ports",
  check(resource) {
    if (resource.type === "openstack:networking/secGroupRule:SecGroupRule")
      return openPorts(resource).map(
        (ports) => (texts) => texts.portsOpenToWorld(ports),
      );
    const isAllowlist =
      resource.type ===
      "ovh:Hosting/privateDatabaseAllowlist:PrivateDatabaseAllowlist";
    return isAllowlist && listOf(resource.inputs.ip).some(isWorld)
      ? [(texts) => texts.databaseOpenToWorld()]
      : [];
  },
};

/** The private ports that a firewall rule opens to everybody, in one text: `SSH (22), MySQL (3306)`. Source of the defaults: Neutron. */
function openPorts({ inputs }: PlannedResource): string[] {
  const { direction, protocol, remoteIpPrefix, remoteGroupId } = inputs;
  const from = remoteIpPrefix ?? remoteGroupId;
  if (direction !== "ingress" || from === UNKNOWN || protocol === UNKNOWN)
    return [];
  if (remoteGroupId || (remoteIpPrefix && !isWorld(remoteIpPrefix))) return [];
  // 0 is none. What is not known yet is not a number, and so between no others.
  const first = Number(inputs.portRangeMin || 0);
  const last = Number(inputs.portRangeMax || first || 65_535);
  const ports = (["tcp", "udp"] as const)
    .filter((name) => covers(protocol, name))
    .flatMap((name) => PRIVATE[name])
    .filter(([port]) => port >= first && port <= last)
    .map(([port, name]) => `${name} (${String(port)})`);
  return ports.length > 0 ? [[...new Set(ports)].join(", ")] : [];
}

/** No protocol is all protocols; they also go by number. Source: IANA's protocol numbers. */
function covers(protocol: unknown, name: "tcp" | "udp"): boolean {
  const numbers = { tcp: "6", udp: "17" };
  const all = ["", "any", "0", name, numbers[name]];
  return all.includes(shownProtocol(protocol));
}

function shownProtocol(protocol: unknown): string {
  return typeof protocol === "string" || typeof protocol === "number"
    ? String(protocol).toLowerCase()
    : "";
}
