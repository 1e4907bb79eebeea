import { ADDRESS, type SandboxContext, fault } from "../context";
import type { Json } from "../resource-provider";
import { macOf, nextAddress } from "./addresses";
import {
  type Flavor,
  flavorById,
  flavorByName,
  imageById,
  imageByName,
} from "./catalog";
import type { CloudState, Nic, ServerRecord } from "./cloud-state";
import { groupHint } from "./server-group";
import { engineNetworkName } from "./subnet";

/** Servers of one project; the vendor's limit for a new one. */
const MAX_SERVERS = 20;
/** The vendor's name of the public network. */
export const EXT_NET = "Ext-Net";

/** Decides everything about a new server, or refuses it as Nova and the provider would. Pure but for the fault switches. */
export function planServer(
  ctx: SandboxContext,
  cloud: CloudState,
  id: string,
  inputs: Json,
): ServerRecord {
  const used = Object.keys(cloud.servers).length;
  const limit = fault(ctx, "quota") ? used : MAX_SERVERS;
  if (used >= limit)
    throw new Error(
      `Quota exceeded for instances: Requested 1, but already used ${used} of ${limit} instances. (HTTP 403)`,
    );
  const keyPair = (inputs.keyPair as string | undefined) ?? "";
  if (keyPair !== "" && cloud.keypairs[keyPair] === undefined)
    throw new Error(`Invalid key_name provided: ${keyPair}. (HTTP 400)`);
  const now = new Date().toISOString();
  const serverGroup = groupHint(cloud, inputs);
  const bootVolume = bootVolumeOf(inputs);
  return {
    id,
    name: inputs.name as string,
    ...(serverGroup === undefined ? {} : { serverGroup }),
    ...(bootVolume === undefined ? {} : { bootVolume }),
    flavor: flavorOf(inputs).name,
    image: imageOf(inputs).name,
    keyPair,
    groups: groupIds(cloud, inputs),
    nics: planNics(ctx, cloud, inputs),
    power: powerOf(inputs),
    created: now,
    updated: now,
  };
}

export function powerOf(inputs: Json): "active" | "shutoff" {
  const asked = (inputs.powerState as string | undefined)?.toLowerCase();
  return (asked ?? "active") === "active" ? "active" : "shutoff";
}

/** The flavor asked for by name or id. */
export function flavorOf(inputs: Json): Flavor {
  const { flavorName, flavorId } = inputs as Record<string, string | undefined>;
  const found =
    flavorName === undefined
      ? flavorById(flavorId ?? "")
      : flavorByName(flavorName);
  if (found === undefined)
    throw new Error(
      flavorName === undefined
        ? `Flavor ${flavorId ?? ""} could not be found. (HTTP 404)`
        : `Unable to find flavor with name ${flavorName}`,
    );
  return found;
}

/**
 * The volume asked for to boot from, made from an image. Other combinations the sandbox has no use for.
 * Source: terraform-provider-openstack, `resourceInstanceBlockDevicesV2`; Nova wants a size, and 0 as the boot index.
 */
export function bootVolumeOf(
  inputs: Json,
): { readonly size: number; readonly imageId: string } | undefined {
  const [device, ...others] = (inputs.blockDevices as Json[] | undefined) ?? [];
  if (device === undefined) return undefined;
  const { sourceType, destinationType, bootIndex = 0, uuid = "" } = device;
  if (
    others.length > 0 ||
    sourceType !== "image" ||
    destinationType !== "volume" ||
    bootIndex !== 0
  )
    throw new Error(
      "the sandbox boots from one volume made from an image, and from nothing else",
    );
  const size = Number(device.volumeSize ?? 0);
  if (size < 1)
    throw new Error(
      "Block Device Mapping is Invalid: Boot sequence for the instance and image/block device mapping combination is not valid. (HTTP 400)",
    );
  return { size, imageId: uuid as string };
}

/** The image asked for by name or id, or that of the volume to boot from. */
export function imageOf(inputs: Json): { name: string; id: string } {
  const boot = bootVolumeOf(inputs);
  const { imageName, imageId } = (
    boot === undefined ? inputs : { imageId: boot.imageId }
  ) as Record<string, string | undefined>;
  const found =
    imageName === undefined ? imageById(imageId ?? "") : imageByName(imageName);
  if (found === undefined)
    throw new Error(
      imageName === undefined
        ? `Image ${imageId ?? ""} could not be found. (HTTP 404)`
        : `Unable to find image with name ${imageName}`,
    );
  return found;
}

