import { randomUUID } from "node:crypto";
import { type SandboxContext, runService } from "../context";
import { unlessGone } from "../engine-errors";
import { serverImage } from "../host-tools";
import type { Json, ResourceHandler } from "../resource-provider";
import {
  type CloudState,
  DEFAULT_REGION,
  type RouterRecord,
  changeCloud,
  forget,
  readCloud,
} from "./cloud-state";
import { extNetId, publicAddress } from "./instance-plan";
import type { PacketFilter } from "./packet-filter";
import { bridgeOf, engineNetworkName } from "./subnet";

/** Routers that really route: a container with an address on the public network, which the private ones are plugged into. */
export function routers(ctx: SandboxContext): ResourceHandler {
  return {
    type: "openstack:networking/router:Router",
    autoName: "name",
    async create(inputs) {
      checkExternal(ctx, inputs);
      const record = await changeCloud(ctx, (cloud) => {
        const ip =
          inputs.externalNetworkId === undefined
            ? ""
            : publicAddress(ctx, cloud);
        const made: RouterRecord = {
          id: randomUUID(),
          name: inputs.name as string,
          ip,
        };
        cloud.routers = { ...cloud.routers, [made.id]: made };
        return made;
      });
      if (record.ip !== "") await startRouter(ctx, record);
      return { id: record.id, outs: outputs(record, inputs) };
    },
    async read(id, props) {
      const record = (await readCloud(ctx)).routers?.[id];
      return record && outputs(record, props);
    },
    async update(id, olds, news) {
      checkExternal(ctx, news);
      if (news.externalNetworkId !== olds.externalNetworkId)
        throw new Error("the sandbox changes no router's external network");
      const record = await changeCloud(ctx, (cloud) => {
        const known = cloud.routers?.[id];
        if (known === undefined)
          throw new Error(`Router ${id} could not be found`);
        known.name = news.name as string;
        return known;
      });
      return outputs(record, news);
    },
    delete: (id) =>
      changeCloud(ctx, async (cloud) => {
        if (portsOf(cloud).some(({ routerId }) => routerId === id))
          throw new Error(`Router ${id} still has ports (HTTP 409)`);
        await ctx.docker
          .getContainer(containerName(ctx, id))
          .remove({ force: true })
          .catch(unlessGone);
        forget(cloud.routers ?? {}, id);
      }),
  };
}

/** What plugs a router into a private network, by a port. Neutron deletes the port with it. */
export function routerInterfaces(
  ctx: SandboxContext,
  filter: PacketFilter,
): ResourceHandler {
  return {
    type: "openstack:networking/routerInterface:RouterInterface",
    async create(inputs) {
      const { routerId, portId, subnetId } = inputs as Record<string, string>;
      if (subnetId !== undefined)
        throw new Error(
          "the sandbox joins a router by a port: give portId, not subnetId",
        );
      const port = await changeCloud(ctx, (cloud) => {
        const found = cloud.ports?.[portId ?? ""];
        if (cloud.routers?.[routerId ?? ""] === undefined)
          throw new Error(`Router ${routerId ?? ""} could not be found`);
        if (found === undefined)
          throw new Error(`Port ${portId ?? ""} could not be found`);
        if (found.routerId !== undefined)
          throw new Error(`Port ${found.id} is in use (HTTP 409)`);
        found.routerId = routerId ?? "";
        return found;
      });
      await ctx.docker
        .getNetwork(engineNetworkName(ctx, port.networkId))
        .connect({
          Container: containerName(ctx, routerId ?? ""),
          EndpointConfig: { IPAMConfig: { IPv4Address: port.ip } },
        });
      await filter.openBridge(bridgeOf(port.networkId));
      const outs = { region: DEFAULT_REGION, ...inputs, subnetId: "" };
      return { id: port.id, outs };
    },
    async read(id, props) {
      const port = (await readCloud(ctx)).ports?.[id];
      return port?.routerId === undefined ? undefined : props;
    },
    update: (_id, olds, news) => Promise.resolve({ ...olds, ...news }),
    async delete(id) {
      const port = (await readCloud(ctx)).ports?.[id];
      if (port?.routerId === undefined) return;
      await filter.closeBridge(bridgeOf(port.networkId));
      await ctx.docker
        .getNetwork(engineNetworkName(ctx, port.networkId))
        .disconnect({
          Container: containerName(ctx, port.routerId),
          Force: true,
        })
        .catch(unlessGone);
      await changeCloud(ctx, (cloud) => {
        forget(cloud.ports ?? {}, id);
      });
    },
  };
}

/** Lets private networks reach their routers again, after a restart of the machine or of the engine. */
export async function healRouters(
  ctx: SandboxContext,
  filter: PacketFilter,
): Promise<void> {
  const cloud = await readCloud(ctx);
  for (const router of Object.values(cloud.routers ?? {}))
    if (router.ip !== "") await startRouter(ctx, router);
  for (const { networkId, routerId } of portsOf(cloud))
    if (routerId !== undefined) await filter.openBridge(bridgeOf(networkId));
}

function portsOf(cloud: CloudState) {
  return Object.values(cloud.ports ?? {});
}

function containerName(ctx: Pick<SandboxContext, "id">, id: string): string {
  return `epicerie-${ctx.id}-router-${id.slice(0, 8)}`;
}

/** Translates what comes from elsewhere to its own address; lets nobody from outside in. */
async function startRouter(
  ctx: SandboxContext,
  { id, ip }: RouterRecord,
): Promise<void> {
  const { subnet } = ctx.extNet;
  const rules = `table ip router {
  chain out { type nat hook postrouting priority 100; ip saddr != ${subnet} snat to ${ip}; }
  chain through {
    type filter hook forward priority 0;
    ct state established,related accept
    ip saddr ${subnet} drop
  }
}`;
  await runService(ctx, {
    name: `router-${id.slice(0, 8)}`,
    image: await serverImage(ctx),
    ip,
    entrypoint: ["sh", "-c"],
    command: ['printf %s "$RULES" | nft -f - && exec sleep infinity'],
    env: { RULES: rules },
    capabilities: ["NET_ADMIN"],
    stopTimeout: 0,
    hostConfig: { Sysctls: { "net.ipv4.ip_forward": "1" } },
  });
}

function checkExternal(ctx: SandboxContext, { externalNetworkId }: Json): void {
  if (externalNetworkId === undefined || externalNetworkId === extNetId(ctx))
    return;
  throw new Error(
    `External network ${externalNetworkId as string} is not reachable from subnet (HTTP 404)`,
  );
}

function outputs({ name, ip }: RouterRecord, inputs: Json): Json {
  return {
    adminStateUp: true,
    description: "",
    distributed: false,
    enableSnat: true,
    region: DEFAULT_REGION,
    tenantId: "sandbox",
    ...inputs,
    externalFixedIps: ip === "" ? [] : [{ ipAddress: ip, subnetId: "ext" }],
    name,
    allTags: inputs.tags ?? [],
  };
}
