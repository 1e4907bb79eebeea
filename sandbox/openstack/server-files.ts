import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { mirrorUrl } from "../app-images";
import { ADDRESS, type SandboxContext, fault } from "../context";
import type { ServerRecord } from "./cloud-state";

/** Seconds that the faults `slow-boot` and `ssh-refused` last. */
const SLOW_BOOT_SECONDS = 45;
const SSH_REFUSED_SECONDS = 20;
/** The files that a server is given from outside, in its folder `<sandbox>/servers/<id>`. */
export interface ServerFiles {
  readonly seed: string;
  readonly settings: string;
  readonly devices: string;
  readonly resolver: string;
  readonly dockerFlags: string;
}

export function serverFiles(ctx: SandboxContext, id: string): ServerFiles {
  const folder = join(ctx.folder, "servers", id);
  return {
    seed: join(folder, "seed"),
    settings: join(folder, "settings"),
    devices: join(folder, "devices"),
    resolver: join(folder, "resolv.conf"),
    dockerFlags: join(folder, "docker.conf"),
  };
}

/** What cloud-init is told: the vendor's metadata service is a folder here. */
export interface ServerSeed {
  readonly userData: string;
  readonly publicKey: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Writes a server's files. Its folder is readable by its owner only: user data may hold secrets. */
export async function writeServerFiles(
  ctx: SandboxContext,
  server: ServerRecord,
  seed: ServerSeed,
): Promise<void> {
  const files = serverFiles(ctx, server.id);
  for (const folder of [files.seed, files.settings, files.devices])
    await mkdir(folder, { recursive: true });
  const metaData = {
    "instance-id": server.id,
    "local-hostname": hostname(server.name),
    "public-keys": seed.publicKey === "" ? [] : [seed.publicKey.trim()],
    meta: seed.metadata,
  };
  const secret = { mode: 0o600 };
  await writeFile(
    join(files.seed, "meta-data"),
    JSON.stringify(metaData),
    secret,
  );
  await writeFile(join(files.seed, "user-data"), seed.userData, secret);
  if (fault(ctx, "slow-boot"))
    await writeFile(join(files.settings, "boot-delay"), `${SLOW_BOOT_SECONDS}`);
  if (fault(ctx, "ssh-refused"))
    await writeFile(
      join(files.settings, "ssh-delay"),
      `${SSH_REFUSED_SECONDS}`,
    );
  await writeNetworkFiles(ctx, server.id);
}

/** Where names are resolved and images come from. The resolver is named directly, so that containers inside inherit it. */
export async function writeNetworkFiles(
  ctx: SandboxContext,
  id: string,
): Promise<void> {
  const files = serverFiles(ctx, id);
  const resolver = ctx.extNet.address(ADDRESS.dns);
  const mirror = mirrorUrl(ctx);
  await writeFile(files.resolver, `nameserver ${resolver}\n`);
  await writeFile(
    files.dockerFlags,
    `[Service]\nEnvironment="DOCKER_OPTS=--registry-mirror=${mirror} --insecure-registry=${new URL(mirror).host}"\n`,
  );
}

export async function removeServerFiles(
  ctx: SandboxContext,
  id: string,
): Promise<void> {
  await rm(join(ctx.folder, "servers", id), { recursive: true, force: true });
}

/** A server's name as a host name: letters, digits and hyphens, 63 at most. */
export function hostname(name: string): string {
  const clean = name.toLowerCase().replace(/[^a-z0-9-]+/g, "-");
  return clean.replace(/^-+|-+$/g, "").slice(0, 63) || "server";
}
