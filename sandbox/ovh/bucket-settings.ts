import { type Client, RETENTION_MODES } from "minio";
import type { Json } from "../resource-provider";
import { badRequest } from "./api-error";

/** One version of an object, or a marker of its deletion, as the API lists it. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isDeleteMarker: boolean;
  /** Bytes. */
  readonly size: number;
  readonly etag: string;
  readonly lastModified: string;
  readonly storageClass: string;
}

/**
 * Brings versioning, tags and lock of a bucket to what the inputs say. Encryption is noted, and true of every bucket: Ceph 16
 * has it by one key for all that it writes (`images/s3/run`), and no setting of a bucket, so that it is never told in an answer.
 */
export async function applySettings(
  client: Client,
  bucket: string,
  inputs: Json,
): Promise<void> {
  const { versioning, objectLock, tags, encryption } = inputs;
  const { sseAlgorithm } = (encryption ?? {}) as { sseAlgorithm?: string };
  if (!["AES256", "plaintext", undefined].includes(sseAlgorithm))
    throw badRequest(`Invalid sseAlgorithm: "${String(sseAlgorithm)}"`);
  const status = (versioning as { status?: string } | undefined)?.status;
  if (wantsLock(objectLock)) await applyLock(client, bucket, objectLock);
  else if (status === "enabled")
    await client.setBucketVersioning(bucket, { Status: "Enabled" });
  else if (status === "suspended")
    await client.setBucketVersioning(bucket, { Status: "Suspended" });
  if (tags === undefined || Object.keys(tags as object).length === 0)
    await client.removeBucketTagging(bucket);
  else await client.setBucketTagging(bucket, tags as Record<string, string>);
}

/** Versioning and tags of a bucket, as outputs. */
export async function settingsOf(
  client: Client,
  bucket: string,
): Promise<Json> {
  const versioning = await client.getBucketVersioning(bucket);
  const tags = await client.getBucketTagging(bucket).catch((error: unknown) => {
    if ((error as { code?: string }).code === "NoSuchTagSet") return [];
    throw error;
  });
  const status = String(
    (versioning as { Status?: string } | undefined)?.Status ?? "disabled",
  );
  return {
    versioning: { status: status.toLowerCase() },
    tags: Object.fromEntries(
      tags.map(({ Key, Value }) => [Key, String(Value)]),
    ),
  };
}

/** Every version of every object of a bucket. */
export async function objectVersions(
  client: Client,
  bucket: string,
): Promise<ObjectVersion[]> {
  const found: ObjectVersion[] = [];
  const list = client.listObjects(bucket, "", true, { IncludeVersion: true });
  for await (const entry of list as unknown as AsyncIterable<ListedVersion>)
    found.push({
      key: entry.name,
      versionId: String(entry.versionId ?? "null"),
      isLatest: String(entry.isLatest) === "true",
      isDeleteMarker: entry.isDeleteMarker === true,
      size: entry.size ?? 0,
      etag: entry.etag ?? "",
      lastModified: new Date(entry.lastModified).toISOString(),
      storageClass: "STANDARD",
    });
  return found;
}

/** Whether the inputs ask for a lock: with its status left out, they do. */
export function wantsLock(objectLock: unknown): objectLock is ObjectLock {
  const { status } = (objectLock ?? { status: "disabled" }) as ObjectLock;
  return status !== "disabled";
}

/** Whether a bucket was made with a lock. */
export async function hasLock(
  client: Client,
  bucket: string,
): Promise<boolean> {
  try {
    // Its first signature is that of its callback form.
    const found: unknown = client.getObjectLockConfig(bucket);
    await (found as Promise<unknown>);
    return true;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ObjectLockConfigurationNotFoundError") return false;
    throw error;
  }
}

interface ObjectLock {
  readonly status?: string;
  readonly rule?: { readonly mode: string; readonly period: string };
}

interface ListedVersion {
  readonly name: string;
  readonly versionId?: string;
  readonly isLatest?: unknown;
  readonly isDeleteMarker?: boolean;
  readonly size?: number;
  readonly etag?: string;
  readonly lastModified: Date | string;
}

async function applyLock(
  client: Client,
  bucket: string,
  { rule }: ObjectLock,
): Promise<void> {
  if (!(await hasLock(client, bucket)))
    throw badRequest("Object Lock must be enabled at bucket creation");
  if (rule === undefined) return;
  // Its first signature is that of its callback form.
  const done: unknown = client.setObjectLockConfig(bucket, {
    mode:
      rule.mode === "compliance"
        ? RETENTION_MODES.COMPLIANCE
        : RETENTION_MODES.GOVERNANCE,
    ...lockPeriod(rule.period),
  });
  await (done as Promise<void>);
}

/** An ISO 8601 duration in the units S3 has: days or years. */
export function lockPeriod(period: string): {
  unit: "Days" | "Years";
  validity: number;
} {
  const [, count, unit] = /^P(\d+)([DWY])$/.exec(period) ?? [];
  if (count === undefined) throw badRequest(`Invalid period: "${period}"`);
  if (unit === "Y") return { unit: "Years", validity: Number(count) };
  return { unit: "Days", validity: Number(count) * (unit === "W" ? 7 : 1) };
}
