import { randomUUID } from "node:crypto";
import { networkInterfaces } from "node:os";
import { UNKNOWN } from "../../engine/provider";
import type { SandboxContext } from "../context";
import { unlessGone } from "../engine-errors";
import { messageOf } from "../problem";
import type { CheckFailure, Json, ResourceHandler } from "../resource-provider";
import {
  contains,
  defaultPools,
  overlap,
  rangeOf,
  toAddress,
} from "./addresses";
import {
  type CloudState,
  DEFAULT_REGION,
  type SubnetRecord,
  changeCloud,
  forget,
  readCloud,
} from "./cloud-state";

/** The address range of a private network: here the network comes to be in the engine, without a way out, as without a router. */
export function subnets(ctx: SandboxContext): ResourceHandler {
  return {
    type: "openstack:networking/subnet:Subnet",
    autoName: "name",
    defaults: { enableDhcp: true, ipVersion: 4 },
    check,
    async create(inputs) {
      const record = recordOf(inputs);
      await changeCloud(ctx, async (cloud) => {
        if (cloud.networks[record.networkId] === undefined)
          throw new Error(`Network ${record.networkId} could not be found.`);
        const other = Object.values(cloud.subnets).find(
          (s) => s.networkId === record.networkId,
        );
        if (other !== undefined)
          throw new Error(
            `the sandbox gives a network one subnet, and network ${record.networkId} has ${other.cidr}`,
          );
        await createEngineNetwork(ctx, record);
        cloud.subnets[record.id] = record;
      });
      return { id: record.id, outs: outputs(record, inputs) };
    },
    async read(id, props) {
      const record = (await readCloud(ctx)).subnets[id];
      return record && outputs(record, props);
    },
    async update(id, _olds, news) {
      const record = await changeCloud(ctx, (cloud) => {
        const known = cloud.subnets[id];
        if (known === undefined)
          throw new Error(`Subnet ${id} could not be found.`);
        const wanted = recordOf({ ...news, cidr: known.cidr });
        known.name = wanted.name;
        known.gatewayIp = wanted.gatewayIp;
        known.pools = wanted.pools;
        return known;
      });
      return outputs(record, news);
    },
    delete: (id) =>
      changeCloud(ctx, async (cloud) => {
        const record = cloud.subnets[id];
        if (record === undefined) return;
        const names = membersOf(cloud, record.networkId);
        if (names.length > 0)
          throw new Error(
            `Unable to complete operation on subnet ${id}: One or more ports have an IP allocation from this subnet (${names.join(", ")}). (HTTP 409)`,
          );
        await removeEngineNetwork(
          ctx,
          engineNetworkName(ctx, record.networkId),
        );
        forget(cloud.subnets, id);
      }),
  };
}

/** The servers and ports that have an address of a network, by their names. */
function membersOf(cloud: CloudState, networkId: string): string[] {
  const servers = Object.values(cloud.servers).filter(({ nics }) =>
    nics.some((nic) => nic.networkId === networkId),
  );
  const ports = Object.values(cloud.ports ?? {}).filter(
    (port) => port.networkId === networkId,
  );
  return [...servers, ...ports].map(({ name }) => name);
}

/** The name that a private network has in the engine. */
export function engineNetworkName(
  ctx: Pick<SandboxContext, "id">,
  networkId: string,
): string {
  return `epicerie-${ctx.id}-net-${networkId.slice(0, 8)}`;
}

/** The name of a private network's interface on the host. */
export function bridgeOf(networkId: string): string {
  return `ep${networkId.slice(0, 12).replace("-", "")}`;
}

