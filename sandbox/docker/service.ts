import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import type { Json, ResourceHandler } from "../resource-provider";
import {
  type DockerConnection,
  messageOf,
  undo,
  unlessGone,
} from "./connection";
import { untilCreated, untilUpdated } from "./convergence";
import { pullableImage } from "./image";
import { driftOf } from "./service-drift";
import { readBack } from "./service-read-back";
import { checkService, imageOf, serviceSpec } from "./service-spec";
import { milliseconds } from "./values";

/** After a service's grace period its containers get this much longer, in milliseconds, before they are removed by force. */
const EXTRA_MS = 15_000;
const POLL_MS = 300;

/** A service of a swarm, waited for where `convergeConfig` says so. */
export function service(connection: DockerConnection): ResourceHandler {
  return {
    type: "docker:index/service:Service",
    autoName: "name",
    check: checkService,
    readBack,
    create: (inputs) => create(connection, inputs),
    async read(id, props) {
      const docker = await connection.client();
      const found = (await unlessGone(docker.getService(id).inspect())) as
        Json | undefined;
      return found && { ...props, ...driftOf(props, found) };
    },
    async update(id, _olds, news) {
      const docker = await connection.client();
      const found = (await docker.getService(id).inspect()) as {
        Version: { Index: number };
      };
      const image = await pullableImage(docker, imageOf(news));
      await docker
        .getService(id)
        .update({
          _query: { version: found.Version.Index },
          _body: serviceSpec(news, image),
          authconfig: authOf(news),
        })
        .catch((error: unknown) => fail("update", news, error));
      if (news.convergeConfig) await untilUpdated(docker, id, news);
      return outputsOf(news);
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
  const image = await pullableImage(docker, imageOf(inputs));
  const created = (await docker
    .createService(
      authOf(inputs) as Docker.AuthConfig,
      serviceSpec(inputs, image) as unknown as Docker.CreateServiceOptions,
    )
    .catch((error: unknown) => fail("create", inputs, error))) as {
    id: string;
  };
  if (inputs.convergeConfig)
    try {
      await untilCreated(docker, created.id, inputs);
    } catch (error) {
      // As the real provider does: a service that never was what it should be leaves nothing behind.
      await undo(error, created.id, outputsOf(inputs), () =>
        remove(docker, created.id, inputs),
      );
    }
  return { id: created.id, outs: outputsOf(inputs) };
}

function outputsOf(inputs: Json): Json {
  return {
    ...inputs,
    __meta: JSON.stringify({ schema_version: "2" }),
    mode: inputs.mode ?? { replicated: { replicas: 1 } },
  };
}

function authOf(inputs: Json): Json | undefined {
  const auth = inputs.auth as Json | undefined;
  return (
    auth && {
      username: auth.username,
      password: auth.password,
      serveraddress: auth.serverAddress,
    }
  );
}

function fail(verb: string, inputs: Json, error: unknown): never {
  throw new Error(
    `Unable to ${verb} service "${String(inputs.name)}": ${messageOf(error)}`,
  );
}

/** Removes a service and waits until its containers on this engine are gone. */
async function remove(docker: Docker, id: string, props: Json): Promise<void> {
  await unlessGone(docker.getService(id).remove());
  const task = props.taskSpec as { containerSpec?: Json } | undefined;
  const grace = milliseconds(task?.containerSpec?.stopGracePeriod, 0);
  const end = Date.now() + grace + EXTRA_MS;
  for (;;) {
    const left = await docker.listContainers({
      all: true,
      filters: { label: [`com.docker.swarm.service.id=${id}`] },
    });
    if (left.length === 0) return;
    if (Date.now() > end) {
      for (const { Id } of left)
        await unlessGone(
          docker.getContainer(Id).remove({ force: true, v: true }),
        );
      return;
    }
    await sleep(POLL_MS);
  }
}
