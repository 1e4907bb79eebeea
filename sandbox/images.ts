import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { lstat, mkdir, readFile, readdir, readlink } from "node:fs/promises";
import { join, relative } from "node:path";
import type Docker from "dockerode";
import { baseImage } from "./base-image";
import { IMAGE_LABEL, type SandboxContext } from "./context";
import { SandboxProblem, isDiskFull, messageOf } from "./problem";

export interface BuildOptions {
  /**
   * Build arguments. A recipe that starts `ARG BASE` and is not given one gets the sandbox's Debian; one that starts
   * `ARG PHP_APACHE` gets the image of the recipe `images/php-apache`.
   */
  readonly args?: Readonly<Record<string, string>>;
  /** Makes the folder that is built from, only when there is something to build. The recipe's own by default. */
  readonly prepare?: () => Promise<string>;
}

const RECIPES = join(__dirname, "images");
/** Builds of this process that run or are done, by tag. */
const builds = new Map<string, Promise<string>>();
/** More than two builds at once only slow each other down on a small machine. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

/**
 * Builds the recipe in `folder` unless an image of the same recipe and arguments is there, and returns its tag
 * `epicerie-sandbox/<name>:<digest>`. Images are shared between the sandboxes of one engine. The build has the host's
 * network, so that proxies on this machine work. Throws SandboxProblem `image-build-failed`, `disk-full`, `no-base-image`.
 */
export function buildImage(
  ctx: SandboxContext,
  name: string,
  folder: string,
  options: BuildOptions = {},
): Promise<string> {
  return buildOnce(ctx, name, folder, options);
}

async function buildOnce(
  ctx: SandboxContext,
  name: string,
  folder: string,
  { args = {}, prepare }: BuildOptions,
): Promise<string> {
  const tag = `epicerie-sandbox/${name}:${await recipeVersion(folder, args)}`;
  const key = `${ctx.dockerHost} ${tag}`;
  let build = builds.get(key);
  if (build === undefined) {
    const source = prepare ?? (() => Promise.resolve(folder));
    build = buildUnlessThere(ctx, name, source, tag, args);
    builds.set(key, build);
    // A failed or removed image must be built again when it is asked for again.
    const forget = () => builds.delete(key);
    build.then(forget, forget);
  }
  return build;
}

async function buildUnlessThere(
  ctx: SandboxContext,
  name: string,
  source: () => Promise<string>,
  tag: string,
  args: Readonly<Record<string, string>>,
): Promise<string> {
  if (await hasImage(ctx.docker, tag)) return tag;
  const folder = await source();
  const buildArgs = { ...(await parentImage(ctx, folder, args)), ...args };
  await turn();
  try {
    await dockerBuild(ctx, { name, folder, tag, args: buildArgs });
  } finally {
    running--;
    waiting.shift()?.();
  }
  return tag;
}

/** The image that a recipe starts from, made if need be, as the build argument that names it. */
async function parentImage(
  ctx: SandboxContext,
  folder: string,
  args: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const argument = await parentArgument(folder);
  if (argument === undefined || argument in args) return {};
  if (argument === "BASE") return { BASE: await baseImage(ctx) };
  const name = recipeNamed(argument);
  return { [argument]: await buildImage(ctx, name, join(RECIPES, name)) };
}

/** `PHP_APACHE`, if the recipe starts `ARG PHP_APACHE`. */
async function parentArgument(folder: string): Promise<string | undefined> {
  const recipe = await readFile(join(folder, "Dockerfile"), "utf8");
  return /^ARG (\w+)\s*\nFROM \$\{\1\}/m.exec(recipe)?.[1];
}

function recipeNamed(argument: string): string {
  return argument.toLowerCase().replaceAll("_", "-");
}

async function turn(): Promise<void> {
  while (running >= AT_ONCE)
    await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
}

/** Whether the engine has an image of this tag. */
export async function hasImage(docker: Docker, tag: string): Promise<boolean> {
  return docker
    .getImage(tag)
    .inspect()
    .then(
      () => true,
      () => false,
    );
}

