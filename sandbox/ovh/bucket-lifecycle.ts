import type { LifecycleConfig } from "minio";
import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { badRequest, text } from "./api-error";
import { findBucket, ownBucket } from "./cloud-bucket";

/** A rule as the vendor's API has it. */
interface Rule {
  readonly id?: string;
  readonly status: "enabled" | "disabled";
  readonly filter?: { readonly prefix?: string };
  readonly expiration?: Expiration;
  readonly noncurrentVersionExpiration?: { readonly noncurrentDays?: number };
  readonly abortIncompleteMultipartUpload?: {
    readonly daysAfterInitiation?: number;
  };
}

interface Expiration {
  readonly days?: number;
  readonly date?: string;
  readonly expiredObjectDeleteMarker?: boolean;
}

/** The same in S3's words. */
interface S3Rule {
  readonly ID: string;
  readonly Status: string;
  readonly Filter?: { readonly Prefix?: string };
  readonly Expiration?: Readonly<Record<string, unknown>>;
  readonly NoncurrentVersionExpiration?: { readonly NoncurrentDays: number };
  readonly AbortIncompleteMultipartUpload?: {
    readonly DaysAfterInitiation: number;
  };
}

/** What disappears by itself from a bucket; Ceph does it, once a day after midnight. */
export function bucketLifecycles(ctx: SandboxContext): ResourceHandler {
  const put = async (inputs: Json): Promise<string> => {
    const { client, name, project, bucket } = await ownBucket(ctx, inputs);
    const Rule = (inputs.rules as Rule[]).map(toS3);
    await client.setBucketLifecycle(name, { Rule } as LifecycleConfig);
    return `${project}/${bucket.region}/${name}`;
  };
  return {
    type: "ovh:index/cloudProjectStorageObjectBucketLifecycleConfiguration:CloudProjectStorageObjectBucketLifecycleConfiguration",
    async create(inputs) {
      return { id: await put(inputs), outs: {} };
    },
    async read(_id, props) {
      const found = await findBucket(ctx, props);
      const config = await found?.client.getBucketLifecycle(found.name);
      if (!config) return undefined;
      return { ...props, rules: inOrderOf(props, listOf(config).map(fromS3)) };
    },
    async update(_id, olds, news) {
      await put({ ...olds, rules: news.rules });
      return news;
    },
    async delete(_id, props) {
      const found = await findBucket(ctx, props);
      await found?.client.removeBucketLifecycle(found.name);
    },
  };
}

const KNOWN = new Set(
  [
    "id status filter expiration noncurrentVersionExpiration abortIncompleteMultipartUpload",
    "prefix days date expiredObjectDeleteMarker noncurrentDays daysAfterInitiation",
  ].flatMap((line) => line.split(" ")),
);

function toS3(rule: Rule, index: number): S3Rule {
  const inner = [
    rule.filter,
    rule.expiration,
    rule.noncurrentVersionExpiration,
    rule.abortIncompleteMultipartUpload,
  ];
  for (const name of [rule, ...inner].flatMap((block) =>
    Object.keys(block ?? {}),
  ))
    if (!KNOWN.has(name))
      throw new Error(
        `the sandbox's Object Storage has no lifecycle by ${name}`,
      );
  const versions = rule.noncurrentVersionExpiration?.noncurrentDays;
  const uploads = rule.abortIncompleteMultipartUpload?.daysAfterInitiation;
  if (
    rule.expiration === undefined &&
    versions === undefined &&
    uploads === undefined
  )
    throw badRequest(`Invalid lifecycle: rule ${index} does nothing`);
  return {
    ID: rule.id ?? `rule-${index}`,
    Status: rule.status === "enabled" ? "Enabled" : "Disabled",
    Filter: { Prefix: rule.filter?.prefix ?? "" },
    ...(rule.expiration === undefined
      ? {}
      : { Expiration: expirationToS3(rule.expiration) }),
    ...(versions === undefined
      ? {}
      : { NoncurrentVersionExpiration: { NoncurrentDays: versions } }),
    ...(uploads === undefined
      ? {}
      : { AbortIncompleteMultipartUpload: { DaysAfterInitiation: uploads } }),
  };
}

function expirationToS3({
  days,
  date,
  expiredObjectDeleteMarker,
}: Expiration): Record<string, unknown> {
  if (days !== undefined) return { Days: days };
  if (date !== undefined) return { Date: date };
  return { ExpiredObjectDeleteMarker: expiredObjectDeleteMarker === true };
}

function fromS3(rule: S3Rule): Rule {
  const {
    NoncurrentVersionExpiration: versions,
    AbortIncompleteMultipartUpload: uploads,
    Expiration: all,
  } = rule;
  const prefix = text(rule.Filter?.Prefix);
  return {
    id: rule.ID,
    status: rule.Status === "Enabled" ? "enabled" : "disabled",
    ...(prefix === "" ? {} : { filter: { prefix } }),
    ...(all === undefined ? {} : { expiration: expirationFromS3(all) }),
    ...(versions === undefined
      ? {}
      : {
          noncurrentVersionExpiration: {
            noncurrentDays: Number(versions.NoncurrentDays),
          },
        }),
    ...(uploads === undefined
      ? {}
      : {
          abortIncompleteMultipartUpload: {
            daysAfterInitiation: Number(uploads.DaysAfterInitiation),
          },
        }),
  };
}

function expirationFromS3(all: Readonly<Record<string, unknown>>): Expiration {
  if (all.Days !== undefined) return { days: Number(all.Days) };
  if (all.Date !== undefined) return { date: text(all.Date) };
  return {
    expiredObjectDeleteMarker: text(all.ExpiredObjectDeleteMarker) === "true",
  };
}

/** The library gives a single rule without its list. */
function listOf({ Rule }: LifecycleConfig): S3Rule[] {
  return [Rule].flat() as unknown as S3Rule[];
}

/** As the real provider sorts them: the API answers in the order of the ids. */
function inOrderOf({ rules }: Json, found: readonly Rule[]): readonly Rule[] {
  const ids = ((rules ?? []) as Rule[]).map(({ id }) => id);
  const place = ({ id }: Rule): number => ids.indexOf(id);
  return [...found].sort((a, b) => place(a) - place(b));
}
