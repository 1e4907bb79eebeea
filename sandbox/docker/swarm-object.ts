import type { CheckFailure, Json, ResourceHandler } from "../resource-provider";
import { type DockerConnection, messageOf, unlessGone } from "./connection";
import { labelMap, refuseNoBase64 } from "./values";

/** A value kept by the swarm that only its services can read. */
export function secret(connection: DockerConnection): ResourceHandler {
  return {
    type: "docker:index/secret:Secret",
    autoName: "name",
    check: (inputs) => refuseNoBase64(inputs, "data"),
    async create(inputs) {
      const docker = await connection.client();
      const created = docker.createSecret(specOf(inputs, inputs.data));
      const id = await idOrFail(created, "secret", inputs);
      const outs = { __meta: JSON.stringify({ schema_version: "1" }) };
      return { id, outs };
    },
    async read(id, props) {
      const docker = await connection.client();
      const found = await unlessGone(docker.getSecret(id).inspect());
      return found && { ...props, name: nameIn(found) };
    },
    async delete(id) {
      const docker = await connection.client();
      await unlessGone(docker.getSecret(id).remove());
    },
  };
}

/** A file's content kept by the swarm for its services. */
export function serviceConfig(connection: DockerConnection): ResourceHandler {
  return {
    type: "docker:index/serviceConfig:ServiceConfig",
    autoName: "name",
    check: checkConfig,
    async create(inputs) {
      const docker = await connection.client();
      const raw = inputs.dataRaw as string | undefined;
      const data =
        raw === undefined ? inputs.data : Buffer.from(raw).toString("base64");
      const created = docker.createConfig(specOf(inputs, data));
      return { id: await idOrFail(created, "config", inputs), outs: {} };
    },
    async read(id, props) {
      const docker = await connection.client();
      const found = await unlessGone(docker.getConfig(id).inspect());
      return found && { ...props, name: nameIn(found) };
    },
    async delete(id) {
      const docker = await connection.client();
      await unlessGone(docker.getConfig(id).remove());
    },
  };
}

function specOf(inputs: Json, data: unknown): Json {
  return {
    Name: inputs.name,
    Labels: labelMap(inputs.labels),
    Data: data,
  };
}

async function idOrFail(
  created: Promise<unknown>,
  kind: string,
  inputs: Json,
): Promise<string> {
  try {
    const { id, ID } = (await created) as { id?: string; ID?: string };
    return (ID ?? id) as string;
  } catch (error) {
    throw new Error(
      `Unable to create ${kind} "${String(inputs.name)}": ${messageOf(error)}`,
    );
  }
}

function nameIn(found: unknown): string | undefined {
  return (found as { Spec?: { Name?: string } }).Spec?.Name;
}

function checkConfig(inputs: Json): CheckFailure[] {
  const { data, dataRaw } = inputs;
  const count = [data, dataRaw].filter((value) => value !== undefined).length;
  if (count === 1) return refuseNoBase64(inputs, "data");
  return [
    {
      property: "data",
      reason: `exactly one of data and dataRaw must be given, got ${count}`,
    },
  ];
}
