import type Docker from "dockerode";
import type { CheckFailure, Json } from "../resource-provider";
import { healthcheck, mount } from "./container-spec";
import { optionMap } from "./service-spec";
import {
  given,
  labelMap,
  refuse,
  refuseNoDuration,
  refuseOther,
} from "./values";

const MEBIBYTE = 1024 * 1024;
/** Inputs that change a running container; every other one without `replace` only changes how it is treated later. */
export const LIVE = [
  ...["restart", "maxRetryCount", "cpuShares", "cpuSet"],
  ...["memory", "memoryReservation", "memorySwap"],
];

/** Inputs that need hardware or a kernel which no server of the sandbox has. */
const UNSUPPORTED = ["deviceRequests", "gpus", "uploads", "attach"];

/** A container in the words of the engine's API. */
export function containerOptions(
  inputs: Json,
  image: string,
): Docker.ContainerCreateOptions {
  const ports = (inputs.ports ?? []) as Json[];
  const volumes = (inputs.volumes ?? []) as Json[];
  return given({
    name: inputs.name as string,
    Image: image,
    Hostname: inputs.hostname,
    Domainname: inputs.domainname,
    Tty: inputs.tty,
    OpenStdin: inputs.stdinOpen,
    StopSignal: inputs.stopSignal,
    StopTimeout: inputs.stopTimeout,
    Env: inputs.envs,
    Cmd: inputs.command,
    Entrypoint: inputs.entrypoints,
    User: inputs.user,
    WorkingDir: inputs.workingDir,
    ExposedPorts: Object.fromEntries(ports.map((port) => [portKey(port), {}])),
    Labels: labelMap(inputs.labels),
    Healthcheck: healthcheck(inputs.healthcheck as Json | undefined),
    Volumes: Object.fromEntries(
      volumes
        .filter(({ hostPath, volumeName }) => !hostPath && !volumeName)
        .filter(({ containerPath }) => containerPath)
        .map(({ containerPath }) => [containerPath as string, {}]),
    ),
    HostConfig: hostConfig(inputs, ports, volumes),
  }) as Docker.ContainerCreateOptions;
}

function hostConfig(inputs: Json, ports: Json[], volumes: Json[]): Json {
  const capabilities = (inputs.capabilities ?? {}) as Json;
  return given({
    ...liveConfig(inputs),
    Privileged: inputs.privileged,
    PublishAllPorts: inputs.publishAllPorts,
    Runtime: inputs.runtime,
    Mounts: ((inputs.mounts ?? []) as Json[]).map(mount),
    AutoRemove: inputs.rm,
    ReadonlyRootfs: inputs.readOnly,
    LogConfig:
      inputs.logDriver || inputs.logOpts
        ? { Type: inputs.logDriver ?? "", Config: inputs.logOpts ?? {} }
        : undefined,
    Tmpfs: inputs.tmpfs,
    PortBindings: portBindings(ports),
    ExtraHosts: (inputs.hosts as Record<string, string>[] | undefined)?.map(
      ({ host, ip }) => `${host}:${ip}`,
    ),
    Binds: volumes.flatMap(bind),
    VolumesFrom: volumes.map((volume) => volume.fromContainer).filter(Boolean),
    Ulimits: (inputs.ulimits as Json[] | undefined)?.map((limit) => ({
      Name: limit.name,
      Soft: limit.soft,
      Hard: limit.hard,
    })),
    CapAdd: capabilities.adds,
    CapDrop: capabilities.drops,
    Devices: (inputs.devices as Json[] | undefined)?.map((device) => ({
      PathOnHost: device.hostPath,
      PathInContainer: device.containerPath ?? device.hostPath,
      CgroupPermissions: device.permissions ?? "rwm",
    })),
    ...throttles(inputs),
    Dns: inputs.dns,
    DnsOptions: inputs.dnsOpts,
    DnsSearch: inputs.dnsSearches,
    ...securityOptions(inputs),
    ShmSize: bytes(inputs.shmSize),
    NanoCpus: inputs.cpus ? Math.round(Number(inputs.cpus) * 1e9) : undefined,
    CpuPeriod: inputs.cpus ? undefined : inputs.cpuPeriod,
    CpuQuota: inputs.cpus ? undefined : inputs.cpuQuota,
    NetworkMode: inputs.networkMode,
    UsernsMode: inputs.usernsMode,
    PidMode: inputs.pidMode,
    IpcMode: inputs.ipcMode,
    CgroupnsMode: inputs.cgroupnsMode,
    CgroupParent: inputs.cgroupParent,
    Sysctls: inputs.sysctls,
    GroupAdd: inputs.groupAdds,
    Init: inputs.init ?? false,
    StorageOpt: inputs.storageOpts,
  });
}

