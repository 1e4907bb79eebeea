import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

export interface BucketArgs {
  /** Id of the OVH Public Cloud project. */
  readonly project: string;
  /** Object Storage region, upper case, e.g. `GRA`. */
  readonly region: string;
  /** Start of the bucket's name; a random end keeps it apart from everybody else's at OVH. */
  readonly prefix: string;
  /** True if the objects may be destroyed: destroying a bucket at OVH purges all its versions. */
  readonly disposable: boolean;
}

/** What a credential may do in its own bucket. Source: https://help.ovhcloud.com/csm/en-public-cloud-storage-s3-identity-access-management */
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

/** An S3 bucket with versions, and a credential that can use nothing else: `Storage`, `User`, `S3Credential`, `S3Policy`. */
export class Bucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  /** `https://s3.gra.io.cloud.ovh.net` */
  readonly endpoint: string;
  readonly accessKeyId: pulumi.Output<string>;
  /** Secret. Settles once the credential may use the bucket. */
  readonly secretAccessKey: pulumi.Output<string>;

  constructor(
    name: string,
    args: BucketArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Bucket", name, {}, opts);
    const { project: serviceName, region } = args;
    const storage = createStorage(name, args, this);
    const user = new ovh.cloudproject.User(
      name,
      { serviceName, description: name, roleNames: ["objectstore_operator"] },
      { parent: this },
    );
    const credential = new ovh.cloudproject.S3Credential(
      name,
      { serviceName, userId: user.id },
      { parent: this },
    );
    const policy = new ovh.cloudproject.S3Policy(
      name,
      {
        serviceName,
        userId: user.id,
        policy: storage.name.apply(readWritePolicy),
      },
      { parent: this },
    );
    this.bucketName = storage.name;
    this.endpoint = `https://s3.${region.toLowerCase()}.io.cloud.ovh.net`;
    this.accessKeyId = credential.accessKeyId;
    this.secretAccessKey = pulumi
      .all([credential.secretAccessKey, policy.id])
      .apply(([key]) => key);
    this.registerOutputs({
      bucketName: this.bucketName,
      endpoint: this.endpoint,
    });
  }
}

function createStorage(
  name: string,
  args: BucketArgs,
  parent: Bucket,
): ovh.cloudproject.Storage {
  const suffix = new random.RandomId(name, { byteLength: 4 }, { parent });
  return new ovh.cloudproject.Storage(
    name,
    {
      serviceName: args.project,
      regionName: args.region,
      name: pulumi.interpolate`${args.prefix}-${suffix.hex}`,
      versioning: { status: "enabled" },
      // Else the state would list every object.
      hideObjects: true,
    },
    { parent, protect: !args.disposable },
  );
}

function readWritePolicy(bucket: string): string {
  const resource = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
  return JSON.stringify({
    Statement: [
      {
        Sid: "OwnBucket",
        Effect: "Allow",
        Action: READ_WRITE,
        Resource: resource,
      },
    ],
  });
}
