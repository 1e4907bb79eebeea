import { randomUUID } from "node:crypto";
import { UNKNOWN } from "../../engine/provider";
import { type SandboxContext, fault } from "../context";
import type { HostTools } from "../host-tools";
import { SandboxProblem, isDiskFull, messageOf } from "../problem";
import {
  type CheckFailure,
  type Json,
  type ResourceHandler,
  textOf,
} from "../resource-provider";
import {
  createVolumeFile,
  growVolume,
  removeVolumeFile,
} from "./block-devices";
import {
  DEFAULT_REGION,
  type VolumeRecord,
  changeCloud,
  forget,
  readCloud,
} from "./cloud-state";
import { createVolumeFrom, refuseSnapshots } from "./volume-snapshots";

/** Source: the vendor's volume types. */
const TYPES = ["classic", "high-speed", "high-speed-gen2"];

/** Block storage. A volume's data outlives servers; it grows and never shrinks. */
export function volumes(
  ctx: SandboxContext,
  tools: HostTools,
): ResourceHandler {
  return {
    type: "openstack:blockstorage/volume:Volume",
    autoName: "name",
    check,
    create: (inputs) => create(ctx, tools, inputs),
    async read(id, props) {
      const record = (await readCloud(ctx)).volumes[id];
      return record && outputs(record, props);
    },
    update: (id, _olds, news) => update(ctx, tools, id, news),
    async delete(id) {
      const record = (await readCloud(ctx)).volumes[id];
      if (record === undefined) return;
      if (record.attachment !== undefined)
        throw new Error(
          `Invalid volume: Volume status must be available or error, but volume ${id} is in-use (attached to ${record.attachment.serverId}). (HTTP 400)`,
        );
      await refuseSnapshots(ctx, id);
      await removeVolumeFile(ctx, tools, id);
      await changeCloud(ctx, (cloud) => {
        forget(cloud.volumes, id);
      });
    },
  };
}

async function create(
  ctx: SandboxContext,
  tools: HostTools,
  inputs: Json,
): Promise<{ id: string; outs: Json }> {
  const size = Number(inputs.size);
  if (fault(ctx, "quota"))
    throw new Error(
      `VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. Requested ${size}G, quota is 0G and 0G has been consumed. (HTTP 413)`,
    );
  const record: VolumeRecord = {
    id: randomUUID(),
    name: inputs.name as string,
    size,
    type: (inputs.volumeType as string | undefined) ?? "classic",
  };
  try {
    const snapshotId = inputs.snapshotId as string | undefined;
    await (snapshotId === undefined
      ? createVolumeFile(ctx, record)
      : createVolumeFrom(ctx, tools, record, snapshotId));
  } catch (error) {
    if (!isDiskFull(messageOf(error))) throw error;
    const params = { what: "volume", detail: messageOf(error) };
    throw new SandboxProblem("disk-full", params, "the disk is full");
  }
  await changeCloud(ctx, (cloud) => {
    cloud.volumes[record.id] = record;
  });
  return { id: record.id, outs: outputs(record, inputs) };
}

async function update(
  ctx: SandboxContext,
  tools: HostTools,
  id: string,
  news: Json,
): Promise<Json> {
  const size = Number(news.size);
  const record = await changeCloud(ctx, (cloud) => {
    const volume = cloud.volumes[id];
    if (volume === undefined)
      throw new Error(`Volume ${id} could not be found.`);
    if (size < volume.size)
      throw new Error(
        `Invalid input received: New size for extend must be greater than current size. (current: ${volume.size}, extended: ${size}). (HTTP 400)`,
      );
    if (
      size > volume.size &&
      volume.attachment !== undefined &&
      news.enableOnlineResize !== true
    )
      throw new Error(
        `Error extending openstack_blockstorage_volume_v3 ${id}, volume is attached to the instance and resizing online is disabled, see enable_online_resize option`,
      );
    volume.size = size;
    volume.name = news.name as string;
    return volume;
  });
  await growVolume(ctx, tools, record);
  return outputs(record, news);
}

function check(inputs: Json): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const { size, volumeType } = inputs;
  if (size !== UNKNOWN && size !== undefined)
    if (!Number.isInteger(Number(size)) || Number(size) < 1)
      failures.push({
        property: "size",
        reason: `Invalid input for field/attribute size. Value: ${textOf(size)}. ${textOf(size)} is less than the minimum of 1`,
      });
  if (volumeType !== UNKNOWN && volumeType !== undefined)
    if (!TYPES.includes(textOf(volumeType)))
      failures.push({
        property: "volumeType",
        reason: `Volume type with name ${textOf(volumeType)} could not be found (the vendor has ${TYPES.join(", ")})`,
      });
  return failures;
}

function outputs(record: VolumeRecord, inputs: Json): Json {
  const { attachment } = record;
  return {
    availabilityZone: "nova",
    backupId: "",
    description: "",
    metadata: {},
    region: DEFAULT_REGION,
    snapshotId: "",
    sourceVolId: "",
    ...inputs,
    name: record.name,
    size: record.size,
    volumeType: record.type,
    attachments:
      attachment === undefined
        ? []
        : [
            {
              id: record.id,
              instanceId: attachment.serverId,
              device: attachment.device,
            },
          ],
  };
}
