import type { SandboxContext } from "../context";
import type { HostTools } from "../host-tools";
import type { SandboxPart } from "../sandbox";
import { plugIn } from "./block-devices";
import { readCloud } from "./cloud-state";
import { setPower } from "./instance-update";
import { PacketFilter } from "./packet-filter";
import { healRouters } from "./router";
import { serverContainer, serverState } from "./server-container";
import { writeNetworkFiles } from "./server-files";

/**
 * Puts the servers back as the cloud knows them, after a restart of the machine or of the engine, or a kill: packet
 * filter, loop devices of attached volumes, and what was running runs. A server whose disks came back under other
 * devices boots again, since it has the old ones mounted.
 */
export async function healServers(
  ctx: SandboxContext,
  tools: HostTools,
): Promise<void> {
  const cloud = await readCloud(ctx);
  const filter = new PacketFilter(ctx, tools);
  await healRouters(ctx, filter);
  const servers = Object.values(cloud.servers);
  if (servers.length === 0) return;
  await filter.apply();
  for (const server of servers) {
    const state = await serverState(ctx, server.id);
    // Removed by hand: a refresh will find that out, and the next `up` makes it anew.
    if (state === "missing") continue;
    await writeNetworkFiles(ctx, server.id);
    let moved = false;
    for (const volume of Object.values(cloud.volumes))
      if (volume.attachment?.serverId === server.id)
        moved = (await plugIn(ctx, tools, volume.id, server.id)) || moved;
    const stale = moved && state === "running" && server.power === "active";
    if (!stale && (state === "running") === (server.power === "active"))
      continue;
    const step = `server:${server.name}`;
    const started = Date.now();
    ctx.progress({ step });
    if (stale) await serverContainer(ctx, server.id).restart({ t: 30 });
    else await setPower(ctx, server);
    const seconds = (Date.now() - started) / 1000;
    ctx.progress({ step, done: true, seconds });
  }
}

/** The state of each server. */
export async function serversStatus(
  ctx: SandboxContext,
): Promise<SandboxPart[]> {
  const { servers } = await readCloud(ctx);
  return Promise.all(
    Object.values(servers).map(async (server) => {
      const state = await serverState(ctx, server.id);
      const address = server.nics[0]?.ip;
      return {
        name: server.name,
        state: { running: "running", stopped: "exited", missing: "absent" }[
          state
        ],
        ...(address === undefined ? {} : { address }),
      };
    }),
  );
}
