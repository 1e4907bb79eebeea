import type { ResourceHandler } from "../resource-provider";
import { type DockerConnection, messageOf, unlessGone } from "./connection";
import { ensureImage } from "./image";
import { labelMap } from "./values";

/** A volume that the engine keeps. */
export function volume(connection: DockerConnection): ResourceHandler {
  return {
    type: "docker:index/volume:Volume",
    autoName: "name",
    check: (inputs) =>
      inputs.cluster === undefined
        ? []
        : [
            {
              property: "cluster",
              reason: "cluster volumes need an engine that the sandbox has not",
            },
          ],
    async create(inputs) {
      const docker = await connection.client();
      await docker.createVolume({
        Name: inputs.name as string,
        Driver: (inputs.driver as string | undefined) ?? "local",
        DriverOpts: inputs.driverOpts as Record<string, string>,
        Labels: labelMap(inputs.labels),
      });
      const name = inputs.name as string;
      const made = await docker.getVolume(name).inspect();
      const outs = {
        __meta: JSON.stringify({ schema_version: "1" }),
        driver: made.Driver,
        mountpoint: made.Mountpoint,
      };
      return { id: made.Name, outs };
    },
    async read(id, props) {
      const docker = await connection.client();
      const found = await unlessGone(docker.getVolume(id).inspect());
      return found && { ...props, name: id, mountpoint: found.Mountpoint };
    },
    update: (_id, olds, news) =>
      Promise.resolve({ ...news, mountpoint: olds.mountpoint }),
    async delete(id) {
      const docker = await connection.client();
      await unlessGone(docker.getVolume(id).remove());
    },
  };
}

/** An image on the server, pulled when it is not there. */
export function remoteImage(connection: DockerConnection): ResourceHandler {
  return {
    type: "docker:index/remoteImage:RemoteImage",
    check: (inputs) =>
      inputs.build === undefined
        ? []
        : [{ property: "build", reason: "builds need the pulumi CLI" }],
    async create(inputs) {
      const docker = await connection.client();
      const { id } = await ensureImage(docker, inputs.name as string);
      const { RepoDigests } = await docker.getImage(id).inspect();
      return {
        id: `${id}${inputs.name as string}`,
        outs: { imageId: id, repoDigest: RepoDigests?.[0] ?? "" },
      };
    },
    async read(_id, props) {
      const docker = await connection.client();
      const image = docker.getImage(props.imageId as string);
      return (await unlessGone(image.inspect())) && props;
    },
    update: (_id, olds, news) =>
      Promise.resolve({
        ...news,
        imageId: olds.imageId,
        repoDigest: olds.repoDigest,
      }),
    async delete(_id, props) {
      if (props.keepLocally === true) return;
      const docker = await connection.client();
      const image = docker.getImage(props.imageId as string);
      await unlessGone(
        image.remove({ force: props.forceRemove === true }),
      ).catch((error: unknown) => {
        throw new Error(`Unable to remove Docker image: ${messageOf(error)}`);
      });
    },
  };
}
