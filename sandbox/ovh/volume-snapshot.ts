import { createHash } from "node:crypto";
import type { SandboxContext } from "../context";
import { HostTools } from "../host-tools";
import {
  changeCloud,
  DEFAULT_REGION,
  readCloud,
  type SnapshotRecord,
} from "../openstack/cloud-state";
import { removeSnapshot, takeSnapshot } from "../openstack/volume-snapshots";
import type { Json, ResourceHandler } from "../resource-provider";
import { badRequest, notFound, text } from "./api-error";
import { ownProject } from "./cloud-project";

/** Snapshots of the OpenStack volumes of a Public Cloud project. */
export function volumeSnapshots(ctx: SandboxContext): ResourceHandler {
  const tools = new HostTools(ctx);
  return {
    type: "ovh:index/cloudStorageBlockVolumeSnapshot:CloudStorageBlockVolumeSnapshot",
    autoName: "name",
    async create(inputs) {
      await ownProject(ctx, inputs);
      if (inputs.region !== DEFAULT_REGION)
        throw badRequest(`region ${text(inputs.region)} is not available`);
      const volumeId = text(inputs.volumeId);
      const snapshot = await takeSnapshot(ctx, tools, volumeId, given(inputs));
      return { id: snapshot.id, outs: outputs(snapshot, inputs) };
    },
    async read(id, props) {
      const snapshot = (await readCloud(ctx)).snapshots?.[id];
      return snapshot && outputs(snapshot, props);
    },
    async update(id, _olds, news) {
      const snapshot = await changeCloud(ctx, (cloud) => {
        const known = cloud.snapshots?.[id];
        if (known === undefined) throw notFound(`Snapshot ${id}`);
        const updatedAt = new Date().toISOString();
        const changed = { ...known, ...given(news), updatedAt };
        cloud.snapshots = { ...cloud.snapshots, [id]: changed };
        return changed;
      });
      return outputs(snapshot, news);
    },
    delete: (id) => removeSnapshot(ctx, id),
  };
}

function given({
  name,
  description = "",
}: Json): Pick<SnapshotRecord, "name" | "description"> {
  return { name: text(name), description: text(description) };
}

function outputs(snapshot: SnapshotRecord, inputs: Json): Json {
  const { name, description, volumeId, size, createdAt, updatedAt } = snapshot;
  const target = JSON.stringify([name, description]);
  return {
    ...inputs,
    name,
    description,
    region: DEFAULT_REGION,
    volumeId,
    checksum: createHash("sha256").update(target).digest("hex"),
    createdAt,
    updatedAt,
    resourceStatus: "READY",
    currentState: {
      description,
      location: { region: DEFAULT_REGION },
      name,
      size,
      volumeId,
    },
  };
}
