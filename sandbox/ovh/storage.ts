import type { Client } from "minio";
import type { SandboxContext } from "../context";
import type { CheckFailure, Json, ResourceHandler } from "../resource-provider";
import { UNKNOWN } from "../../engine/provider";
import { S3_REGIONS, s3Host } from "../services/vendor-names";
import { badRequest, conflict, notFound, text } from "./api-error";
import {
  applyReplication,
  copiesToRemove,
  stopReplication,
} from "./bucket-replication";
import { findBucket, ownBucket, ownerClient } from "./cloud-bucket";
import { type CloudBucket, changeProject, ownProject } from "./cloud-project";
import {
  type ObjectVersion,
  applySettings,
  objectVersions,
  settingsOf,
  wantsLock,
} from "./bucket-settings";

/** Buckets of a Public Cloud project. Deleting one purges it first, all versions, as the real provider does. */
export function storages(ctx: SandboxContext): ResourceHandler {
  return {
    type: "ovh:CloudProject/storage:Storage",
    check: ({ regionName }) => regionFailures(regionName),
    async create(inputs) {
      const project = await ownProject(ctx, inputs);
      const name = bucketName(inputs);
      const region = String(inputs.regionName);
      const bucket = await changeProject(ctx, project, async (document) => {
        const ownerId = Number(inputs.ownerId ?? document.ownerId);
        if (ownerId !== document.ownerId && !document.users[ownerId])
          throw notFound(`User ${ownerId} does not exist`);
        const client = await ownerClient(ctx, project, region, ownerId);
        await makeBucket(client, name, wantsLock(inputs.objectLock));
        const createdAt = new Date().toISOString();
        return (document.buckets[name] = { region, createdAt, ownerId });
      });
      const client = await ownerClient(ctx, project, region, bucket.ownerId);
      await applySettings(client, name, inputs);
      await applyReplication(ctx, project, name, inputs);
      const id = `${project}/${region}/${name}`;
      return { id, outs: await outputsOf(client, name, bucket, inputs) };
    },
    async read(_id, props) {
      const found = await findBucket(ctx, props);
      if (found === undefined) return undefined;
      const { client, name, bucket } = found;
      return { ...props, ...(await outputsOf(client, name, bucket, props)) };
    },
    async update(_id, olds, news) {
      const { client, name, bucket, project } = await ownBucket(ctx, olds);
      await applySettings(client, name, news);
      await applyReplication(ctx, project, name, news);
      return { ...news, ...(await outputsOf(client, name, bucket, news)) };
    },
    async delete(_id, props) {
      await remove(ctx, props);
      // As the real provider does it: afterwards, and only where a rule says so.
      for (const name of copiesToRemove(props))
        await remove(ctx, { ...props, name });
    },
  };
}

async function remove(ctx: SandboxContext, props: Json): Promise<void> {
  const found = await findBucket(ctx, props);
  if (found === undefined) return;
  const { client, name, project } = found;
  await stopReplication(ctx, name);
  await purge(client, name);
  await client.removeBucket(name);
  await changeProject(ctx, project, ({ buckets }) => {
    delete buckets[name];
  });
}

function regionFailures(region: unknown): CheckFailure[] {
  if (region === undefined || region === UNKNOWN) return [];
  if ((S3_REGIONS as readonly unknown[]).includes(region)) return [];
  const reason = `region "${text(region)}" does not exist or has no Object Storage (${S3_REGIONS.join(", ")})`;
  return [{ property: "regionName", reason }];
}

function bucketName({ name }: Json): string {
  const chosen = text(name);
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(chosen))
    throw badRequest(
      `Invalid container name: "${chosen}" (3 to 63 small letters, digits, dots and hyphens)`,
    );
  return chosen;
}

async function makeBucket(
  client: Client,
  name: string,
  withLock: boolean,
): Promise<void> {
  // To the owner itself, Ceph answers the creation of an existing bucket with success.
  if (await client.bucketExists(name).catch(() => true))
    throw conflict(`BucketAlreadyExists: ${name}`);
  await client.makeBucket(name, "", { ObjectLocking: withLock });
}

async function outputsOf(
  client: Client,
  name: string,
  bucket: CloudBucket,
  inputs: Json,
): Promise<Json> {
  const latest = (await objectVersions(client, name)).filter(
    (object) => object.isLatest && !object.isDeleteMarker,
  );
  const settings = await settingsOf(client, name);
  return {
    ...settings,
    createdAt: bucket.createdAt,
    ownerId: bucket.ownerId,
    region: bucket.region,
    virtualHost: `https://${name}.${s3Host(bucket.region)}/`,
    objectsCount: latest.length,
    objectsSize: latest.reduce((sum, { size }) => sum + size, 0),
    encryption: inputs.encryption ?? { sseAlgorithm: "plaintext" },
    ...(inputs.hideObjects === true ? {} : { objects: latest }),
  };
}

/** Removes every version and marker. Objects under a lock stay: then it fails and names one, where the real provider turns in circles. */
async function purge(client: Client, name: string): Promise<void> {
  let before = Infinity;
  for (;;) {
    const versions: ObjectVersion[] = await objectVersions(client, name);
    const [first] = versions;
    if (first === undefined) return;
    if (versions.length >= before)
      throw new Error(
        `the bucket ${name} cannot be emptied: ${first.key} (version ${first.versionId}) and ${versions.length - 1} more are kept, perhaps by a lock`,
      );
    before = versions.length;
    await client.removeObjects(
      name,
      versions.map(({ key, versionId }) => ({ name: key, versionId })),
    );
  }
}
