import type { BucketAccess } from "../infra/model/buckets";

/** Source: https://help.ovhcloud.com/csm/en-public-cloud-storage-s3-identity-access-management */
const READ_WRITE = [
  "s3:GetObject",
  "s3:PutObject",
  "s3:DeleteObject",
  "s3:ListBucket",
  "s3:GetBucketLocation",
  "s3:ListBucketMultipartUploads",
  "s3:ListMultipartUploadParts",
  "s3:AbortMultipartUpload",
];
const DELETE = "s3:DeleteObject";

const ACTIONS: Readonly<Record<BucketAccess, readonly string[]>> = {
  "read-write": READ_WRITE,
  "append-only": READ_WRITE.filter((action) => action !== DELETE),
  "read-only": ["s3:GetObject", "s3:ListBucket", "s3:GetBucketLocation"],
};

/** The policy of a user who may do this in `bucket`, read its copy, and nothing else. */
export function bucketPolicy(
  access: BucketAccess,
  bucket: string,
  copy?: string,
): string {
  const statements = [
    allow("OwnBucket", ACTIONS[access], whole(bucket)),
    // restic takes its own locks away when it is done, and tries again for ever if it may not.
    ...(access === "append-only"
      ? [allow("OwnLocks", [DELETE], [`arn:aws:s3:::${bucket}/locks/*`])]
      : []),
    ...(copy === undefined
      ? []
      : [allow("OwnCopy", ACTIONS["read-only"], whole(copy))]),
  ];
  return JSON.stringify({ Statement: statements });
}

function allow(
  Sid: string,
  Action: readonly string[],
  Resource: readonly string[],
): object {
  return { Sid, Effect: "Allow", Action, Resource };
}

/** The bucket itself and all of its objects. */
function whole(bucket: string): string[] {
  return [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
}