/** What the engine can change while the container runs. */
export function liveConfig(inputs: Json): Json {
  const restart = (inputs.restart as string | undefined) ?? "no";
  return given({
    RestartPolicy: {
      Name: restart,
      MaximumRetryCount: inputs.maxRetryCount ?? 0,
    },
    CpuShares: inputs.cpuShares,
    CpusetCpus: inputs.cpuSet,
    Memory: bytes(inputs.memory),
    MemoryReservation: bytes(inputs.memoryReservation),
    MemorySwap: bytes(inputs.memorySwap),
  });
}

/** The type counts in MiB; -1 means without limit. */
function bytes(mebibytes: unknown): number | undefined {
  if (mebibytes === undefined) return undefined;
  const count = Number(mebibytes);
  return count > 0 ? count * MEBIBYTE : count;
}

function throttles(inputs: Json): Json {
  const rates = (list: unknown) =>
    (list as Json[] | undefined)?.map(({ path, rate }) => ({
      Path: path,
      Rate: rate,
    }));
  return {
    BlkioDeviceReadBps: rates(inputs.deviceReadBps),
    BlkioDeviceReadIOps: rates(inputs.deviceReadIops),
    BlkioDeviceWriteBps: rates(inputs.deviceWriteBps),
    BlkioDeviceWriteIOps: rates(inputs.deviceWriteIops),
  };
}

/** "systempaths=unconfined" is an option of the client: the engine knows it as two empty lists. */
function securityOptions(inputs: Json): Json {
  const options = inputs.securityOpts as string[] | undefined;
  const isOpen = options?.includes("systempaths=unconfined") ?? false;
  return {
    SecurityOpt: options?.filter((o) => o !== "systempaths=unconfined"),
    ...(isOpen ? { MaskedPaths: [], ReadonlyPaths: [] } : {}),
  };
}

function portKey(port: Json): string {
  const { internal, protocol = "tcp" } = port as {
    internal: number;
    protocol?: string;
  };
  return `${internal}/${protocol}`;
}

function portBindings(ports: Json[]): Record<string, Json[]> {
  const bindings: Record<string, Json[]> = {};
  for (const port of ports)
    (bindings[portKey(port)] ??= []).push({
      HostIp: port.ip ?? "0.0.0.0",
      HostPort: port.external === undefined ? "" : `${Number(port.external)}`,
    });
  return bindings;
}

function bind(volume: Json): string[] {
  const words = volume as Record<string, string | undefined>;
  const source = words.hostPath ?? words.volumeName;
  if (!source || !words.containerPath) return [];
  const modes = [
    volume.readOnly === true ? "ro" : undefined,
    words.selinuxRelabel,
  ].filter((mode) => mode !== undefined);
  const suffix = modes.length > 0 ? `:${modes.join(",")}` : "";
  return [`${source}:${words.containerPath}${suffix}`];
}

/** How a container takes part in one network. */
export function endpointConfig(attached: Json): Json {
  return given({
    Aliases: attached.aliases,
    MacAddress: attached.macAddress,
    DriverOpts: optionMap(attached.driverOpts),
    IPAMConfig: given({
      IPv4Address: attached.ipv4Address,
      IPv6Address: attached.ipv6Address,
      LinkLocalIPs: attached.linkLocalIps,
    }),
  });
}

/** What the real provider's validation refuses, besides what the schema says. */
export function checkContainer(inputs: Json): CheckFailure[] {
  const check = (path: string, allowed: string[]) =>
    refuseOther(inputs, path, allowed);
  const isAbsolute = (value: unknown) => String(value).startsWith("/");
  return [
    ...check("restart", ["no", "on-failure", "always", "unless-stopped"]),
    ...check("mounts.type", ["bind", "volume", "tmpfs"]),
    ...check("volumes.selinuxRelabel", ["z", "Z"]),
    ...refuse(
      inputs,
      "volumes.containerPath",
      "expected an absolute path",
      isAbsolute,
    ),
    ...refuse(
      inputs,
      "command",
      "values for command may not be empty",
      (value) => value !== "",
    ),
    ...refuseNoDuration(
      inputs,
      ["interval", "timeout", "startPeriod"].map((n) => `healthcheck.${n}`),
    ),
    ...UNSUPPORTED.filter(
      (name) => inputs[name] !== undefined && inputs[name] !== false,
    ).map((property) => ({
      property,
      reason: "is not supported by the sandbox: use the pulumi CLI",
    })),
  ];
}
