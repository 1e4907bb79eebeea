import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Bucket, BucketArgs, BucketLifecycle, BucketLock } from "./bucket";

/** The bucket itself, with its copy where there is one. */
export function createStorage(
  name: string,
  args: BucketArgs,
  copy: ovh.cloudproject.Storage | undefined,
  parent: Bucket,
): ovh.cloudproject.Storage {
  return new ovh.cloudproject.Storage(
    name,
    {
      ...commonArgs(name, args, parent),
      regionName: args.region,
      ...(copy && args.copyTo !== undefined
        ? { replication: copyInto(copy, args.copyTo) }
        : {}),
    },
    { parent, protect: isKept(args) },
  );
}

/**
 * The bucket that receives the copy. Both must have versions, and the lock if there is one. Source: help.ovhcloud.com, "Master
 * asynchronous replication across your buckets"; docs.aws.amazon.com, "Using Object Lock with S3 Replication".
 */
export function createCopy(
  name: string,
  args: BucketArgs,
  regionName: string,
  parent: Bucket,
): ovh.cloudproject.Storage {
  const copyName = copyNameOf(name, args);
  const prefix = `${args.prefix}-copy`;
  const common = commonArgs(copyName, { ...args, prefix }, parent);
  return new ovh.cloudproject.Storage(
    copyName,
    { ...common, regionName },
    { parent, protect: isKept(args) },
  );
}

function copyNameOf(name: string, { copyName }: BucketArgs): string {
  return copyName ?? `${name}-copy`;
}

/** What a bucket and its copy have alike. */
function commonArgs(
  name: string,
  { project, prefix, versioned = true, encrypted = false, lock }: BucketArgs,
  parent: Bucket,
): Omit<ovh.cloudproject.StorageArgs, "regionName"> {
  const suffix = new random.RandomId(name, { byteLength: 4 }, { parent });
  return {
    serviceName: project,
    name: pulumi.interpolate`${prefix}-${suffix.hex}`,
    // What had versions once can only be suspended: that is how S3 is.
    versioning: { status: versioned ? "enabled" : "suspended" },
    // Else the state would list every object.
    hideObjects: true,
    ...(encrypted ? { encryption: { sseAlgorithm: "AES256" } } : {}),
    ...(lock ? { objectLock: objectLock(lock) } : {}),
  };
}

/** A locked bucket cannot be emptied: at OVH its destruction turns in circles. */
function isKept({ disposable, lock }: BucketArgs): boolean {
  return !disposable || lock !== undefined;
}

function objectLock({
  mode,
  days,
}: BucketLock): ovh.types.input.CloudProject.StorageObjectLock {
  return { status: "enabled", rule: { mode, period: `P${String(days)}D` } };
}

function copyInto(
  copy: ovh.cloudproject.Storage,
  region: string,
): ovh.types.input.CloudProject.StorageReplication {
  return {
    rules: [
      {
        id: "copy",
        status: "enabled",
        priority: 1,
        deleteMarkerReplication: "disabled",
        destination: { name: copy.name, region },
      },
    ],
  };
}

/** What disappears by itself, where asked: from the bucket, and from its copy, to which OVH copies no such rule. */
export function createLifecycle(
  name: string,
  args: BucketArgs,
  parent: Bucket,
): void {
  const { project, region, lifecycle, copyTo } = args;
  if (!lifecycle) return;
  const rules = lifecycleRules(lifecycle);
  const tidy = (
    of: string,
    regionName: string,
    bucket: ovh.cloudproject.Storage,
  ) =>
    new ovh.CloudProjectStorageObjectBucketLifecycleConfiguration(
      of,
      {
        serviceName: project,
        regionName,
        containerName: bucket.name,
        rules,
      },
      { parent },
    );
  tidy(name, region, parent.storage);
  if (parent.copy && copyTo !== undefined)
    tidy(copyNameOf(name, args), copyTo, parent.copy);
}

function lifecycleRules({
  expireVersionsDays,
  abortUploadsDays,
}: BucketLifecycle): ovh.types.input.CloudProjectStorageObjectBucketLifecycleConfigurationRule[] {
  return [
    {
      id: "old-versions",
      status: "enabled",
      noncurrentVersionExpiration: { noncurrentDays: expireVersionsDays },
    },
    {
      id: "unfinished-uploads",
      status: "enabled",
      abortIncompleteMultipartUpload: { daysAfterInitiation: abortUploadsDays },
    },
  ];
}
