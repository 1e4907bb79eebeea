import { execFile } from "node:child_process";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SandboxContext } from "./context";
import { SandboxProblem, messageOf } from "./problem";

const INSTALL = [
  "ci",
  // No package may run anything while it is installed.
  "--ignore-scripts",
  "--omit=dev",
  "--omit=optional",
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
];

/**
 * A copy of a recipe with the npm packages that its lock file names, installed by this machine's own npm: it knows the
 * way to the registry, whatever proxies and authorities that takes. Throws SandboxProblem `image-build-failed`.
 */
export async function withNpmPackages(
  ctx: SandboxContext,
  image: string,
  recipe: string,
): Promise<string> {
  const folder = join(ctx.folder, "builds", image);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(recipe, folder, { recursive: true });
  ctx.progress({ step: `image:${image}`, detail: "npm ci" });
  try {
    await promisify(execFile)("npm", INSTALL, { cwd: folder });
  } catch (error) {
    const detail = messageOf(error);
    throw new SandboxProblem(
      "image-build-failed",
      { image, detail },
      `the npm packages of the image ${image} cannot be installed:\n${detail}`,
    );
  }
  return folder;
}
