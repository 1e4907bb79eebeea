import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import type { BucketAccess } from "../infra/model/buckets";
import { bucketPolicy } from "./bucket-policy";
import { createCopy, createLifecycle, createStorage } from "./bucket-storage";

export interface BucketArgs {
  /** Id of the OVH Public Cloud project. */
  readonly project: string;
  /** Object Storage region, upper case, e.g. `GRA`. */
  readonly region: string;
  /** Start of the bucket's name; a random end keeps it apart from everybody else's at OVH. */
  readonly prefix: string;
  /** True if the objects may be destroyed: destroying a bucket at OVH purges all its versions. */
  readonly disposable: boolean;
  /**
   * What its credential may do.
   * @default "read-write"
   */
  readonly access?: BucketAccess;
  /**
   * Further credentials, each a user of its own, by a short name.
   * @default {}
   */
  readonly credentials?: Readonly<Record<string, BucketAccess>>;
  /**
   * True if a key that is written again or deleted keeps what was there.
   * @default true
   */
  readonly versioned?: boolean;
  /**
   * True if OVH encrypts the objects with a key that it keeps (SSE-S3, AES-256).
   * @default false
   */
  readonly encrypted?: boolean;
  /**
   * What disappears by itself, from the copy too.
   * @default none: everything stays
   */
  readonly lifecycle?: BucketLifecycle;
  /**
   * How long nobody may delete an object. A bucket neither gets a lock later nor loses it: it would be another bucket.
   * @default none
   */
  readonly lock?: BucketLock;
  /**
   * Region of a second bucket, with the same lock, that receives a copy of every object, and keeps it when it is deleted here.
   * @default none
   */
  readonly copyTo?: string;
  /**
   * Logical name of the copy, where `<name>-copy` is another bucket's.
   * @default `<name>-copy`
   */
  readonly copyName?: string;
}

export interface BucketLifecycle {
  /** Days after which a version that was overwritten or deleted goes for good. */
  readonly expireVersionsDays: number;
  /** Days after which the parts of an upload that was never finished go. */
  readonly abortUploadsDays: number;
}

export interface BucketLock {
  /** `compliance`: nobody can take it off, us included. `governance`: whoever owns the bucket can. */
  readonly mode: "governance" | "compliance";
  /** How long from when it was written. */
  readonly days: number;
}

/** A key pair of S3. */
export interface BucketCredential {
  /** The public half. */
  readonly accessKeyId: pulumi.Output<string>;
  /** Secret. Settles once the credential may use the bucket. */
  readonly secretAccessKey: pulumi.Output<string>;
}

/**
 * An S3 bucket, and credentials that can use nothing else: `Storage`; per credential a `User`, an `S3Credential` and an
 * `S3Policy`; where asked a second `Storage` for the copy, and a lifecycle configuration of each.
 *
 * `new Bucket("les-amis", { project, region: "GRA", prefix: "les-amis-backups", disposable: false })`
 */
export class Bucket
  extends pulumi.ComponentResource
  implements BucketCredential
{
  /** The bucket at OVH. */
  readonly storage: ovh.cloudproject.Storage;
  /** The bucket with the copy, where there is one. */
  readonly copy?: ovh.cloudproject.Storage;
  /** With its random end, e.g. `les-amis-backups-0a2930f6`. */
  readonly bucketName: pulumi.Output<string>;
  /** `https://s3.gra.io.cloud.ovh.net` */
  readonly endpoint: string;
  /** The public half of its own credential. */
  readonly accessKeyId: pulumi.Output<string>;
  /** Secret. Settles once the credential may use the bucket. */
  readonly secretAccessKey: pulumi.Output<string>;
  /** The further credentials, by their short names. */
  readonly credentials: Readonly<Record<string, BucketCredential>>;

  constructor(
    name: string,
    args: BucketArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Bucket", name, {}, opts);
    const { access = "read-write", credentials = {}, copyTo } = args;
    if (copyTo !== undefined) this.copy = createCopy(name, args, copyTo, this);
    this.storage = createStorage(name, args, this.copy, this);
    createLifecycle(name, args, this);
    const credential = (of: string, may: BucketAccess): BucketCredential =>
      createCredential(of, args.project, may, this);
    const own = credential(name, access);
    this.credentials = Object.fromEntries(
      Object.entries(credentials).map(([short, may]) => [
        short,
        credential(`${name}-${short}`, may),
      ]),
    );
    this.bucketName = this.storage.name;
    this.endpoint = s3Endpoint(args.region);
    this.accessKeyId = own.accessKeyId;
    this.secretAccessKey = own.secretAccessKey;
    this.registerOutputs({
      bucketName: this.bucketName,
      endpoint: this.endpoint,
    });
  }
}

/** `GRA` → `https://s3.gra.io.cloud.ovh.net` */
export function s3Endpoint(region: string): string {
  return `https://s3.${region.toLowerCase()}.io.cloud.ovh.net`;
}

function createCredential(
  name: string,
  serviceName: string,
  access: BucketAccess,
  parent: Bucket,
): BucketCredential {
  const user = new ovh.cloudproject.User(
    name,
    { serviceName, description: name, roleNames: ["objectstore_operator"] },
    { parent },
  );
  const credential = new ovh.cloudproject.S3Credential(
    name,
    { serviceName, userId: user.id },
    { parent },
  );
  const { storage, copy } = parent;
  const policy = new ovh.cloudproject.S3Policy(
    name,
    {
      serviceName,
      userId: user.id,
      policy: pulumi
        .all([storage.name, copy?.name])
        .apply(([bucket, second]) => bucketPolicy(access, bucket, second)),
    },
    { parent },
  );
  return {
    accessKeyId: credential.accessKeyId,
    secretAccessKey: pulumi
      .all([credential.secretAccessKey, policy.id])
      .apply(([key]) => key),
  };
}
