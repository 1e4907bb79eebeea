import { mkdir, open, rm, truncate } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execIn } from "../container-exec";
import type { SandboxContext } from "../context";
import type { HostTools } from "../host-tools";
import type { VolumeRecord } from "./cloud-state";
import { serverContainer, serverState } from "./server-container";
import { serverFiles } from "./server-files";

const GIB = 1024 ** 3;

/** The disk of a volume: a sparse file, and a loop device while it is attached. */
export function volumeFile(ctx: SandboxContext, id: string): string {
  return join(ctx.folder, "volumes", `${id}.img`);
}

/** Makes the file of a volume. It takes room on the disk only as data is written. */
export async function createVolumeFile(
  ctx: SandboxContext,
  volume: VolumeRecord,
): Promise<void> {
  const path = volumeFile(ctx, volume.id);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, "wx", 0o600);
  await file.truncate(volume.size * GIB);
  await file.close();
}

/** Grows the file, and the device of an attached volume with it; growing the file system is the server's business. */
export async function growVolume(
  ctx: SandboxContext,
  tools: HostTools,
  volume: VolumeRecord,
): Promise<void> {
  const path = volumeFile(ctx, volume.id);
  await truncate(path, volume.size * GIB);
  const loop = await loopOf(tools, path);
  if (loop !== undefined) await tools.run("losetup", "--set-capacity", loop);
}

/**
 * Shows a volume in a server as `/dev/disk/by-id/virtio-<first 20 of its id>`; nothing happens when it is there already.
 * Returns whether the loop device is another than before, as after a restart of the machine.
 */
export async function plugIn(
  ctx: SandboxContext,
  tools: HostTools,
  volumeId: string,
  serverId: string,
): Promise<boolean> {
  const path = volumeFile(ctx, volumeId);
  const known = await loopOf(tools, path);
  const loop =
    known ?? (await tools.run("losetup", "--find", "--show", path)).trim();
  const node = deviceNode(ctx, volumeId, serverId);
  // A node left from before may name a loop device that now belongs to something else.
  const script =
    'set -e; n=$(stat -c "0x%t 0x%T" "$1"); set -- "$2" $n; ' +
    'if [ -b "$1" ] && [ "$(stat -c "0x%t 0x%T" "$1")" = "$2 $3" ]; then exit 0; fi; ' +
    'rm -f "$1"; mknod -m 600 "$1" b "$(($2))" "$(($3))"; echo new';
  const answer = await tools.run("sh", "-c", script, "plug", loop, node);
  return known === undefined || answer.includes("new");
}

/** Takes a volume out of a server and frees its loop device, mounted or not, as pulling out a disk would. */
export async function unplug(
  ctx: SandboxContext,
  tools: HostTools,
  volumeId: string,
  serverId: string,
): Promise<void> {
  const path = volumeFile(ctx, volumeId);
  await rm(deviceNode(ctx, volumeId, serverId), { force: true });
  const loop = await loopOf(tools, path);
  if (loop === undefined) return;
  if ((await serverState(ctx, serverId)) === "running") {
    const number = (
      await tools.run("cat", `/sys/block/${loop.slice(5)}/dev`)
    ).trim();
    await execIn(serverContainer(ctx, serverId), ["sandbox-detach", number]);
  }
  await freeLoop(tools, path, loop);
}

async function freeLoop(
  tools: HostTools,
  path: string,
  loop: string,
): Promise<void> {
  await tools.run("losetup", "--detach", loop);
  for (let attempt = 0; attempt < 50; attempt++) {
    if ((await loopOf(tools, path)) === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `Volume is still in use: something in the server keeps ${loop} open. (HTTP 409)`,
  );
}

/** Removes the file of a volume that is attached nowhere. */
export async function removeVolumeFile(
  ctx: SandboxContext,
  tools: HostTools,
  id: string,
): Promise<void> {
  const path = volumeFile(ctx, id);
  const loop = await loopOf(tools, path);
  if (loop !== undefined) await freeLoop(tools, path, loop);
  await rm(path, { force: true });
}

function deviceNode(
  ctx: SandboxContext,
  volumeId: string,
  serverId: string,
): string {
  return join(
    serverFiles(ctx, serverId).devices,
    `virtio-${volumeId.slice(0, 20)}`,
  );
}

async function loopOf(
  tools: HostTools,
  path: string,
): Promise<string | undefined> {
  const out = await tools.run(
    "sh",
    "-c",
    '[ ! -e "$1" ] || losetup --associated "$1" --output NAME --noheadings',
    "loop",
    path,
  );
  return out.trim().split("\n")[0]?.trim() || undefined;
}
