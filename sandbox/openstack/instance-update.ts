import type { SandboxContext } from "../context";
import type { Json } from "../resource-provider";
import { flavorByName } from "./catalog";
import { type ServerRecord, changeCloud, readCloud } from "./cloud-state";
import { instanceOutputs } from "./instance-outputs";
import { flavorOf, groupIds, imageOf, powerOf } from "./instance-plan";
import type { PacketFilter } from "./packet-filter";
import {
  createServerContainer,
  limitsOf,
  removeServerContainer,
  serverContainer,
  serverState,
} from "./server-container";

/** What changes in place: name, groups, power, flavor (limits and a restart), image (a new system under the same id). */
export async function updateInstance(
  ctx: SandboxContext,
  filter: PacketFilter,
  id: string,
  news: Json,
): Promise<Json> {
  const before = (await readCloud(ctx)).servers[id];
  if (before === undefined)
    throw new Error(`Instance ${id} could not be found. (HTTP 404)`);
  const flavor = flavorOf(news);
  // A server that boots from a volume does not use the flavor's disk.
  if (before.bootVolume === undefined) refuseSmallerDisk(before, flavor.disk);
  const image = imageOf(news).name;
  const { cloud, server } = await changeCloud(ctx, (cloud) => {
    const server = cloud.servers[id];
    if (server === undefined)
      throw new Error(`Instance ${id} could not be found. (HTTP 404)`);
    server.groups = groupIds(cloud, news);
    server.name = news.name as string;
    server.flavor = flavor.name;
    server.image = image;
    server.power = powerOf(news);
    server.updated = new Date().toISOString();
    return { cloud: structuredClone(cloud), server };
  });
  await filter.apply();
  const container = serverContainer(ctx, id);
  const rebuilt = await rebuildIfOther(ctx, before, server);
  if (!rebuilt && before.flavor !== server.flavor) {
    // Limits first, then the restart that a resize means.
    await container.update(limitsOf(flavor));
    if (server.power === "active") await container.restart({ t: 30 });
  }
  await setPower(ctx, server);
  const state = server.power === "active" ? "running" : "stopped";
  return instanceOutputs(cloud, server, news, state);
}

/** Starts or stops a server until it is as the API was asked for. */
export async function setPower(
  ctx: SandboxContext,
  server: ServerRecord,
): Promise<void> {
  const state = await serverState(ctx, server.id);
  const container = serverContainer(ctx, server.id);
  if (server.power === "active" && state === "stopped") await container.start();
  if (server.power === "shutoff" && state === "running")
    await container.stop({ t: 30 });
}

function refuseSmallerDisk(server: ServerRecord, disk: number): void {
  const current = flavorByName(server.flavor)?.disk ?? 0;
  if (disk < current)
    throw new Error(
      `Resize error: Unable to resize disk down: flavor ${server.flavor} has ${current} GB, the new one ${disk} GB.`,
    );
}

async function rebuildIfOther(
  ctx: SandboxContext,
  before: ServerRecord,
  server: ServerRecord,
): Promise<boolean> {
  if (before.image === server.image) return false;
  const flavor = flavorByName(server.flavor);
  if (flavor === undefined) throw new Error(`no flavor ${server.flavor}`);
  await removeServerContainer(ctx, server.id);
  await createServerContainer(ctx, server, flavor);
  return true;
}
