import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Bucket, BucketArgs, BucketLock } from "./bucket";

/** The bucket itself, with its copy where there is one. */
export function createStorage(
  name: string,
  args: BucketArgs,
  copy: ovh.cloudproject.Storage | undefined,
  parent: Bucket,
): ovh.cloudproject.Storage {
  const { lock, encrypted = false } = args;
  return new ovh.cloudproject.Storage(
    name,
    {
      ...commonArgs(name, args, parent),
      regionName: args.region,
      ...(encrypted ? { encryption: { sseAlgorithm: "AES256" } } : {}),
      ...(lock ? { objectLock: objectLock(lock) } : {}),
      ...(copy && args.copyTo !== undefined
        ? { replication: copyInto(copy, args.copyTo) }
        : {}),
    },
    { parent, protect: isKept(args) },
  );
}

/** The bucket that receives the copy. Both must have versions. Source: help.ovhcloud.com, "Master asynchronous replication across your buckets". */
export function createCopy(
  name: string,
  args: BucketArgs,
  regionName: string,
  parent: Bucket,
): ovh.cloudproject.Storage {
  const { encrypted = false } = args;
  const prefix = `${args.prefix}-copy`;
  const common = commonArgs(`${name}-copy`, { ...args, prefix }, parent);
  return new ovh.cloudproject.Storage(
    `${name}-copy`,
    {
      ...common,
      regionName,
      ...(encrypted ? { encryption: { sseAlgorithm: "AES256" } } : {}),
    },
    { parent, protect: isKept(args) },
  );
}

function commonArgs(
  name: string,
  { project, prefix, versioned = true }: BucketArgs,
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

/** What disappears by itself, where asked. */
export function createLifecycle(
  name: string,
  { project, region, lifecycle }: BucketArgs,
  storage: ovh.cloudproject.Storage,
  parent: Bucket,
): void {
  if (!lifecycle) return;
  const { expireVersionsDays, abortUploadsDays } = lifecycle;
  new ovh.CloudProjectStorageObjectBucketLifecycleConfiguration(
    name,
    {
      serviceName: project,
      regionName: region,
      containerName: storage.name,
      rules: [
        {
          id: "old-versions",
          status: "enabled",
          noncurrentVersionExpiration: { noncurrentDays: expireVersionsDays },
        },
        {
          id: "unfinished-uploads",
          status: "enabled",
          abortIncompleteMultipartUpload: {
            daysAfterInitiation: abortUploadsDays,
          },
        },
      ],
    },
    { parent },
  );
}
