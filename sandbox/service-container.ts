import { createHash } from "node:crypto";
import type Docker from "dockerode";
import type { SandboxContext } from "./context";
import { SandboxProblem, messageOf } from "./problem";

/** A long-running container of the sandbox. */
export interface ServiceSpec {
  /** One word, e.g. "dns". */
  readonly name: string;
  /** Image tag, as `buildImage` returns it. */
  readonly image: string;
  /** Address on the public network; without it the service has no network but the host's (`hostNetwork`) or none. */
  readonly ip?: string;
  readonly hostNetwork?: boolean;
  /** `<host path or volume>:<path>[:ro]`. */
  readonly binds?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  /** Ports of the host: `{ "127.0.0.1:8080": 80 }`. */
  readonly ports?: Readonly<Record<string, number>>;
  readonly capabilities?: readonly string[];
  /** Bytes. */
  readonly memory?: number;
  /** Resolvers, by default the engine's. */
  readonly dns?: readonly string[];
  /** Names other than its own by which containers of the public network find it. */
  readonly aliases?: readonly string[];
  /** Seconds to wait for a clean stop; 10 by default. */
  readonly stopTimeout?: number;
  /** Anything else that must recreate the container when it changes, e.g. a digest of a configuration file. */
  readonly version?: string;
  /** What only a few need, in the words of the engine's API. */
  readonly hostConfig?: Docker.HostConfig;
}

export const SERVICE_LABEL = "org.epicerie.service";
const CONFIG_LABEL = "org.epicerie.config";

/** Starts a service, or leaves it alone when it runs as specified; recreates it when the specification changed. */
export async function runService(
  ctx: SandboxContext,
  spec: ServiceSpec,
): Promise<Docker.Container> {
  const options = containerOptions(ctx, spec);
  const digest = createHash("sha256")
    .update(JSON.stringify([options, spec.version ?? ""]))
    .digest("hex")
    .slice(0, 16);
  const [known] = await ctx.docker.listContainers({
    all: true,
    filters: {
      label: [
        ...Object.entries(ctx.labels).map(([key, value]) => `${key}=${value}`),
        `${SERVICE_LABEL}=${spec.name}`,
      ],
    },
  });
  if (known !== undefined) {
    const container = ctx.docker.getContainer(known.Id);
    if (known.Labels[CONFIG_LABEL] === digest) {
      if (known.State !== "running") await start(container, spec);
      return container;
    }
    await container.stop({ t: spec.stopTimeout ?? 10 }).catch(() => undefined);
    await container.remove({ force: true, v: true });
  }
  const labels = { ...options.Labels, [CONFIG_LABEL]: digest };
  const container = await ctx.docker.createContainer({
    ...options,
    Labels: labels,
  });
  await start(container, spec);
  return container;
}

async function start(
  container: Docker.Container,
  spec: ServiceSpec,
): Promise<void> {
  try {
    await container.start();
  } catch (error) {
    // The engine was restarting it at the same moment.
    if ((error as { statusCode?: number }).statusCode === 304) return;
    const detail = messageOf(error);
    const port = /address already in use|port is already allocated/.test(detail)
      ? Object.keys(spec.ports ?? {})[0]
      : undefined;
    if (port === undefined)
      throw new SandboxProblem(
        "service-failed",
        { service: spec.name, detail },
        `the service ${spec.name} does not start: ${detail}`,
      );
    throw new SandboxProblem(
      "port-taken",
      { service: spec.name, port },
      `the service ${spec.name} needs ${port}, which something else uses`,
    );
  }
}

function containerOptions(
  ctx: SandboxContext,
  spec: ServiceSpec,
): Docker.ContainerCreateOptions {
  const ports = Object.entries(spec.ports ?? {});
  const network = spec.ip === undefined ? "none" : ctx.extNet.name;
  const options: Docker.ContainerCreateOptions = {
    name: `epicerie-${ctx.id}-${spec.name}`,
    Image: spec.image,
    Hostname: spec.name,
    Labels: { ...ctx.labels, [SERVICE_LABEL]: spec.name },
    Env: Object.entries(spec.env ?? {}).map(
      ([key, value]) => `${key}=${value}`,
    ),
    ExposedPorts: Object.fromEntries(
      ports.map(([, inside]) => [`${inside}/tcp`, {}]),
    ),
    HostConfig: {
      Binds: [...(spec.binds ?? [])],
      CapAdd: [...(spec.capabilities ?? [])],
      NetworkMode: spec.hostNetwork ? "host" : network,
      RestartPolicy: { Name: "unless-stopped" },
      Dns: [...(spec.dns ?? [])],
      ...(spec.memory === undefined ? {} : { Memory: spec.memory }),
      PortBindings: Object.fromEntries(ports.map(portBinding)),
      ...spec.hostConfig,
    },
  };
  if (spec.command !== undefined) options.Cmd = [...spec.command];
  if (spec.entrypoint !== undefined) options.Entrypoint = [...spec.entrypoint];
  if (spec.stopTimeout !== undefined) options.StopTimeout = spec.stopTimeout;
  if (spec.ip !== undefined)
    options.NetworkingConfig = {
      EndpointsConfig: {
        [ctx.extNet.name]: {
          IPAMConfig: { IPv4Address: spec.ip },
          Aliases: [...(spec.aliases ?? [])],
        },
      },
    };
  return options;
}

function portBinding([outside, inside]: [string, number]): [
  string,
  { HostIp: string; HostPort: string }[],
] {
  const colon = outside.lastIndexOf(":");
  const HostIp = colon < 0 ? "127.0.0.1" : outside.slice(0, colon);
  return [`${inside}/tcp`, [{ HostIp, HostPort: outside.slice(colon + 1) }]];
}
