import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type Docker from "dockerode";
import { type AptSources, aptSources, writeAptFolder } from "./apt-sources";
import type { SandboxContext } from "./context";
import { debootstrap } from "./debootstrap";
import { dockerBuild, follow, hasImage, recipeDigest } from "./images";
import { SandboxProblem, isDiskFull, messageOf } from "./problem";

const RECIPE = join(__dirname, "images", "base");
const SUITE = "bookworm";
const PUBLIC_IMAGE = "debian:bookworm-slim";
const PULL_PATIENCE_MS = 60_000;

let making: Promise<string> | undefined;

/**
 * The Debian that every image of the sandbox starts from: pulled where a registry has it, else made with debootstrap
 * from this machine's own mirror. The machine's package sources, proxies and credentials are in it, never in the repository.
 */
export function baseImage(ctx: SandboxContext): Promise<string> {
  making ??= makeBase(ctx).finally(() => (making = undefined));
  return making;
}

async function makeBase(ctx: SandboxContext): Promise<string> {
  const sources = await aptSources(SUITE);
  const digest = await recipeDigest(RECIPE, { sources: sources.fingerprint });
  const tag = `epicerie-sandbox/base:${digest}`;
  if (await hasImage(ctx.docker, tag)) return tag;
  const folder = join(ctx.folder, "builds", "base");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await cp(RECIPE, folder, { recursive: true });
  await writeAptFolder(sources, join(folder, "apt"));
  const args = { ROOTFS: await rootImage(ctx, sources) };
  await dockerBuild(ctx, { name: "base", folder, tag, args });
  await rm(folder, { recursive: true, force: true });
  return tag;
}

async function rootImage(
  ctx: SandboxContext,
  sources: AptSources,
): Promise<string> {
  const bootstrapped = `epicerie-sandbox/debian:${SUITE}`;
  for (const tag of [PUBLIC_IMAGE, bootstrapped])
    if (await hasImage(ctx.docker, tag)) return tag;
  ctx.progress({ step: "image:debian", detail: PUBLIC_IMAGE });
  const started = Date.now();
  const refusal = await pull(ctx.docker, PUBLIC_IMAGE);
  if (refusal !== undefined)
    await bootstrap(ctx, sources, bootstrapped, refusal);
  ctx.progress({
    step: "image:debian",
    done: true,
    seconds: (Date.now() - started) / 1000,
  });
  return refusal === undefined ? PUBLIC_IMAGE : bootstrapped;
}

/** Pulls an image; returns why not, if not. */
async function pull(docker: Docker, tag: string): Promise<string | undefined> {
  const abort = AbortSignal.timeout(PULL_PATIENCE_MS);
  try {
    const options = { abortSignal: abort };
    const stream = await docker.pull(tag, options);
    await follow(docker, stream, () => undefined);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

async function bootstrap(
  ctx: SandboxContext,
  sources: AptSources,
  tag: string,
  refusal: string,
): Promise<void> {
  const remedy = `docker pull ${PUBLIC_IMAGE}`;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    throw new SandboxProblem(
      "no-base-image",
      { detail: refusal, remedy },
      `${PUBLIC_IMAGE} cannot be pulled (${refusal}), and debootstrap needs root on Debian or Ubuntu`,
    );
  const builds = join(ctx.folder, "builds");
  const root = join(builds, "rootfs");
  await rm(root, { recursive: true, force: true });
  ctx.progress({ step: "image:debian", detail: `debootstrap ${SUITE}` });
  try {
    await debootstrap(builds, SUITE, root, sources);
    await importFolder(ctx.docker, root, tag);
  } catch (error) {
    const detail = messageOf(error);
    throw new SandboxProblem(
      isDiskFull(detail) ? "disk-full" : "no-base-image",
      { what: "debootstrap", detail, remedy },
      `a Debian system cannot be made with debootstrap: ${detail}`,
    );
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function importFolder(
  docker: Docker,
  folder: string,
  tag: string,
): Promise<void> {
  const exclude = ["--exclude=./var/cache/apt/archives/*.deb"];
  const tar = spawn("tar", ["-C", folder, ...exclude, "-c", "."], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [repo, version] = tag.split(":");
  const stream = await docker.importImage(tar.stdout, {
    repo,
    tag: version,
    changes: "LABEL org.epicerie.image=1",
  });
  await follow(docker, stream, () => undefined);
}
