import type { SandboxContext } from "../context";
import type { HostTools } from "../host-tools";
import type { Json, ResourceHandler } from "../resource-provider";
import { plugIn, unplug } from "./block-devices";
import {
  type CloudState,
  DEFAULT_REGION,
  changeCloud,
  readCloud,
} from "./cloud-state";

/** A volume in a server: visible at once and after every reboot, in one server at a time. */
export function volumeAttachments(
  ctx: SandboxContext,
  tools: HostTools,
): ResourceHandler {
  return {
    type: "openstack:compute/volumeAttach:VolumeAttach",
    async create(inputs) {
      const volumeId = inputs.volumeId as string;
      const serverId = inputs.instanceId as string;
      const device = await changeCloud(ctx, (cloud) =>
        attach(cloud, volumeId, serverId),
      );
      try {
        await plugIn(ctx, tools, volumeId, serverId);
      } catch (error) {
        await changeCloud(ctx, (cloud) => {
          delete cloud.volumes[volumeId]?.attachment;
        });
        throw error;
      }
      return { id: `${serverId}/${volumeId}`, outs: outputs(inputs, device) };
    },
    async read(id, props) {
      const [serverId = "", volumeId = ""] = id.split("/");
      const attachment = (await readCloud(ctx)).volumes[volumeId]?.attachment;
      if (attachment?.serverId !== serverId) return undefined;
      const ids = { instanceId: serverId, volumeId };
      return outputs({ ...props, ...ids }, attachment.device);
    },
    update: (_id, olds, news) =>
      Promise.resolve({ ...olds, ...news, device: olds.device }),
    async delete(id) {
      const [serverId = "", volumeId = ""] = id.split("/");
      const volume = (await readCloud(ctx)).volumes[volumeId];
      if (volume?.attachment?.serverId !== serverId) return;
      await unplug(ctx, tools, volumeId, serverId);
      await changeCloud(ctx, (cloud) => {
        delete cloud.volumes[volumeId]?.attachment;
      });
    },
  };
}

/** Records an attachment and returns the device name that Nova would choose; nobody should count on it. */
function attach(cloud: CloudState, volumeId: string, serverId: string): string {
  const volume = cloud.volumes[volumeId];
  if (volume === undefined)
    throw new Error(`Volume ${volumeId} could not be found. (HTTP 404)`);
  if (cloud.servers[serverId] === undefined)
    throw new Error(`Instance ${serverId} could not be found. (HTTP 404)`);
  if (volume.attachment !== undefined)
    throw new Error(
      `Invalid volume: volume ${volumeId} is already attached to instances: ${volume.attachment.serverId}. (HTTP 400)`,
    );
  const used = Object.values(cloud.volumes).flatMap((v) =>
    v.attachment?.serverId === serverId ? [v.attachment.device] : [],
  );
  const letter = [..."bcdefghijklmnopqrstuvwxyz"].find(
    (l) => !used.includes(`/dev/vd${l}`),
  );
  if (letter === undefined)
    throw new Error("The maximum number of devices is exceeded. (HTTP 403)");
  const device = `/dev/vd${letter}`;
  volume.attachment = { serverId, device };
  return device;
}

function outputs(inputs: Json, device: string): Json {
  return { region: DEFAULT_REGION, ...inputs, device };
}
