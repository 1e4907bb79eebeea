import { existsSync } from "node:fs";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  ADDRESS,
  type SandboxContext,
  buildImage,
  runService,
} from "./context";
import { parseReference } from "./docker/image";
import { ask } from "./http";
import { follow, recipeVersion } from "./images";
import { withNpmPackages } from "./npm-packages";
import { SandboxProblem, isDiskFull, messageOf } from "./problem";

const IMAGES = join(__dirname, "images");
const RECIPES = join(IMAGES, "apps");
const ANSWER_MS = 30_000;
const ASK_MS = 5_000;
const MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

/** Tags that the registry holds, and the version of what each was made from. */
type Pushed = Record<string, string>;

/** Address of the registry that servers use as the mirror of Docker Hub. */
export function mirrorUrl(ctx: SandboxContext): string {
  return `http://${ctx.extNet.address(ADDRESS.registry)}`;
}

/**
 * Serves the images of the catalog to the servers: those with a recipe in `images/apps` are made from Debian's packages,
 * with the contract of the official image of that name, and pushed under exactly the tag that is asked for. The others
 * are left to the servers, which pull them from their own registry. Throws SandboxProblem `image-build-failed`,
 * `service-failed`, `disk-full`.
 */
export async function appImagesUp(
  ctx: SandboxContext,
  images: readonly string[],
): Promise<void> {
  const port = await registryUp(ctx);
  const byName = new Map<string, string[]>();
  for (const image of new Set(images)) {
    const { repository } = parseReference(image);
    byName.set(repository, [...(byName.get(repository) ?? []), image]);
  }
  // Tags of one repository come from one image, so one after the other.
  const work = [...byName.values()].map(async (tags) => {
    for (const image of tags) await appImageUp(ctx, image, port);
  });
  const failed = (await Promise.allSettled(work)).find(
    (result) => result.status === "rejected",
  );
  if (failed) throw failed.reason;
}

async function appImageUp(
  ctx: SandboxContext,
  image: string,
  port: number,
): Promise<void> {
  const { registry, repository, tag } = parseReference(image);
  const short = repository.replace(/^library\//, "");
  const recipe = join(RECIPES, short);
  const name = short.replaceAll("/", "-");
  const step = `app:${name}`;
  if (registry !== undefined || !existsSync(join(recipe, "Dockerfile"))) {
    const detail = `${image}: no recipe here, servers pull it themselves`;
    ctx.progress({ step, detail, done: true });
    return;
  }
  const target = `${repository}:${tag}`;
  const version = await versionOf(ctx, recipe);
  const known = await ctx.store.read<Pushed>("app-images", {});
  if (known[target] === version && (await isServed(port, repository, tag)))
    return;
  const started = Date.now();
  const base = await buildImage(ctx, name, recipe, {
    ...(existsSync(join(recipe, "package-lock.json"))
      ? { prepare: () => withNpmPackages(ctx, name, recipe) }
      : {}),
  });
  ctx.progress({ step, detail: `push ${target}` });
  const built = await trustingImage(ctx, name, base);
  await push(ctx, built, `127.0.0.1:${port}/${repository}`, tag);
  await ctx.store.update<Pushed, void>("app-images", {}, (pushed) => {
    pushed[target] = version;
  });
  ctx.progress({ step, done: true, seconds: (Date.now() - started) / 1000 });
}

/** Changes with the recipe, what it starts from and this sandbox's authority, which together make the image. */
async function versionOf(ctx: SandboxContext, recipe: string): Promise<string> {
  return recipeVersion(recipe, { authority: ctx.ca.certPem });
}

/** The recipe's image with this sandbox's authority among the trusted ones. */
async function trustingImage(
  ctx: SandboxContext,
  name: string,
  base: string,
): Promise<string> {
  const folder = join(ctx.folder, "app-images", name);
  await mkdir(folder, { recursive: true });
  await copyFile(
    join(IMAGES, "trust", "Dockerfile"),
    join(folder, "Dockerfile"),
  );
  await writeFile(join(folder, "ca.crt"), ctx.ca.certPem);
  const { Config } = await ctx.docker.getImage(base).inspect();
  const args = { BASE: base, IMAGE_USER: Config.User || "root" };
  return buildImage(ctx, `${name}-trusting`, folder, { args });
}

/** Starts the registry and returns its port on this machine's loopback, where the engine may push without TLS. */
async function registryUp(ctx: SandboxContext): Promise<number> {
  const data = join(ctx.folder, "registry");
  await mkdir(data, { recursive: true });
  const container = await runService(ctx, {
    name: "registry",
    image: await buildImage(ctx, "registry", join(IMAGES, "registry")),
    ip: ctx.extNet.address(ADDRESS.registry),
    binds: [`${data}:/var/lib/registry`],
    ports: { "127.0.0.1:0": 80 },
  });
  const { NetworkSettings } = await container.inspect();
  const [binding] = NetworkSettings.Ports["80/tcp"] ?? [];
  const port = Number(binding?.HostPort);
  await answered(port);
  return port;
}

async function answered(port: number): Promise<void> {
  for (const end = Date.now() + ANSWER_MS; Date.now() < end; await sleep(200)) {
    const url = `http://127.0.0.1:${port}/v2/`;
    if ((await ask(url, { patience: ASK_MS }))?.status === 200) return;
  }
  const detail = `no answer within ${ANSWER_MS / 1000} s`;
  throw new SandboxProblem(
    "service-failed",
    { service: "registry", detail },
    `the service registry: ${detail}`,
  );
}

async function isServed(
  port: number,
  repository: string,
  tag: string,
): Promise<boolean> {
  const url = `http://127.0.0.1:${port}/v2/${repository}/manifests/${tag}`;
  const options = {
    method: "HEAD",
    accept: MANIFEST,
    patience: ASK_MS,
  } as const;
  return (await ask(url, options))?.status === 200;
}

async function push(
  ctx: SandboxContext,
  image: string,
  repo: string,
  tag: string,
): Promise<void> {
  await ctx.docker.getImage(image).tag({ repo, tag });
  const target = ctx.docker.getImage(`${repo}:${tag}`);
  try {
    const stream = await target.push({ authconfig: {} });
    await follow(ctx.docker, stream, () => undefined);
  } catch (error) {
    const detail = messageOf(error);
    throw isDiskFull(detail)
      ? new SandboxProblem("disk-full", { what: image, detail }, detail)
      : new SandboxProblem(
          "service-failed",
          { service: "registry", detail },
          `cannot push ${image} to the sandbox's registry: ${detail}`,
        );
  } finally {
    // The registry has it now; here it was only in the way there.
    for (const name of [target, ctx.docker.getImage(image)])
      await name.remove().catch(() => undefined);
  }
}
