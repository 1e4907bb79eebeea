import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { AptSources } from "./apt-sources";

const run = promisify(execFile);
const APT_HELPER = "/usr/lib/apt/apt-helper";

/**
 * debootstrap fetches with wget. apt's own helper does it with the machine's proxies, credentials and authorities, and is
 * there where wget is not; it takes twice as long.
 */
const WGET = `#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in
    -O) target=$2; shift ;;
    -*) ;;
    *) url=$1 ;;
  esac
  shift
done
exec ${APT_HELPER} download-file "$url" "$target"
`;

/**
 * Makes a minimal Debian system of `suite` in `root`, with the machine's debootstrap or with the distribution's package
 * unpacked in `folder`: nothing is installed. Needs root and apt; fails with debootstrap's last lines.
 */
export async function debootstrap(
  folder: string,
  suite: string,
  root: string,
  sources: AptSources,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, "debootstrap-"));
  try {
    const command = await findDebootstrap(work);
    if (await needsApt(sources))
      await writeFile(join(work, "wget"), WGET, { mode: 0o755 });
    const options = ["--variant=minbase", ...command.options, suite, root];
    await run(command.path, [...options, sources.mirror], {
      env: {
        ...process.env,
        ...command.environment,
        PATH: `${work}:${process.env.PATH ?? ""}:/usr/sbin:/sbin`,
      },
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const { stdout = "", message } = error as Error & { stdout?: string };
    throw new Error(
      [...stdout.trim().split("\n").slice(-4), message].join("\n"),
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function needsApt(sources: AptSources): Promise<boolean> {
  const credentials = await readdir("/etc/apt/auth.conf.d").catch(() => []);
  if (credentials.length > 0 || sources.settings.includes("Proxy")) return true;
  return run("wget", ["--version"]).then(
    () => false,
    () => true,
  );
}

interface Command {
  readonly path: string;
  readonly options: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

async function findDebootstrap(work: string): Promise<Command> {
  const installed = await run("debootstrap", ["--version"]).then(
    () => true,
    () => false,
  );
  if (installed) return { path: "debootstrap", options: [], environment: {} };
  const packages = ["debootstrap", "debian-archive-keyring"];
  const download = () =>
    run("apt-get", ["download", ...packages], { cwd: work });
  await download().catch(async () => {
    // A fresh machine knows of no package yet.
    await run("apt-get", ["-q", "update"], { maxBuffer: 64 * 1024 * 1024 });
    await download();
  });
  for (const file of await readdir(work))
    if (file.endsWith(".deb"))
      await run("dpkg-deb", ["-x", join(work, file), work]);
  const keyring = "usr/share/keyrings/debian-archive-keyring.gpg";
  return {
    path: join(work, "usr/sbin/debootstrap"),
    options: [`--keyring=${join(work, keyring)}`],
    environment: { DEBOOTSTRAP_DIR: join(work, "usr/share/debootstrap") },
  };
}
