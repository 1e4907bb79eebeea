import type { Json } from "../resource-provider";
import { given, labelMap, nanoseconds } from "./values";

type Words = Record<string, string>;

/** What the tasks of a service run, in the words of the engine's API (`TaskSpec.ContainerSpec`). */
export function containerSpec(spec: Json, image: string): Json {
  const dns = spec.dnsConfig as Record<string, string[]> | undefined;
  return given({
    Image: image,
    Labels: labelMap(spec.labels),
    Command: spec.commands,
    Args: spec.args,
    Hostname: spec.hostname,
    Env: environment(spec.env),
    Dir: spec.dir,
    User: spec.user,
    Groups: spec.groups,
    ReadOnly: spec.readOnly,
    Mounts: ((spec.mounts ?? []) as Json[]).map(mount),
    StopSignal: spec.stopSignal,
    // Without it the real provider sends 0: a stopped task is killed at once.
    StopGracePeriod: nanoseconds((spec.stopGracePeriod as string) ?? "0s"),
    Healthcheck: healthcheck(spec.healthcheck as Json | undefined),
    Hosts: (spec.hosts as Words[] | undefined)?.map(
      ({ ip, host }) => `${ip} ${host}`,
    ),
    DNSConfig:
      dns &&
      given({
        Nameservers: dns.nameservers,
        Search: dns.searches,
        Options: dns.options,
      }),
    Secrets: ((spec.secrets ?? []) as Json[]).map((reference) => ({
      SecretID: reference.secretId,
      SecretName: reference.secretName ?? "",
      File: fileTarget(reference),
    })),
    Configs: ((spec.configs ?? []) as Json[]).map((reference) => ({
      ConfigID: reference.configId,
      ConfigName: reference.configName ?? "",
      File: fileTarget(reference),
    })),
    Isolation: spec.isolation ?? "default",
    Sysctls: spec.sysctl,
    CapabilityAdd: spec.capAdds,
    CapabilityDrop: spec.capDrops,
    Init: spec.init,
    Privileges: privileges(spec.privileges as Json | undefined),
  });
}

/** A map of variables as the list `NAME=value`, in a stable order. */
export function environment(env: unknown): string[] | undefined {
  if (env === undefined) return undefined;
  return Object.entries(env as Words)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
}

/** A mount of a service or of a container. */
export function mount(from: Json): Json {
  const bind = from.bindOptions as Json | undefined;
  const volume = from.volumeOptions as Json | undefined;
  const tmpfs = from.tmpfsOptions as Json | undefined;
  return given({
    Type: from.type,
    Source: from.source ?? "",
    Target: from.target,
    ReadOnly: from.readOnly ?? false,
    BindOptions: bind && given({ Propagation: bind.propagation }),
    VolumeOptions: volume && volumeOptions(volume),
    TmpfsOptions:
      tmpfs && given({ SizeBytes: tmpfs.sizeBytes, Mode: tmpfs.mode }),
  });
}

function volumeOptions(volume: Json): Json {
  const { driverName, driverOptions } = volume;
  const driver = given({ Name: driverName, Options: driverOptions });
  return given({
    NoCopy: volume.noCopy,
    Labels: labelMap(volume.labels),
    DriverConfig: Object.keys(driver).length > 0 ? driver : undefined,
  });
}

/** A health check of a service or of a container; a missing duration leaves the image's or the engine's own. */
export function healthcheck(check: Json | undefined): Json | undefined {
  if (check === undefined) return undefined;
  const duration = (value: unknown) => nanoseconds((value as string) ?? "0s");
  return given({
    Test: check.tests,
    Interval: duration(check.interval),
    Timeout: duration(check.timeout),
    StartPeriod: duration(check.startPeriod),
    Retries: Number(check.retries ?? 0),
  });
}

function fileTarget(reference: Json): Json {
  return {
    Name: reference.fileName,
    UID: reference.fileUid ?? "0",
    GID: reference.fileGid ?? "0",
    Mode: reference.fileMode ?? 0o444,
  };
}

function privileges(from: Json | undefined): Json | undefined {
  if (from === undefined) return undefined;
  const file = from.credentialSpec as Json | undefined;
  const context = from.seLinuxContext as Json | undefined;
  return given({
    CredentialSpec: file && given({ File: file.file, Registry: file.registry }),
    SELinuxContext:
      context &&
      given({
        Disable: context.disable,
        User: context.user,
        Role: context.role,
        Type: context.type,
        Level: context.level,
      }),
  });
}