/** Creates the engine's network of a subnet; refuses a range that something on this machine has, and names it. */
export async function createEngineNetwork(
  ctx: SandboxContext,
  subnet: SubnetRecord,
): Promise<void> {
  const name = engineNetworkName(ctx, subnet.networkId);
  const known = await ctx.docker.listNetworks({ filters: { name: [name] } });
  if (known.some((network) => network.Name === name)) return;
  const owner = await overlapping(ctx, subnet.cidr);
  if (owner !== undefined)
    throw new Error(
      `subnet ${subnet.cidr} overlaps with ${owner} on this machine: choose another range, or remove that network`,
    );
  try {
    await ctx.docker.createNetwork({
      Name: name,
      Driver: "bridge",
      Internal: true,
      Labels: { ...ctx.labels, "org.epicerie.network": subnet.networkId },
      Options: {
        "com.docker.network.bridge.name": bridgeOf(subnet.networkId),
      },
      IPAM: {
        Driver: "default",
        Config: [{ Subnet: subnet.cidr, Gateway: bridgeAddress(subnet) }],
      },
    });
  } catch (error) {
    throw new Error(
      `subnet ${subnet.cidr} cannot be made on this machine: ${messageOf(error)}`,
    );
  }
}

async function removeEngineNetwork(
  ctx: SandboxContext,
  name: string,
): Promise<void> {
  await ctx.docker.getNetwork(name).remove().catch(unlessGone);
}

async function overlapping(
  ctx: SandboxContext,
  cidr: string,
): Promise<string | undefined> {
  for (const network of await ctx.docker.listNetworks())
    for (const config of network.IPAM?.Config ?? [])
      if (config.Subnet !== undefined && overlap(config.Subnet, cidr))
        return `the Docker network "${network.Name}" (${config.Subnet})`;
  for (const [name, addresses] of Object.entries(networkInterfaces()))
    for (const address of addresses ?? [])
      if (address.cidr !== null && overlap(address.cidr, cidr))
        return `the network of interface ${name} (${address.cidr})`;
  return undefined;
}

/** The engine puts the host into every bridge: at the gateway's address, which no server has, or else at the range's end. */
function bridgeAddress(subnet: SubnetRecord): string {
  if (subnet.gatewayIp !== "") return subnet.gatewayIp;
  return toAddress((rangeOf(subnet.cidr)?.last ?? 0) - 1);
}

function check(inputs: Json): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const { cidr, gatewayIp } = inputs as Record<string, string | undefined>;
  if (cidr === UNKNOWN) return [];
  if (cidr === undefined || rangeOf(cidr) === undefined)
    failures.push({
      property: "cidr",
      reason: `Invalid input for cidr. Reason: '${String(cidr)}' is not a valid IP subnet.`,
    });
  else if (
    gatewayIp !== undefined &&
    gatewayIp !== UNKNOWN &&
    !contains(cidr, gatewayIp)
  )
    failures.push({
      property: "gatewayIp",
      reason: `Gateway is not valid on subnet: ${gatewayIp} is outside ${cidr}`,
    });
  if (gatewayIp !== undefined && inputs.noGateway === true)
    failures.push({
      property: "noGateway",
      reason: '"no_gateway": conflicts with gateway_ip',
    });
  return failures;
}

function recordOf(inputs: Json): SubnetRecord {
  const cidr = inputs.cidr as string;
  const gatewayIp =
    inputs.noGateway === true
      ? ""
      : ((inputs.gatewayIp as string | undefined) ??
        toAddress((rangeOf(cidr)?.first ?? 0) + 1));
  const given = inputs.allocationPools as
    { start: string; end: string }[] | undefined;
  return {
    id: randomUUID(),
    name: inputs.name as string,
    networkId: inputs.networkId as string,
    cidr,
    gatewayIp,
    pools:
      given?.map(({ start, end }) => [start, end]) ??
      defaultPools(cidr, gatewayIp),
  };
}

function outputs(record: SubnetRecord, inputs: Json): Json {
  return {
    description: "",
    dnsNameservers: [],
    enableDhcp: true,
    ipVersion: 4,
    ipv6AddressMode: "",
    ipv6RaMode: "",
    noGateway: false,
    region: DEFAULT_REGION,
    serviceTypes: [],
    subnetpoolId: "",
    tenantId: "sandbox",
    ...inputs,
    name: record.name,
    networkId: record.networkId,
    cidr: record.cidr,
    gatewayIp: record.gatewayIp,
    allocationPools: record.pools.map(([start, end]) => ({ start, end })),
    allTags: inputs.tags ?? [],
  };
}