/** Runs a build; its whole output goes to `<sandbox>/logs/build-<name>.log`. */
export async function dockerBuild(
  ctx: SandboxContext,
  build: {
    readonly name: string;
    readonly folder: string;
    readonly tag: string;
    readonly args: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const step = `image:${build.name}`;
  const started = Date.now();
  ctx.progress({ step });
  const logs = join(ctx.folder, "logs");
  await mkdir(logs, { recursive: true });
  const log = createWriteStream(join(logs, `build-${build.name}.log`));
  const tail: string[] = [];
  try {
    const stream = await ctx.docker.buildImage(
      { context: build.folder, src: await readdir(build.folder) },
      {
        t: build.tag,
        buildargs: { ...proxyArguments(), ...build.args },
        networkmode: "host",
        labels: { [IMAGE_LABEL]: "1" },
        rm: true,
        forcerm: true,
      },
    );
    await follow(ctx.docker, stream, (text) => {
      log.write(text);
      for (const line of text.split("\n").filter((l) => l.trim() !== "")) {
        tail.push(line);
        if (line.startsWith("Step "))
          ctx.progress({ step, detail: line.slice(0, 80) });
      }
      tail.splice(0, tail.length - 12);
    });
  } catch (error) {
    throw buildProblem(build.name, [...tail, messageOf(error)].join("\n"));
  } finally {
    log.end();
  }
  ctx.progress({ step, done: true, seconds: (Date.now() - started) / 1000 });
}

interface BuildEvent {
  stream?: string;
  error?: string;
}

/** Waits for the end of a build or pull; rejects with the engine's error. */
export async function follow(
  docker: Docker,
  stream: NodeJS.ReadableStream,
  onText: (text: string) => void,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(
      stream,
      (error, events) => {
        const failed = (events as BuildEvent[] | undefined)?.find(
          (event) => event.error !== undefined,
        );
        if (error !== null && error !== undefined) reject(error);
        else if (failed !== undefined) reject(new Error(failed.error));
        else resolve();
      },
      (event: BuildEvent) => {
        if (event.stream !== undefined) onText(event.stream);
      },
    );
  });
}

function buildProblem(image: string, detail: string): SandboxProblem {
  return isDiskFull(detail)
    ? new SandboxProblem(
        "disk-full",
        { what: `image ${image}`, detail },
        `the disk is full: the image ${image} cannot be built`,
      )
    : new SandboxProblem(
        "image-build-failed",
        { image, detail },
        `the image ${image} cannot be built:\n${detail}`,
      );
}

/** The proxies of this process, in both spellings; the engine knows these arguments without declaration. */
function proxyArguments(): Record<string, string> {
  const names = ["http_proxy", "https_proxy", "no_proxy"];
  const found: Record<string, string> = {};
  for (const name of [...names, ...names.map((n) => n.toUpperCase())])
    if (process.env[name] !== undefined) found[name] = process.env[name];
  return found;
}

/** The recipe's digest, which changes with the recipe that it starts from, too. */
export async function recipeVersion(
  folder: string,
  args: Readonly<Record<string, string>>,
): Promise<string> {
  const argument = await parentArgument(folder);
  if (argument === undefined || argument === "BASE")
    return recipeDigest(folder, args);
  const parent = await recipeDigest(join(RECIPES, recipeNamed(argument)), {});
  return recipeDigest(folder, { ...args, [argument]: parent });
}

/** 12 hex digits that change with any file of the recipe, its mode, or an argument. */
export async function recipeDigest(
  folder: string,
  args: Readonly<Record<string, string>>,
): Promise<string> {
  const hash = createHash("sha256");
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const path of paths) {
    const { mode } = await lstat(path);
    const isLink = (mode & 0o170000) === 0o120000;
    const content = isLink ? await readlink(path) : await readFile(path);
    hash.update(`${relative(folder, path)}\0${mode & 0o111}\0`);
    hash.update(createHash("sha256").update(content).digest());
  }
  for (const key of Object.keys(args).sort())
    hash.update(`\0${key}=${args[key]}`);
  return hash.digest("hex").slice(0, 12);
}
