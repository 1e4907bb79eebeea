import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import Docker from "dockerode";
import { rememberFirewall, restoreFirewall } from "./firewall";
import { SandboxProblem, messageOf } from "./problem";
import type { Progress } from "./context";

const run = promisify(execFile);
const DEFAULT_SOCKET = "/var/run/docker.sock";

/** The Docker engine that carries the sandbox. */
export interface Engine {
  readonly docker: Docker;
  /** Value of `DOCKER_HOST` for other clients, e.g. "unix:///var/run/docker.sock". */
  readonly host: string;
  /** Started by us for this sandbox alone, and stopped with it. */
  readonly isPrivate: boolean;
}

/**
 * Finds an engine: `DOCKER_HOST`, the default socket, the sandbox's own. Where none answers and we are root on Debian or
 * Ubuntu, installs the distribution's engine (announced first) and starts a private one, inside `folder` but for its images.
 * Throws SandboxProblem `no-engine`, `engine-install-failed`, `engine-start-failed`.
 */
export async function findEngine(
  folder: string,
  progress: Progress,
): Promise<Engine> {
  const configured = process.env.DOCKER_HOST;
  const candidates = [
    configured ?? `unix://${DEFAULT_SOCKET}`,
    `unix://${privateSocket(folder)}`,
  ];
  const tried: string[] = [];
  for (const host of candidates) {
    const docker = connect(host);
    try {
      await docker.ping();
      return { docker, host, isPrivate: host.endsWith(privateSocket(folder)) };
    } catch (error) {
      tried.push(`${host}: ${messageOf(error)}`);
    }
  }
  if (configured !== undefined || !(await canInstall()))
    throw new SandboxProblem(
      "no-engine",
      { tried: tried[0] ?? "", remedy: "sudo apt-get install docker.io" },
      `no Docker engine answers (${tried.join("; ")})`,
    );
  if (await installEngine(progress)) {
    // Where there is a service manager, the package has started the distribution's own engine.
    const docker = connect(candidates[0] ?? "");
    for (let i = 0; i < 20; i++) {
      if (await answers(docker))
        return { docker, host: candidates[0] ?? "", isPrivate: false };
      await pause();
    }
  }
  return startPrivateEngine(folder, progress);
}

/** Stops the sandbox's private engine, if it has one, waits until it is gone, and takes its firewall rules back. */
export async function stopPrivateEngine(folder: string): Promise<void> {
  const pid = await privatePid(folder);
  if (pid === undefined) return;
  process.kill(pid, "SIGTERM");
  for (let i = 0; i < 300 && isDockerd(await commandOf(pid)); i++)
    await pause();
  if (isDockerd(await commandOf(pid))) process.kill(pid, "SIGKILL");
  await restoreFirewall(engineFolder(folder));
}

/** Where a private engine keeps its images: beside the sandbox's folder, so that they outlive the sandbox. */
export function privateImages(folder: string): string {
  return join(dirname(folder), "images");
}

function answers(docker: Docker): Promise<boolean> {
  return docker.ping().then(
    () => true,
    () => false,
  );
}

function connect(host: string): Docker {
  return host.startsWith("unix://")
    ? new Docker({ socketPath: host.slice("unix://".length) })
    : new Docker();
}

function engineFolder(folder: string): string {
  return join(folder, "engine");
}

/** In the sandbox's folder, unless its path is longer than the kernel allows for a socket. */
function privateSocket(folder: string): string {
  const socket = join(engineFolder(folder), "docker.sock");
  return socket.length < 100
    ? socket
    : join(
        "/run",
        `epicerie-${createHash("sha256").update(folder).digest("hex").slice(0, 8)}.sock`,
      );
}

async function canInstall(): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
}

async function hasDockerd(): Promise<boolean> {
  return run("dockerd", ["--version"]).then(
    () => true,
    () => false,
  );
}

/** Returns whether there was anything to install. */
async function installEngine(progress: Progress): Promise<boolean> {
  if (await hasDockerd()) return false;
  progress({ step: "engine", detail: "apt-get install docker.io" });
  const started = Date.now();
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) =>
    run("apt-get", ["-q", "-y", ...args], { env, maxBuffer: 64 * 1024 * 1024 });
  try {
    await apt("update");
    await apt("install", "--no-install-recommends", "docker.io", "iptables");
  } catch (error) {
    throw new SandboxProblem(
      "engine-install-failed",
      { detail: messageOf(error).split("\n").slice(-5).join("\n") },
      `docker.io could not be installed: ${messageOf(error)}`,
    );
  }
  progress({
    step: "engine",
    done: true,
    seconds: (Date.now() - started) / 1000,
  });
  return true;
}

async function startPrivateEngine(
  folder: string,
  progress: Progress,
): Promise<Engine> {
  const started = Date.now();
  progress({ step: "engine", detail: "dockerd" });
  const home = engineFolder(folder);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const log = join(home, "dockerd.log");
  const output = openSync(log, "a");
  const host = `unix://${privateSocket(folder)}`;
  await rememberFirewall(home);
  await forgetContainerd(home);
  const args = ["--data-root", privateImages(folder)];
  args.push("--exec-root", join(home, "exec"), "--host", host);
  args.push("--pidfile", join(home, "docker.pid"));
  // Neither its default bridge nor its containers may meet those of an engine of the distribution.
  args.push("--bridge", "none");
  args.push("--containerd-namespace", "epicerie");
  args.push("--containerd-plugins-namespace", "epicerie-plugins");
  const child = spawn("dockerd", args, {
    detached: true,
    stdio: ["ignore", output, output],
  });
  child.unref();
  closeSync(output);
  const docker = connect(host);
  for (let i = 0; i < 300; i++) {
    await pause();
    if (await answers(docker)) {
      progress({
        step: "engine",
        done: true,
        seconds: (Date.now() - started) / 1000,
      });
      return { docker, host, isPrivate: true };
    }
    if (child.exitCode !== null) break;
  }
  const detail = (await readFile(log, "utf8")).split("\n").slice(-6).join("\n");
  throw new SandboxProblem(
    "engine-start-failed",
    { detail, log },
    `the private Docker engine did not start: ${detail}`,
  );
}

async function privatePid(folder: string): Promise<number | undefined> {
  const file = join(engineFolder(folder), "docker.pid");
  const pid = Number(await readFile(file, "utf8").catch(() => ""));
  return pid > 0 && isDockerd(await commandOf(pid)) ? pid : undefined;
}

/**
 * Removes what a killed engine's containerd left: the new engine takes its pid for a live process while it is a zombie,
 * and waits for it in vain.
 */
async function forgetContainerd(home: string): Promise<void> {
  const folder = join(home, "exec", "containerd");
  const file = join(folder, "containerd.pid");
  const pid = Number(await readFile(file, "utf8").catch(() => ""));
  if (pid > 0 && (await commandOf(pid)).includes("containerd")) return;
  for (const name of ["containerd.pid", "containerd.sock"])
    await rm(join(folder, name), { force: true });
}

/** The command line of a process; empty when there is none. A pid file may outlive its process. */
async function commandOf(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
}

function isDockerd(command: string): boolean {
  return command.split("\0")[0]?.endsWith("dockerd") ?? false;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}
