import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type Docker from "dockerode";
import type { Json, ResourceHandler } from "../resource-provider";
import {
  type DockerConnection,
  messageOf,
  undo,
  unlessGone,
} from "./connection";
import {
  LIVE,
  checkContainer,
  containerOptions,
  endpointConfig,
  liveConfig,
} from "./container-options";
import { ensureImage, parseReference } from "./image";

const POLL_MS = 500;
/** Defaults of the real provider's schema. */
const DEFAULTS = {
  attach: false,
  containerReadRefreshTimeoutMilliseconds: 15000,
  logs: false,
  memoryReservation: 0,
  mustRun: true,
  networkMode: "bridge",
  readOnly: false,
  removeVolumes: true,
  restart: "no",
  rm: false,
  start: true,
  stdinOpen: false,
  tty: false,
  wait: false,
  waitTimeout: 60,
};

/** A container outside any swarm. */
export function container(connection: DockerConnection): ResourceHandler {
  return {
    type: "docker:index/container:Container",
    autoName: "name",
    defaults: DEFAULTS,
    check: checkContainer,
    create: (inputs) => create(connection, inputs),
    async read(id, props) {
      const docker = await connection.client();
      const found = await unlessGone(docker.getContainer(id).inspect());
      return found && { ...props, ...outputsOf(found, props) };
    },
    async update(id, olds, news) {
      const docker = await connection.client();
      const found = docker.getContainer(id);
      if (LIVE.some((name) => !isDeepStrictEqual(olds[name], news[name])))
        await found.update(liveConfig(news));
      const { State } = await found.inspect();
      if (news.mustRun === true && news.start === true && !State.Running)
        await startAndWait(found, news);
      return outputsOf(await found.inspect(), news);
    },
    async delete(id, props) {
      await remove(await connection.client(), id, props);
    },
  };
}

async function create(
  connection: DockerConnection,
  inputs: Json,
): Promise<{ id: string; outs: Json }> {
  const docker = await connection.client();
  const name = String(inputs.name);
  const { reference } = await ensureImage(docker, inputs.image as string);
  const created = await docker
    .createContainer(containerOptions(inputs, reference))
    .catch((error: unknown) => {
      throw new Error(
        `Unable to create container "${name}": ${messageOf(error)}`,
      );
    });
  try {
    await attachNetworks(docker, created.id, inputs);
    if (inputs.start !== false) await startAndWait(created, inputs);
  } catch (error) {
    // Nothing of a container that never ran as asked stays behind, so that the next run can make it again.
    await undo(error, created.id, { ...inputs }, () =>
      unlessGone(created.remove({ force: true, v: true })),
    );
  }
  return { id: created.id, outs: outputsOf(await created.inspect(), inputs) };
}

/** Networks given one by one take the place of the default one. */
async function attachNetworks(
  docker: Docker,
  id: string,
  inputs: Json,
): Promise<void> {
  const attached = (inputs.networksAdvanced ?? []) as Json[];
  if (attached.length === 0) return;
  await docker
    .getNetwork("bridge")
    .disconnect({ Container: id })
    .catch((error: unknown) => {
      if (!/is not connected/.test(messageOf(error))) throw error;
    });
  for (const network of attached)
    await docker
      .getNetwork(network.name as string)
      .connect({ Container: id, EndpointConfig: endpointConfig(network) })
      .catch((error: unknown) => {
        throw new Error(
          `Unable to connect to network '${String(network.name)}': ${messageOf(error)}`,
        );
      });
}

async function startAndWait(
  started: Docker.Container,
  inputs: Json,
): Promise<void> {
  const name = String(inputs.name);
  await started.start().catch((error: unknown) => {
    throw new Error(`Unable to start container "${name}": ${messageOf(error)}`);
  });
  if (inputs.wait !== true) return;
  const seconds = Number(inputs.waitTimeout ?? 60);
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const { State } = await started.inspect();
    if (!State.Health)
      throw new Error(
        `container "${name}": you have supplied a 'wait' argument, but the container does not have a healthcheck defined. Please remove the 'wait' argument or add a 'healthcheck' attribute`,
      );
    if (State.Health.Status === "healthy") return;
    if (Date.now() > end) {
      const last = State.Health.Log?.at(-1)?.Output?.trim() ?? "";
      throw new Error(
        `container "${name}" failed to be in healthy state in ${seconds} s: ${last.slice(-500)}`,
      );
    }
    await sleep(POLL_MS);
  }
}

function outputsOf(found: Docker.ContainerInspectInfo, inputs: Json): Json {
  const { Config, HostConfig, NetworkSettings, State } = found;
  const networks = Object.entries(NetworkSettings.Networks ?? {});
  return {
    ...inputs,
    __meta: JSON.stringify({ schema_version: "2" }),
    name: found.Name.replace(/^\//, ""),
    image: imageIn(inputs, Config.Image),
    mustRun: inputs.mustRun === false ? false : State.Running,
    ports: publishedPorts(inputs, NetworkSettings.Ports),
    hostname: Config.Hostname,
    entrypoints: Config.Entrypoint ?? [],
    command: Config.Cmd ?? [],
    // Where a state does not say them the real provider takes them for unknown, and replaces the container.
    envs: inputs.envs ?? [],
    securityOpts: HostConfig.SecurityOpt ?? [],
    logDriver: HostConfig.LogConfig?.Type,
    runtime: HostConfig.Runtime,
    shmSize: Math.round((HostConfig.ShmSize ?? 0) / 1024 / 1024),
    exitCode: State.ExitCode,
    bridge: "",
    networkDatas: networks.map(([networkName, network]) => ({
      networkName,
      gateway: network.Gateway,
      ipAddress: network.IPAddress,
      ipPrefixLength: network.IPPrefixLen,
      globalIpv6Address: network.GlobalIPv6Address,
      globalIpv6PrefixLength: network.GlobalIPv6PrefixLen,
      ipv6Gateway: network.IPv6Gateway,
      macAddress: network.MacAddress,
    })),
  };
}

/** The state's own word for the image as long as the container runs that repository and tag. */
function imageIn(inputs: Json, actual: string): unknown {
  const parts = (image: string) => {
    const { repository, tag } = parseReference(image);
    return `${repository}:${tag}`;
  };
  const wanted = inputs.image as string;
  return parts(wanted) === parts(actual) ? wanted : actual;
}

/** Ports that the engine chose itself take the place of the missing ones. */
function publishedPorts(
  inputs: Json,
  actual: Docker.ContainerInspectInfo["NetworkSettings"]["Ports"],
): unknown {
  return (inputs.ports as Json[] | undefined)?.map((port) => {
    const { internal, protocol = "tcp" } = port as {
      internal: number;
      protocol?: string;
    };
    const [binding] = actual[`${internal}/${protocol}`] ?? [];
    return port.external === undefined && binding
      ? { ...port, external: Number(binding.HostPort) }
      : port;
  });
}

async function remove(docker: Docker, id: string, props: Json): Promise<void> {
  const found = docker.getContainer(id);
  const t = Number(props.destroyGraceSeconds ?? 0);
  await unlessGone(found.stop({ t })).catch((error: unknown) => {
    // 304: it does not run any more.
    if ((error as { statusCode?: number }).statusCode !== 304) throw error;
  });
  await unlessGone(
    found.remove({ force: true, v: props.removeVolumes !== false }),
  ).catch((error: unknown) => {
    if (!/is already in progress/.test(messageOf(error))) throw error;
  });
}
