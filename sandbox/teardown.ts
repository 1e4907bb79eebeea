import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type Docker from "dockerode";
import type { SandboxContext } from "./context";
import { privateImages, stopPrivateEngine } from "./docker-engine";
import { unlessGone } from "./engine-errors";
import type { HostTools } from "./host-tools";
import type { PacketFilter } from "./openstack/packet-filter";
import { messageOf } from "./problem";
import { SERVICE_LABEL } from "./service-container";

/** Removes every container, loop device, filter table, network, volume and file of a sandbox, in that order, and stops its private engine. */
export async function removeSandbox(
  ctx: SandboxContext,
  tools: HostTools,
  filter: PacketFilter,
  images: boolean,
): Promise<void> {
  const step = (name: string) => ctx.progress({ step: "down", detail: name });
  step("containers");
  await removeContainers(ctx, (labels) => labels[SERVICE_LABEL] !== "host");
  if (await touchedHost(ctx, tools)) {
    step("host");
    await freeLoops(ctx, tools);
    await filter.remove();
    // Containers wrote some files as other users, whom only they may remove.
    await tools.run(
      "find",
      ctx.folder,
      "-mindepth",
      "1",
      "-xdev",
      "-not",
      "-path",
      `${ctx.folder}/engine*`,
      "-delete",
    );
  }
  await removeContainers(ctx, () => true);
  await removeSnapshots(ctx);
  step("networks");
  await removeNetworksAndVolumes(ctx);
  if (images) await removeImages(ctx);
  await stopPrivateEngine(ctx.folder);
  await unmount(ctx.folder);
  await rm(ctx.folder, { recursive: true, force: true });
  if (images) {
    await unmount(privateImages(ctx.folder));
    await rm(privateImages(ctx.folder), { recursive: true, force: true });
  }
  ctx.progress({ step: "down", done: true });
}

/** Whether there may be loop devices or rules on the host, even when somebody removed our containers by hand. */
async function touchedHost(
  ctx: SandboxContext,
  tools: HostTools,
): Promise<boolean> {
  const traces = ["host.json", "volumes"];
  return (
    traces.some((name) => existsSync(join(ctx.folder, name))) ||
    (await tools.exists())
  );
}

function labelFilter(ctx: SandboxContext): { label: string[] } {
  const entries = Object.entries(ctx.labels);
  return { label: entries.map(([key, value]) => `${key}=${value}`) };
}

export async function removeContainers(
  ctx: SandboxContext,
  which: (labels: Record<string, string>) => boolean,
): Promise<void> {
  const found = await ctx.docker.listContainers({
    all: true,
    filters: labelFilter(ctx),
  });
  // One after the other: an engine loses count of a network's containers when several leave it at once.
  for (const { Id, Labels } of found)
    if (which(Labels))
      await ctx.docker
        .getContainer(Id)
        .remove({ force: true, v: true })
        .catch(unlessGone);
}

async function freeLoops(ctx: SandboxContext, tools: HostTools): Promise<void> {
  const script =
    'for f in "$1"/*.img; do [ -e "$f" ] || continue; ' +
    'losetup --associated "$f" --output NAME --noheadings | while read -r loop; do losetup --detach "$loop"; done; done';
  await tools.run("sh", "-c", script, "loops", join(ctx.folder, "volumes"));
}

export async function removeNetworksAndVolumes(
  ctx: SandboxContext,
): Promise<void> {
  const filters = labelFilter(ctx);
  for (const { Id } of await ctx.docker.listNetworks({ filters }))
    await removeNetwork(ctx.docker.getNetwork(Id)).catch(unlessGone);
  const { Volumes } = await ctx.docker.listVolumes({
    filters: JSON.stringify(filters),
  });
  for (const { Name } of Volumes ?? [])
    await ctx.docker.getVolume(Name).remove().catch(unlessGone);
}

/**
 * Removes a network, whoever is still in it. One that an engine takes for used though nobody is left stays until the engine
 * starts again, and serves a later sandbox of the same folder meanwhile. Source: https://github.com/moby/moby/issues/42119
 */
async function removeNetwork(network: Docker.Network): Promise<void> {
  const { Containers } = await network.inspect();
  for (const { Name } of Object.values(Containers ?? {}))
    await network
      .disconnect({ Container: Name, Force: true })
      .catch(unlessGone);
  await network.remove().catch((error: unknown) => {
    if (!messageOf(error).includes("has active endpoints")) throw error;
  });
}

/** Removes the images made of this sandbox's servers. */
async function removeSnapshots(ctx: SandboxContext): Promise<void> {
  const found = await ctx.docker.listImages({ filters: labelFilter(ctx) });
  for (const { Id } of found)
    await ctx.docker.getImage(Id).remove({ force: true }).catch(unlessGone);
}

/** Removes the images that the sandboxes of this engine were made of; what another sandbox uses stays. */
async function removeImages(ctx: SandboxContext): Promise<void> {
  const images = await ctx.docker.listImages();
  const tags = images
    .flatMap(({ RepoTags }) => RepoTags ?? [])
    .filter((tag) => tag.startsWith("epicerie-sandbox/"));
  // An image goes only after those that were made from it.
  for (let left = tags, before = Infinity; left.length < before;) {
    before = left.length;
    const kept: string[] = [];
    for (const tag of left)
      await ctx.docker
        .getImage(tag)
        .remove()
        .catch(() => kept.push(tag));
    left = kept;
  }
}

/** A private engine that is killed leaves mounts behind, its folder of images among them, which keep files from being removed. */
export async function unmount(folder: string): Promise<void> {
  const mounts = await readFile("/proc/mounts", "utf8").catch(() => "");
  const paths = mounts
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "")
    .filter((path) => path === folder || path.startsWith(`${folder}/`));
  for (const path of paths.reverse())
    await promisify(execFile)("umount", ["--lazy", path]).catch(
      () => undefined,
    );
}
