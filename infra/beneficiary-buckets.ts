import * as pulumi from "@pulumi/pulumi";
import { Bucket, type BucketCredential } from "../components/bucket";
import type { Beneficiary } from "./model/beneficiary";
import type { BucketModel } from "./model/buckets";
import type { Platform } from "./model/platform";
import { knownProject } from "./model/project";

/** Days that an upload may take before what is left of it goes with the old versions. */
const UNFINISHED_UPLOAD_DAYS = 7;

/** The buckets beside the one of the backups, as outputs; none where the beneficiary has none. */
export function createBuckets(
  beneficiary: Beneficiary,
  platform: Platform,
): Record<string, unknown> {
  if (beneficiary.buckets.length === 0) return {};
  const made = beneficiary.buckets.map(
    (model) => [model, createBucket(model, beneficiary, platform)] as const,
  );
  const credentials = made.flatMap(([{ name }, bucket]) => [
    [name, keyOf(bucket)] as const,
    ...Object.entries(bucket.credentials).map(
      ([short, each]) => [`${name}-${short}`, keyOf(each)] as const,
    ),
  ]);
  return {
    buckets: Object.fromEntries(
      made.map(([{ name }, bucket]) => [name, addressOf(bucket)]),
    ),
    bucketCredentials: pulumi.secret(Object.fromEntries(credentials)),
  };
}

function createBucket(
  { name, versioning, keepVersionsDays, replicateTo, ...rest }: BucketModel,
  beneficiary: Beneficiary,
  { project, objectStorageRegion: region }: Platform,
): Bucket {
  const { access, credentials, lock } = rest;
  return new Bucket(`${beneficiary.name}-${name}`, {
    project: knownProject(project),
    region,
    prefix: `${beneficiary.name}-${name}`,
    disposable: beneficiary.disposable,
    access,
    credentials,
    versioned: versioning,
    encrypted: true,
    ...(keepVersionsDays === undefined
      ? {}
      : {
          lifecycle: {
            expireVersionsDays: keepVersionsDays,
            abortUploadsDays: UNFINISHED_UPLOAD_DAYS,
          },
        }),
    ...(lock ? { lock } : {}),
    ...(replicateTo === undefined ? {} : { copyTo: replicateTo }),
  });
}

function addressOf({ bucketName, endpoint, copy }: Bucket): object {
  return { name: bucketName, endpoint, ...(copy ? { copy: copy.name } : {}) };
}

function keyOf({ accessKeyId, secretAccessKey }: BucketCredential): object {
  return { accessKeyId, secretAccessKey };
}
