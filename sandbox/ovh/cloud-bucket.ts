import type { Client } from "minio";
import type { SandboxContext } from "../context";
import type { Json } from "../resource-provider";
import { S3Administration, type S3Key, s3Client } from "../services/s3";
import { notFound, text } from "./api-error";
import {
  type CloudBucket,
  ownProject,
  readProject,
  storageUser,
} from "./cloud-project";

/** A bucket of a project, with a client of its owner's. */
export interface FoundBucket {
  readonly project: string;
  readonly name: string;
  readonly bucket: CloudBucket;
  readonly client: Client;
}

/** The bucket that a resource names by `name` or `containerName`; undefined when there is none. */
export async function findBucket(
  ctx: SandboxContext,
  props: Json,
): Promise<FoundBucket | undefined> {
  const project = await ownProject(ctx, props);
  const name = text(props.containerName ?? props.name);
  const bucket = (await readProject(ctx, project)).buckets[name];
  if (bucket === undefined) return undefined;
  const { region, ownerId } = bucket;
  const client = await ownerClient(ctx, project, region, ownerId);
  return { project, name, bucket, client };
}

/** The same. Throws when there is none. */
export async function ownBucket(
  ctx: SandboxContext,
  props: Json,
): Promise<FoundBucket> {
  const found = await findBucket(ctx, props);
  if (found !== undefined) return found;
  const name = text(props.containerName ?? props.name);
  throw notFound(`The container ${name} does not exist`);
}

/** A client of a user of the project. */
export async function ownerClient(
  ctx: SandboxContext,
  project: string,
  region: string,
  ownerId: number,
): Promise<Client> {
  return s3Client(ctx, region, await ownerKey(ctx, project, ownerId));
}

/** A key of a user of the project. */
export async function ownerKey(
  ctx: SandboxContext,
  project: string,
  ownerId: number,
): Promise<S3Key> {
  const storage = await S3Administration.of(ctx);
  return storage.ensureUser(storageUser(project, ownerId));
}