/** Ids of the security groups asked for by name or id. `default` lets everything in, as the vendor's does. */
export function groupIds(cloud: CloudState, inputs: Json): string[] {
  const asked = (inputs.securityGroups as string[] | undefined) ?? [];
  const known = Object.values(cloud.groups);
  return asked
    .filter((name) => name !== "default")
    .map((name) => {
      const matches = known.filter((g) => g.name === name || g.id === name);
      if (matches[0] === undefined)
        throw new Error(
          `Unable to find security_group with name or id '${name}'. (HTTP 400)`,
        );
      if (matches.length > 1)
        throw new Error(
          `Multiple security_group matches found for name '${name}', use an ID to be more specific. (HTTP 409)`,
        );
      return matches[0].id;
    });
}

function planNics(ctx: SandboxContext, cloud: CloudState, inputs: Json): Nic[] {
  const asked = (inputs.networks as Json[] | undefined) ?? [{ name: EXT_NET }];
  const taken = takenAddresses(cloud);
  return asked.map((network) => {
    const place = placeOf(ctx, cloud, network);
    const ip = addressIn(place, taken, network.fixedIpV4 as string | undefined);
    taken.add(ip);
    const { name, networkId, engineNetwork } = place;
    return { name, networkId, engineNetwork, ip, mac: macOf(ip) };
  });
}

/** Of servers, of ports and of routers. */
function takenAddresses({ servers, ports, routers }: CloudState): Set<string> {
  return new Set([
    ...Object.values(servers).flatMap((s) => s.nics.map((nic) => nic.ip)),
    ...Object.values(ports ?? {}).map(({ ip }) => ip),
    ...Object.values(routers ?? {}).map(({ ip }) => ip),
  ]);
}

function addressIn(
  { name, pools }: Place,
  taken: ReadonlySet<string>,
  fixed: string | undefined,
): string {
  if (fixed !== undefined && fixed !== "" && taken.has(fixed))
    throw new Error(
      `Fixed IP address ${fixed} is already in use on instance. (HTTP 400)`,
    );
  const ip = fixed || nextAddress(pools, taken);
  if (ip === undefined)
    throw new Error(
      `No more IP addresses available on network ${name}. (HTTP 409)`,
    );
  return ip;
}

/** A free address of the public network. */
export function publicAddress(ctx: SandboxContext, cloud: CloudState): string {
  const place = placeOf(ctx, cloud, { name: EXT_NET });
  return addressIn(place, takenAddresses(cloud), undefined);
}

/** A free address of a private network, or the one that is asked for. */
export function privateAddress(
  ctx: SandboxContext,
  cloud: CloudState,
  networkId: string,
  asked?: string,
): string {
  const place = placeOf(ctx, cloud, { uuid: networkId });
  return addressIn(place, takenAddresses(cloud), asked);
}

interface Place {
  readonly name: string;
  readonly networkId: string;
  readonly engineNetwork: string;
  readonly pools: readonly (readonly [string, string])[];
}

/** Where a server's network card goes; by id or name, as the real provider looks networks up. */
function placeOf(ctx: SandboxContext, cloud: CloudState, network: Json): Place {
  const { uuid, name, port } = network as Record<string, string | undefined>;
  if (port !== undefined && port !== "")
    throw new Error("the sandbox has no ports: name the network instead");
  if (name === EXT_NET || uuid === extNetId(ctx))
    return {
      name: EXT_NET,
      networkId: extNetId(ctx),
      engineNetwork: ctx.extNet.name,
      pools: [
        [
          ctx.extNet.address(ADDRESS.firstServer),
          ctx.extNet.address(ADDRESS.swift - 1),
        ],
      ],
    };
  const found = Object.values(cloud.networks).find((n) =>
    uuid === undefined || uuid === "" ? n.name === name : n.id === uuid,
  );
  if (found === undefined)
    throw new Error(
      `Could not find any matching network for ${uuid ? `id ${uuid}` : `name ${name ?? ""}`}`,
    );
  const subnet = Object.values(cloud.subnets).find(
    (s) => s.networkId === found.id,
  );
  if (subnet === undefined)
    throw new Error(
      `Network ${found.id} requires a subnet in order to boot instances on. (HTTP 400)`,
    );
  return {
    name: found.name,
    networkId: found.id,
    engineNetwork: engineNetworkName(ctx, found.id),
    pools: subnet.pools,
  };
}

/** A stable id for the public network, which nobody created. */
export function extNetId(ctx: Pick<SandboxContext, "id">): string {
  return `e7e70000-0000-4000-8000-0000${ctx.id}`;
}
