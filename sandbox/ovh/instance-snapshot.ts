import { randomUUID } from "node:crypto";
import type { SandboxContext } from "../context";
import { unlessGone } from "../engine-errors";
import {
  changeCloud,
  DEFAULT_REGION,
  forget,
  type ImageRecord,
  readCloud,
} from "../openstack/cloud-state";
import { serverContainer } from "../openstack/server-container";
import type { Json, ResourceHandler } from "../resource-provider";
import { notFound, text } from "./api-error";
import { ownProject } from "./cloud-project";

/** Images of servers: the server's own disk as it is. What is on volumes, and in its Docker engine, is not in it here. */
export function instanceSnapshots(ctx: SandboxContext): ResourceHandler {
  return {
    type: "ovh:CloudProject/instanceSnapshot:InstanceSnapshot",
    autoName: "name",
    async create(inputs) {
      await ownProject(ctx, inputs);
      const image = await takeImage(ctx, text(inputs.instanceId), inputs);
      return { id: image.id, outs: outputs(image, inputs) };
    },
    async read(id, props) {
      const image = (await readCloud(ctx)).images?.[id];
      return image && outputs(image, props);
    },
    async delete(id) {
      const image = (await readCloud(ctx)).images?.[id];
      if (image === undefined) return;
      await ctx.docker
        .getImage(image.reference)
        .remove({ force: true })
        .catch(unlessGone);
      await changeCloud(ctx, (cloud) => {
        forget(cloud.images ?? {}, id);
      });
    },
  };
}

async function takeImage(
  ctx: SandboxContext,
  serverId: string,
  inputs: Json,
): Promise<ImageRecord> {
  if ((await readCloud(ctx)).servers[serverId] === undefined)
    throw notFound(`Instance ${serverId} does not exist`);
  const id = randomUUID();
  const repo = `epicerie-${ctx.id}-snapshot`;
  const reference = `${repo}:${id}`;
  await serverContainer(ctx, serverId).commit({ repo, tag: id, pause: true });
  const { Size } = await ctx.docker.getImage(reference).inspect();
  const createdAt = new Date().toISOString();
  const name = text(inputs.name);
  const image = { id, name, reference, size: Size, createdAt };
  await changeCloud(ctx, (cloud) => {
    cloud.images = { ...cloud.images, [id]: image };
  });
  return image;
}

function outputs({ name, size, createdAt }: ImageRecord, inputs: Json): Json {
  return {
    ...inputs,
    name,
    creationDate: createdAt,
    flavorType: "",
    minDisk: 0,
    minRam: 0,
    planCode: "snapshot.consumption",
    region: DEFAULT_REGION,
    // In gigabytes, as the API gives it.
    size: size / 1_000_000_000,
    status: "active",
    tags: [],
    type: "linux",
    user: "debian",
    visibility: "private",
  };
}
