import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { SandboxContext } from "../context";
import type { Json } from "../resource-provider";
import type { S3Key } from "../services/s3";
import { putSettings, settingsFolder } from "../services/container";
import { badRequest } from "./api-error";
import { hasLock, settingsOf } from "./bucket-settings";
import { storageUser } from "./cloud-project";
import { type FoundBucket, ownBucket, ownerKey } from "./cloud-bucket";

/** A rule of a bucket's replication, as the API has it. */
interface ReplicationRule {
  readonly id?: string;
  readonly status?: "enabled" | "disabled";
  readonly deleteMarkerReplication?: "enabled" | "disabled";
  readonly destination?: {
    readonly name: string;
    readonly region: string;
    readonly removeOnMainBucketDeletion?: boolean;
  };
  readonly filter?: { readonly prefix?: string; readonly tags?: Json };
}

/** Where Object Storage's container finds what it has to copy, among its settings. */
const FOLDER = "replication";

/**
 * Tells Object Storage which buckets receive a copy of this one. It copies within seconds, as at the vendor; unlike there it
 * also copies what was there before the rule, and the latest version only.
 */
export async function applyReplication(
  ctx: SandboxContext,
  project: string,
  name: string,
  inputs: Json,
): Promise<void> {
  const rules = rulesOf(inputs).filter(({ status }) => status !== "disabled");
  const files: Record<string, string> = {};
  for (const [index, rule] of rules.entries()) {
    // What a run of rclone does is its verb: "sync" takes away what is gone.
    const verb = rule.deleteMarkerReplication === "enabled" ? "sync" : "copy";
    const file = join(FOLDER, `${name}~${index}.${verb}.conf`);
    files[file] = await copierSettings(ctx, project, name, rule);
  }
  await stopReplication(ctx, name);
  await putSettings(ctx, "s3", files);
}

/** Ends the copying of a bucket. */
export async function stopReplication(
  ctx: SandboxContext,
  name: string,
): Promise<void> {
  const folder = join(settingsFolder(ctx, "s3"), FOLDER);
  const files = await readdir(folder).catch(() => []);
  for (const file of files.filter((each) => each.startsWith(`${name}~`)))
    await rm(join(folder, file));
}

/** The names of copies that go with their bucket. */
export function copiesToRemove(props: Json): string[] {
  return rulesOf(props).flatMap(({ destination }) =>
    destination?.removeOnMainBucketDeletion === true ? [destination.name] : [],
  );
}

function rulesOf({ replication }: Json): readonly ReplicationRule[] {
  const { rules = [] } = (replication ?? {}) as { rules?: ReplicationRule[] };
  return rules;
}

/** What one copier needs. Throws what the vendor refuses: another's bucket, one without versions, one that loses the lock. */
async function copierSettings(
  ctx: SandboxContext,
  serviceName: string,
  name: string,
  { destination, filter }: ReplicationRule,
): Promise<string> {
  if (destination === undefined)
    throw badRequest("Invalid replication: a rule has no destination");
  if (Object.keys(filter?.tags ?? {}).length > 0)
    throw new Error("the sandbox replicates by prefix only, not by tags");
  const from = await ownBucket(ctx, { serviceName, name });
  const to = await ownBucket(ctx, { serviceName, name: destination.name });
  if (to.bucket.region !== destination.region)
    throw badRequest(
      `Invalid replication: ${to.name} is in ${to.bucket.region}, not in ${destination.region}`,
    );
  for (const each of [from, to]) await requireVersions(each);
  await requireSameLock(from, to);
  await openToOwner(from);
  const prefix = filter?.prefix ?? "";
  const key = ({ project, bucket }: FoundBucket): Promise<S3Key> =>
    ownerKey(ctx, project, bucket.ownerId);
  return [
    ...remote("source", await key(from)),
    ...remote("destination", await key(to)),
    ...alias("from", `source:${from.name}/${prefix}`),
    ...alias("to", `destination:${to.name}/${prefix}`),
  ].join("\n");
}

async function requireVersions({ client, name }: FoundBucket): Promise<void> {
  const { versioning } = await settingsOf(client, name);
  if ((versioning as { status: string }).status !== "enabled")
    throw badRequest(`Invalid replication: ${name} has no versioning`);
}

/** As S3 has it: "if the source bucket has Object Lock enabled, the destination buckets must also". */
async function requireSameLock(
  from: FoundBucket,
  to: FoundBucket,
): Promise<void> {
  if (!(await hasLock(from.client, from.name))) return;
  if (!(await hasLock(to.client, to.name)))
    throw badRequest(
      `Invalid replication: ${from.name} has an object lock, ${to.name} has none`,
    );
}

/** Whoever uploads an object owns it, and its bucket's owner, who copies, must be let in. */
async function openToOwner({
  client,
  name,
  project,
  bucket,
}: FoundBucket): Promise<void> {
  const owner = `arn:aws:iam:::user/${storageUser(project, bucket.ownerId)}`;
  const statement = {
    Effect: "Allow",
    Principal: { AWS: [owner] },
    Action: ["s3:*"],
    Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
  };
  const policy = { Version: "2012-10-17", Statement: [statement] };
  await client.setBucketPolicy(name, JSON.stringify(policy));
}

function remote(name: string, { accessKey, secretKey }: S3Key): string[] {
  return [
    `[${name}]`,
    "type = s3",
    "provider = Ceph",
    "endpoint = https://127.0.0.1",
    `access_key_id = ${accessKey}`,
    `secret_access_key = ${secretKey}`,
    "",
  ];
}

function alias(name: string, target: string): string[] {
  return [`[${name}]`, "type = alias", `remote = ${target}`, ""];
}
