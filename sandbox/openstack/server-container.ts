import { readFile } from "node:fs/promises";
import type Docker from "dockerode";
import type { SandboxContext } from "../context";
import { unlessGone } from "../engine-errors";
import { serverImage } from "../host-tools";
import type { Flavor } from "./catalog";
import type { ServerRecord } from "./cloud-state";
import { hostname, serverFiles } from "./server-files";

const MIB = 1024 * 1024;
/** Microseconds; the engine refuses more CPUs than the host has, a quota it accepts. */
const CPU_PERIOD = 100_000;
/** What a server must not have even where the host has it. */
const WITHHELD = new Set(["BPF", "PERFMON", "CHECKPOINT_RESTORE"]);
export const SERVER_LABEL = "org.epicerie.server";

/** The container that a server is. */
export function serverContainer(
  ctx: SandboxContext,
  id: string,
): Docker.Container {
  return ctx.docker.getContainer(containerName(ctx, id));
}

/** Creates the container of a server, connects it to its networks and boots it. */
export async function createServerContainer(
  ctx: SandboxContext,
  server: ServerRecord,
  flavor: Flavor,
): Promise<void> {
  const [first, ...others] = server.nics;
  const container = await ctx.docker.createContainer({
    name: containerName(ctx, server.id),
    Image: await serverImage(ctx),
    Hostname: hostname(server.name),
    Labels: { ...ctx.labels, [SERVER_LABEL]: server.id },
    StopTimeout: 30,
    HostConfig: {
      ...(await hostConfig(ctx, server.id)),
      ...limitsOf(flavor),
      NetworkMode: first?.engineNetwork ?? "none",
    },
    NetworkingConfig: {
      EndpointsConfig:
        first === undefined ? {} : { [first.engineNetwork]: endpoint(first) },
    },
  });
  for (const nic of others)
    await ctx.docker.getNetwork(nic.engineNetwork).connect({
      Container: container.id,
      EndpointConfig: endpoint(nic),
    });
  await container.start();
}

/** Removes a server's container and its own disk. */
export async function removeServerContainer(
  ctx: SandboxContext,
  id: string,
): Promise<void> {
  await serverContainer(ctx, id)
    .remove({ force: true, v: true })
    .catch(unlessGone);
  await ctx.docker.getVolume(dockerVolume(ctx, id)).remove().catch(unlessGone);
}

export type ServerState = "running" | "stopped" | "missing";

export async function serverState(
  ctx: SandboxContext,
  id: string,
): Promise<ServerState> {
  const info = await serverContainer(ctx, id).inspect().catch(unlessGone);
  if (info === undefined) return "missing";
  return info.State.Running || info.State.Restarting ? "running" : "stopped";
}

/** A flavor's memory and CPU as limits of the container. */
export function limitsOf(flavor: Flavor): {
  Memory: number;
  MemorySwap: number;
  CpuPeriod: number;
  CpuQuota: number;
} {
  const memory = flavor.memory * MIB;
  return {
    Memory: memory,
    MemorySwap: memory,
    CpuPeriod: CPU_PERIOD,
    CpuQuota: flavor.vcpus * CPU_PERIOD,
  };
}

function containerName(ctx: SandboxContext, id: string): string {
  return `epicerie-${ctx.id}-server-${id.slice(0, 8)}`;
}

function dockerVolume(ctx: SandboxContext, id: string): string {
  return `${containerName(ctx, id)}-docker`;
}

function endpoint(nic: { ip: string; mac: string }): Docker.EndpointSettings {
  return {
    IPAMConfig: { IPv4Address: nic.ip },
    MacAddress: nic.mac,
  };
}

/** The client's types lack a field of the engine's API. */
type HostConfig = Docker.HostConfig & { CgroupnsMode: "private" };

async function hostConfig(
  ctx: SandboxContext,
  id: string,
): Promise<HostConfig> {
  const volume = dockerVolume(ctx, id);
  await ctx.docker.createVolume({ Name: volume, Labels: { ...ctx.labels } });
  const files = serverFiles(ctx, id);
  return {
    Binds: [
      `${files.seed}:/var/lib/cloud/seed/nocloud:ro`,
      `${files.settings}:/etc/sandbox`,
      `${files.devices}:/dev/disk/by-id`,
      `${files.resolver}:/etc/resolv.conf`,
      `${files.dockerFlags}:/etc/systemd/system/docker.service.d/20-sandbox.conf:ro`,
      `${ctx.ca.certFile}:/usr/local/share/ca-certificates/sandbox.crt:ro`,
      `${volume}:/var/lib/docker`,
    ],
    Tmpfs: {
      "/run": "exec,mode=755",
      "/run/lock": "",
      "/tmp": "exec,mode=1777",
    },
    CgroupnsMode: "private",
    SecurityOpt: ["seccomp=unconfined", "apparmor=unconfined"],
    MaskedPaths: [],
    ReadonlyPaths: [],
    CapAdd: await capabilities(),
    DeviceCgroupRules: ["a *:* rwm"],
    // A reboot ends the container with a status of its own; a shutdown from inside ends it with 0.
    RestartPolicy: { Name: "on-failure", MaximumRetryCount: 0 },
  };
}

/** In the order of the kernel's numbers. Source: linux/capability.h. */
const CAPABILITIES =
  "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE".split(
    " ",
  );

/** Every capability this machine can give, by name: asking for all at once fails where one is missing. */
async function capabilities(): Promise<string[]> {
  const status = await readFile("/proc/self/status", "utf8");
  const bounding = BigInt(`0x${/^CapBnd:\s*(\w+)/m.exec(status)?.[1] ?? "0"}`);
  return CAPABILITIES.filter(
    (name, bit) => (bounding >> BigInt(bit)) & 1n && !WITHHELD.has(name),
  );
}
