import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SandboxContext } from "../context";
import type { HostTools } from "../host-tools";
import { isDiskFull, messageOf, SandboxProblem } from "../problem";
import { volumeFile } from "./block-devices";
import {
  changeCloud,
  forget,
  readCloud,
  type SnapshotRecord,
  type VolumeRecord,
} from "./cloud-state";

/** What a volume held at one moment: a sparse copy of its file. */
export function snapshotFile(ctx: SandboxContext, id: string): string {
  return join(ctx.folder, "snapshots", `${id}.img`);
}

/** Takes a snapshot of a volume, in use or not. As at the vendor, what its server has not written yet is not in it. */
export async function takeSnapshot(
  ctx: SandboxContext,
  tools: HostTools,
  volumeId: string,
  { name, description }: Pick<SnapshotRecord, "name" | "description">,
): Promise<SnapshotRecord> {
  const volume = (await readCloud(ctx)).volumes[volumeId];
  if (volume === undefined)
    throw new Error(`Volume ${volumeId} could not be found. (HTTP 404)`);
  const createdAt = new Date().toISOString();
  const { size } = volume;
  const record = { id: randomUUID(), name, description, volumeId, size };
  const snapshot: SnapshotRecord = {
    ...record,
    createdAt,
    updatedAt: createdAt,
  };
  const file = snapshotFile(ctx, snapshot.id);
  await copySparse(tools, volumeFile(ctx, volumeId), file, "snapshot");
  await changeCloud(ctx, (cloud) => {
    cloud.snapshots = { ...cloud.snapshots, [snapshot.id]: snapshot };
  });
  return snapshot;
}

/** Removes a snapshot; the volumes made from it stay. What is already gone is no error. */
export async function removeSnapshot(
  ctx: SandboxContext,
  id: string,
): Promise<void> {
  await rm(snapshotFile(ctx, id), { force: true });
  await changeCloud(ctx, (cloud) => {
    forget(cloud.snapshots ?? {}, id);
  });
}

/** Makes the file of a volume from a snapshot, or refuses as Cinder does. */
export async function createVolumeFrom(
  ctx: SandboxContext,
  tools: HostTools,
  volume: VolumeRecord,
  snapshotId: string,
): Promise<void> {
  const snapshot = (await readCloud(ctx)).snapshots?.[snapshotId];
  if (snapshot === undefined)
    throw new Error(`Snapshot ${snapshotId} could not be found. (HTTP 404)`);
  if (volume.size < snapshot.size)
    throw new Error(
      `Invalid input received: Volume size '${volume.size}'GB cannot be smaller than the snapshot size ${snapshot.size}GB. They must be >= original snapshot size. (HTTP 400)`,
    );
  const file = volumeFile(ctx, volume.id);
  await copySparse(tools, snapshotFile(ctx, snapshotId), file, "volume");
  await tools.run("truncate", "--size", `${volume.size}G`, file);
}

/** A volume that has snapshots stays, as in Cinder. */
export async function refuseSnapshots(
  ctx: SandboxContext,
  volumeId: string,
): Promise<void> {
  const { snapshots = {} } = await readCloud(ctx);
  if (Object.values(snapshots).some((one) => one.volumeId === volumeId))
    throw new Error(
      "Invalid volume: Volume status must be available or error or error_restoring or error_extending or error_managing and must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer. (HTTP 400)",
    );
}

async function copySparse(
  tools: HostTools,
  from: string,
  to: string,
  what: string,
): Promise<void> {
  const script =
    'mkdir -p -m 700 "$1" && cp --sparse=always "$2" "$3" && chmod 600 "$3" || { rm -f "$3"; exit 1; }';
  try {
    await tools.run("sh", "-c", script, "copy", dirname(to), from, to);
  } catch (error) {
    const detail = messageOf(error);
    if (!isDiskFull(detail)) throw error;
    throw new SandboxProblem("disk-full", { what, detail }, "the disk is full");
  }
}
