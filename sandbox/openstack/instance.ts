import { createHash, randomUUID } from "node:crypto";
import { UNKNOWN } from "../../engine/provider";
import { type SandboxContext } from "../context";
import type { HostTools } from "../host-tools";
import {
  type CheckFailure,
  type Json,
  type ResourceHandler,
  textOf,
} from "../resource-provider";
import { type CloudState, changeCloud, forget, readCloud } from "./cloud-state";
import { planServer } from "./instance-plan";
import { instanceOutputs } from "./instance-outputs";
import { updateInstance } from "./instance-update";
import type { PacketFilter } from "./packet-filter";
import { unplug } from "./block-devices";
import { flavorByName } from "./catalog";
import {
  createServerContainer,
  removeServerContainer,
  serverState,
} from "./server-container";
import { removeServerFiles, writeServerFiles } from "./server-files";

/**
 * Servers: containers that boot systemd, cloud-init, sshd and a Docker engine of their own. A functional stand-in, not a
 * security boundary: a server's root can see the host's disks. As with the real provider, `create` returns when the
 * server is ACTIVE, seconds before SSH answers and cloud-init is done.
 */
export function instances(
  ctx: SandboxContext,
  tools: HostTools,
  filter: PacketFilter,
): ResourceHandler {
  return {
    type: "openstack:compute/instance:Instance",
    autoName: "name",
    defaults: {
      forceDelete: false,
      powerState: "active",
      stopBeforeDestroy: false,
    },
    check,
    stateOf: (inputs) =>
      inputs.userData === undefined
        ? {}
        : { userData: userDataDigest(inputs.userData as string) },
    create: (inputs) => create(ctx, filter, inputs),
    async read(id, props) {
      const cloud = await readCloud(ctx);
      const state = await serverState(ctx, id);
      const server = cloud.servers[id];
      if (server === undefined || state === "missing") return undefined;
      return instanceOutputs(cloud, server, props, state);
    },
    update: (id, _olds, news) => updateInstance(ctx, filter, id, news),
    delete: (id) => remove(ctx, tools, filter, id),
  };
}

async function create(
  ctx: SandboxContext,
  filter: PacketFilter,
  inputs: Json,
): Promise<{ id: string; outs: Json }> {
  const id = randomUUID();
  // The record holds the server's addresses before the container exists, so that no other server is given them.
  const { cloud, server } = await changeCloud(ctx, (cloud) => {
    const server = planServer(ctx, cloud, id, inputs);
    cloud.servers[id] = server;
    return { cloud: structuredClone(cloud), server };
  });
  try {
    await writeServerFiles(ctx, server, {
      userData: decoded((inputs.userData as string | undefined) ?? ""),
      publicKey: cloud.keypairs[server.keyPair]?.publicKey ?? "",
      metadata: (inputs.metadata as Record<string, string> | undefined) ?? {},
    });
    // Closed before it boots: there is no moment without rules.
    await filter.apply();
    const flavor = flavorByName(server.flavor);
    if (flavor === undefined) throw new Error(`no flavor ${server.flavor}`);
    await createServerContainer(ctx, server, flavor);
    if (server.power === "shutoff")
      await updateInstance(ctx, filter, id, inputs);
  } catch (error) {
    await discard(ctx, filter, id);
    throw error;
  }
  const outs = instanceOutputs(cloud, server, inputs, "running");
  return { id, outs };
}

async function remove(
  ctx: SandboxContext,
  tools: HostTools,
  filter: PacketFilter,
  id: string,
): Promise<void> {
  const { volumes } = await readCloud(ctx);
  for (const volume of Object.values(volumes))
    if (volume.attachment?.serverId === id) {
      await unplug(ctx, tools, volume.id, id);
      await changeCloud(ctx, (cloud) => {
        delete cloud.volumes[volume.id]?.attachment;
      });
    }
  await discard(ctx, filter, id);
}

async function discard(
  ctx: SandboxContext,
  filter: PacketFilter,
  id: string,
): Promise<void> {
  await removeServerContainer(ctx, id);
  await removeServerFiles(ctx, id);
  await changeCloud(ctx, (cloud: CloudState) => {
    forget(cloud.servers, id);
  });
  await filter.apply();
}

/** What the real provider keeps of user data in the state. Source: terraform-provider-openstack, `user_data` StateFunc. */
export function userDataDigest(userData: string): string {
  return createHash("sha1").update(decoded(userData)).digest("hex");
}

/** User data may be given in Base64; anything else is taken as it is. */
function decoded(userData: string): string {
  const isBase64 =
    userData.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(userData);
  return isBase64 ? Buffer.from(userData, "base64").toString("utf8") : userData;
}

const POWER_STATES = ["active", "shutoff", "shelved_offloaded", "paused"];

function check(inputs: Json): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const missing = (a: string, b: string) =>
    inputs[a] === undefined && inputs[b] === undefined;
  if (missing("flavorName", "flavorId"))
    failures.push({
      property: "flavorName",
      reason: "One of flavor_name or flavor_id must be specified",
    });
  if (missing("imageName", "imageId") && inputs.blockDevices === undefined)
    failures.push({
      property: "imageName",
      reason:
        "Neither a boot device, image ID, or image name were able to be determined.",
    });
  const power = inputs.powerState;
  if (power !== undefined && power !== UNKNOWN)
    if (!POWER_STATES.includes(textOf(power).toLowerCase()))
      failures.push({
        property: "powerState",
        reason: `expected power_state to be one of ${POWER_STATES.join(", ")}, got ${textOf(power)}`,
      });
  return failures;
}
