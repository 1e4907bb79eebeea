import * as openstack from "@pulumi/openstack";
import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";

/** What a credential may do in its container; with Swift, who may write may delete too. */
export type SwiftAccess = "read-write" | "read-only";

export interface SwiftBucketArgs {
  /** Id of the OVH Public Cloud project. */
  readonly project: string;
  /** Region with Swift, upper case, e.g. `GRA`. */
  readonly region: string;
  /** The container's name, the only one of its kind in the project. */
  readonly containerName: string;
  /** True if the objects may be destroyed with the container; Swift itself refuses to delete one that is not empty. */
  readonly disposable: boolean;
  /**
   * What its credential may do.
   * @default "read-write"
   */
  readonly access?: SwiftAccess;
  /**
   * Further credentials, each a user of its own, by a short name.
   * @default {}
   */
  readonly credentials?: Readonly<Record<string, SwiftAccess>>;
  /**
   * True if what is overwritten or deleted is kept in a second container, which no credential can use.
   * @default true
   */
  readonly versioned?: boolean;
}

/** A user of OpenStack. */
export interface SwiftCredential {
  /** OVH makes it up, e.g. `user-AbCdEf`. */
  readonly username: pulumi.Output<string>;
  /** Secret. Settles once the user may use the container. */
  readonly password: pulumi.Output<string>;
}

/**
 * A container of Swift, OVH's older Object Storage, and users that can use nothing else: a `Container`, one for its old
 * versions, and a `User` per credential.
 *
 * `new SwiftBucket("les-amis-archives", { project, region: "GRA", containerName: "les-amis-archives", disposable: false })`
 */
export class SwiftBucket
  extends pulumi.ComponentResource
  implements SwiftCredential
{
  /** The container. */
  readonly container: openstack.objectstorage.Container;
  /** The container of the old versions, unless `versioned: false`. */
  readonly versions?: openstack.objectstorage.Container;
  /** Its name in the project. */
  readonly containerName: pulumi.Output<string>;
  /** Where its users sign in, `https://auth.cloud.ovh.net/v3`. */
  readonly authUrl: string;
  /** Of its own credential. */
  readonly username: pulumi.Output<string>;
  /** Secret. Settles once the user may use the container. */
  readonly password: pulumi.Output<string>;
  /** The further credentials, by their short names. */
  readonly credentials: Readonly<Record<string, SwiftCredential>>;

  constructor(
    name: string,
    args: SwiftBucketArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:SwiftBucket", name, {}, opts);
    const { access = "read-write", credentials = {}, versioned = true } = args;
    const own = createUser(name, args, access, this);
    const others = Object.entries(credentials).map(
      ([short, may]) =>
        [short, createUser(`${name}-${short}`, args, may, this)] as const,
    );
    if (versioned) this.versions = createVersions(name, args, this);
    const users = [own, ...others.map(([, user]) => user)];
    this.container = createContainer(name, args, users, this);
    this.containerName = this.container.name;
    this.authUrl = AUTH_URL;
    this.username = own.user.username;
    this.password = passwordOf(own, this.container);
    this.credentials = Object.fromEntries(
      others.map(([short, each]) => [
        short,
        {
          username: each.user.username,
          password: passwordOf(each, this.container),
        },
      ]),
    );
    this.registerOutputs({
      containerName: this.containerName,
      authUrl: this.authUrl,
    });
  }
}

const AUTH_URL = "https://auth.cloud.ovh.net/v3";

interface Member {
  readonly user: ovh.cloudproject.User;
  readonly access: SwiftAccess;
}

/**
 * A user with no role at all: it can sign in, and do what an access list says, nothing else. With the role
 * `objectstore_operator` it would own every container of the project.
 * Source: https://help.ovhcloud.com/csm/en-public-cloud-storage-pcs-acl ("a user account with no role")
 */
function createUser(
  name: string,
  { project }: SwiftBucketArgs,
  access: SwiftAccess,
  parent: SwiftBucket,
): Member {
  const user = new ovh.cloudproject.User(
    name,
    { serviceName: project, description: name },
    { parent },
  );
  return { user, access };
}

/** Nobody is in its access lists: only whoever owns the project's containers can touch it. */
function createVersions(
  name: string,
  { region, containerName, disposable }: SwiftBucketArgs,
  parent: SwiftBucket,
): openstack.objectstorage.Container {
  return new openstack.objectstorage.Container(
    `${name}-versions`,
    {
      region,
      name: `${containerName}-versions`,
      forceDestroy: disposable,
    },
    { parent, protect: !disposable },
  );
}

function createContainer(
  name: string,
  { project, region, containerName, disposable }: SwiftBucketArgs,
  users: readonly Member[],
  parent: SwiftBucket,
): openstack.objectstorage.Container {
  const writers = users.filter(({ access }) => access === "read-write");
  const { versions } = parent;
  return new openstack.objectstorage.Container(
    name,
    {
      region,
      name: containerName,
      containerRead: accessList(project, users),
      ...(writers.length > 0
        ? { containerWrite: accessList(project, writers) }
        : {}),
      // "history" keeps what is deleted too. Not `versioning`, which is newer than OVH's Swift: "from older generations and
      // no longer benefit from further developments" (help.ovhcloud.com, "Object Storage - FAQ").
      ...(versions
        ? { versioningLegacy: { type: "history", location: versions.name } }
        : {}),
      forceDestroy: disposable,
    },
    { parent, protect: !disposable },
  );
}

/**
 * `<project>:<user>`, by the user's name, since OVH's API tells no other that Keystone knows. Names are allowed beside ids
 * where user and project are in the default domain, as they are at OVH.
 * Source: docs.openstack.org/swift, "Access Control Lists", Keystone.
 */
function accessList(
  project: string,
  users: readonly Member[],
): pulumi.Output<string> {
  return pulumi
    .all(users.map(({ user }) => user.username))
    .apply((names) => names.map((name) => `${project}:${name}`).join(","));
}

function passwordOf(
  { user }: Member,
  container: openstack.objectstorage.Container,
): pulumi.Output<string> {
  return pulumi
    .all([user.password, container.id])
    .apply(([password]) => password);
}
