import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import type { Json, ResourceHandler } from "../resource-provider";
import {
  type DockerConnection,
  isGone,
  messageOf,
  unlessGone,
} from "./connection";
import { given, labelMap } from "./values";

/** How long a network that is still in use may take to be let go, in milliseconds; as in the real provider. */
const RELEASE_MS = 30_000;
/** How long a swarm may take to say what a new network is, in milliseconds. */
const SETTLE_MS = 10_000;
const POLL_MS = 500;

/** A network between containers; `overlay` for the services of a swarm. */
export function network(connection: DockerConnection): ResourceHandler {
  return {
    type: "docker:index/network:Network",
    autoName: "name",
    defaults: { ipamDriver: "default" },
    async create(inputs) {
      const docker = await connection.client();
      const created = await docker
        .createNetwork(specOf(inputs))
        .catch((error: unknown) => {
          throw new Error(`Unable to create network: ${messageOf(error)}`);
        });
      const found = await settled(created);
      return { id: found.Id, outs: stateOf(found) };
    },
    async read(id, props) {
      const docker = await connection.client();
      const found = await unlessGone(docker.getNetwork(id).inspect());
      if (found === undefined) return undefined;
      return { ...props, ...stateOf(found) };
    },
    async delete(id) {
      await removeReleased(await connection.client(), id);
    },
  };
}

function specOf(inputs: Json): Docker.NetworkCreateOptions {
  const configs = (inputs.ipamConfigs ?? []) as Record<string, string>[];
  return given({
    Name: inputs.name as string,
    CheckDuplicate: true,
    Driver: inputs.driver as string | undefined,
    Internal: inputs.internal as boolean | undefined,
    Attachable: inputs.attachable as boolean | undefined,
    Ingress: inputs.ingress as boolean | undefined,
    EnableIPv6: inputs.ipv6 as boolean | undefined,
    Options: inputs.options as Record<string, string> | undefined,
    Labels: labelMap(inputs.labels),
    IPAM: given({
      Driver: inputs.ipamDriver as string | undefined,
      Options: inputs.ipamOptions as Record<string, string> | undefined,
      Config: configs.map((config) =>
        given({
          Subnet: config.subnet,
          IPRange: config.ipRange,
          Gateway: config.gateway,
          AuxiliaryAddresses: config.auxAddress,
        }),
      ),
    }) as Docker.NetworkCreateOptions["IPAM"],
  });
}

function stateOf(found: Docker.NetworkInspectInfo): Json {
  const configs = found.IPAM?.Config ?? [];
  return {
    __meta: JSON.stringify({ schema_version: "1" }),
    name: found.Name,
    driver: found.Driver,
    internal: found.Internal,
    attachable: found.Attachable,
    ingress: found.Ingress,
    ipv6: found.EnableIPv6,
    ipamDriver: found.IPAM?.Driver ?? "default",
    ipamConfigs: configs.map((config) =>
      given({
        subnet: config.Subnet,
        gateway: config.Gateway,
        ipRange: config.IPRange,
      }),
    ),
    options: found.Options ?? {},
    scope: found.Scope,
  };
}

/**
 * A swarm gives a network its driver and addresses after its creation. The real provider looks two seconds later; a state
 * without a driver would make it replace the network. Source: kreuzwerker/terraform-provider-docker v4.5.0,
 * resource_docker_network_funcs.go.
 */
async function settled(
  created: Docker.Network,
): Promise<Docker.NetworkInspectInfo> {
  const end = Date.now() + SETTLE_MS;
  for (;;) {
    const found = await created.inspect();
    if (found.Driver !== "" || Date.now() > end) return found;
    await sleep(POLL_MS);
  }
}

/** Containers leave a network a little after they are gone: tries again until it is free. */
async function removeReleased(docker: Docker, id: string): Promise<void> {
  const end = Date.now() + RELEASE_MS;
  for (;;) {
    try {
      await docker.getNetwork(id).remove();
      return;
    } catch (error) {
      if (isGone(error)) return;
      const message = messageOf(error);
      const busy = /has active endpoints|is in use by/.test(message);
      if (!busy || Date.now() > end)
        throw new Error(
          `Unable to remove network within ${RELEASE_MS / 1000} s: ${message}`,
        );
    }
    await sleep(POLL_MS);
  }
}
