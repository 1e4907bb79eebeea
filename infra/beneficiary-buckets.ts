import * as pulumi from "@pulumi/pulumi";
import { Bucket, type BucketCredential } from "../components/bucket";
import {
  type SwiftAccess,
  SwiftBucket,
  type SwiftCredential,
} from "../components/swift-bucket";
import type { Beneficiary } from "./model/beneficiary";
import type { BucketModel } from "./model/buckets";
import type { Platform } from "./model/platform";
import { knownProject } from "./model/project";

type Credential = BucketCredential | SwiftCredential;

/** Days that an upload may take before what is left of it goes with the old versions. */
const UNFINISHED_UPLOAD_DAYS = 7;

/** The buckets beside the one of the backups, as outputs; none where the beneficiary has none. */
export function createBuckets(
  beneficiary: Beneficiary,
  platform: Platform,
): Record<string, unknown> {
  if (beneficiary.buckets.length === 0) return {};
  const made = beneficiary.buckets.map(
    (model) =>
      [
        model,
        model.api === "swift"
          ? createSwiftBucket(model, beneficiary, platform)
          : createBucket(
              nameOf(model, beneficiary),
              model,
              beneficiary,
              platform,
            ),
      ] as const,
  );
  const credentials = made.flatMap(([{ name }, bucket]) => {
    const others: Readonly<Record<string, Credential>> = bucket.credentials;
    return [
      [name, keyOf(bucket)] as const,
      ...Object.entries(others).map(
        ([short, each]) => [`${name}-${short}`, keyOf(each)] as const,
      ),
    ];
  });
  return {
    buckets: Object.fromEntries(
      made.map(([{ name }, bucket]) => [name, addressOf(bucket, platform)]),
    ),
    bucketCredentials: pulumi.secret(Object.fromEntries(credentials)),
  };
}

/** The bucket of the backups, in whose logical name nothing is added to the beneficiary's. */
export function createBackupBucket(
  beneficiary: Beneficiary,
  platform: Platform,
): Bucket {
  const { backups } = platform;
  return createBucket(beneficiary.name, backups, beneficiary, platform);
}

function nameOf({ name }: BucketModel, beneficiary: Beneficiary): string {
  return `${beneficiary.name}-${name}`;
}

function createBucket(
  logicalName: string,
  model: BucketModel,
  beneficiary: Beneficiary,
  { project, objectStorageRegion: region }: Platform,
): Bucket {
  const { access, credentials, lock, versioning } = model;
  const { keepVersionsDays, replicateTo } = model;
  return new Bucket(logicalName, {
    project: knownProject(project),
    region,
    prefix: nameOf(model, beneficiary),
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
    // `<logical name>-copy` could be the bucket called "copy".
    ...(replicateTo === undefined
      ? {}
      : {
          copyTo: replicateTo,
          copyName: `${nameOf(model, beneficiary)}-copy`,
        }),
  });
}

function createSwiftBucket(
  model: BucketModel,
  beneficiary: Beneficiary,
  { project, objectStorageRegion: region }: Platform,
): SwiftBucket {
  const { access, credentials, versioning } = model;
  const containerName = nameOf(model, beneficiary);
  return new SwiftBucket(containerName, {
    project: knownProject(project),
    region,
    containerName,
    disposable: beneficiary.disposable,
    // The model refuses any other.
    access: access as SwiftAccess,
    credentials: credentials as Readonly<Record<string, SwiftAccess>>,
    versioned: versioning,
  });
}

/** Where a bucket is used, as an output. */
export function addressOf(
  bucket: Bucket | SwiftBucket,
  { project, objectStorageRegion: region }: Platform,
): object {
  if (bucket instanceof SwiftBucket) {
    const { containerName: name, authUrl } = bucket;
    return { name, authUrl, project: knownProject(project), region };
  }
  const { bucketName, endpoint, copy } = bucket;
  return { name: bucketName, endpoint, ...(copy ? { copy: copy.name } : {}) };
}

function keyOf(credential: Credential): object {
  if ("username" in credential) {
    const { username, password } = credential;
    return { username, password };
  }
  const { accessKeyId, secretAccessKey } = credential;
  return { accessKeyId, secretAccessKey };
}
