import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { chmod, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type Docker from "dockerode";
import { type Authority, openAuthority } from "./certificates";
import { findEngine } from "./docker-engine";
import { JsonStore } from "./json-store";
import { type PublicNetwork, choosePublicNetwork } from "./public-network";

export { buildImage } from "./images";
export { runService } from "./service-container";

/** Tells what long work is at; `step` is a stable id such as "engine", "image:server", "service:dns". */
export type Progress = (event: {
  step: string;
  detail?: string;
  done?: boolean;
  seconds?: number;
}) => void;

/** Faults that can be switched on by name, so that the sandbox hurts where the vendor does. */
export type FaultName =
  | "slow-boot"
  | "ssh-refused"
  | "mail-async"
  | "dns-refresh"
  | "api-500"
  | "api-429"
  | "api-lost"
  | "quota";

/** What every part of one sandbox shares. */
export interface SandboxContext {
  readonly home: string;
  /** `<home>/sandbox`: everything of the sandbox that is not in the engine. */
  readonly folder: string;
  /** 8 hex digits, from the folder's path: several sandboxes live on one machine. */
  readonly id: string;
  /** Labels of every object of this sandbox in the engine. */
  readonly labels: Readonly<Record<string, string>>;
  readonly docker: Docker;
  /** `DOCKER_HOST` of the engine, for other clients. */
  readonly dockerHost: string;
  /** The engine was started for this sandbox alone. */
  readonly privateEngine: boolean;
  /** The stand-in for the Internet, `Ext-Net`. */
  readonly extNet: PublicNetwork;
  readonly store: JsonStore;
  readonly ca: Authority;
  readonly progress: Progress;
}

/** Fixed addresses on the public network, as offsets from its first address. */
export const ADDRESS = {
  host: 1,
  dns: 2,
  mail: 3,
  s3: 4,
  mysql: 5,
  acme: 6,
  gateway: 7,
  registry: 8,
  firstServer: 10,
  /** The last of the network: servers have those in between. */
  swift: 30,
} as const;

export const SANDBOX_LABEL = "org.epicerie.sandbox";
export const IMAGE_LABEL = "org.epicerie.image";

/** Opens the sandbox of `home` and finds or starts its engine; creates nothing else in it. Throws SandboxProblem. */
export async function openContext(
  home: string,
  progress: Progress,
): Promise<SandboxContext> {
  const folder = join(resolve(home), "sandbox");
  const id = sandboxId(folder);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  const engine = await findEngine(folder, progress);
  const store = new JsonStore(folder);
  return {
    home: resolve(home),
    folder,
    id,
    labels: { [SANDBOX_LABEL]: id },
    docker: engine.docker,
    dockerHost: engine.host,
    privateEngine: engine.isPrivate,
    extNet: await choosePublicNetwork(engine.docker, store, id, folder),
    store,
    ca: await openAuthority(join(folder, "ca")),
    progress,
  };
}

/** The id of the sandbox in `folder`. */
export function sandboxId(folder: string): string {
  return createHash("sha256").update(resolve(folder)).digest("hex").slice(0, 8);
}

/** Whether a fault is switched on: `<folder>/faults.json` is a list of names. */
export function fault(
  ctx: Pick<SandboxContext, "folder">,
  name: FaultName,
): boolean {
  try {
    const text = readFileSync(join(ctx.folder, "faults.json"), "utf8");
    return (JSON.parse(text) as string[]).includes(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
