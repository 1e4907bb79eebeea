import * as openstack from "@pulumi/openstack";
import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import { remoteScript, type SshTarget } from "./remote-script";

export interface VolumeSnapshotArgs {
  /** Id of the OVH Public Cloud project. */
  readonly project: string;
  /** OpenStack region, the volume's. */
  readonly region: string;
  /** Id of the volume, of which it is taken once, when this is made, and never again. */
  readonly volumeId: pulumi.Input<string>;
  /** Id of the server the volume is on. */
  readonly serverId: pulumi.Input<string>;
  /** How to reach that server. */
  readonly server: SshTarget;
  /** Where the volume is mounted on the server. */
  readonly mountPoint: string;
  /** Gigabytes of the volume. */
  readonly size: number;
  /**
   * Where the server shows a copy of it, read-only, on a second volume, which is paid like any other.
   * @default none: it is only kept
   */
  readonly openAt?: string;
}

/**
 * What a volume held at one moment: a script that writes out the file system and holds it still, a
 * `CloudStorageBlockVolumeSnapshot`, a script that lets go. Where `openAt` says so also a `Volume` made from it, its
 * attachment and its mount. It stands on the same storage as the volume and goes with it: it is no backup.
 */
export class VolumeSnapshot extends pulumi.ComponentResource {
  /** OVH's snapshot. */
  readonly snapshot: ovh.CloudStorageBlockVolumeSnapshot;
  /** A URN, which a preview knows. Settles once it is taken, and the file system let go. */
  readonly taken: pulumi.Output<string>;

  constructor(
    name: string,
    args: VolumeSnapshotArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:VolumeSnapshot", name, {}, opts);
    const { project, region, volumeId } = args;
    const frozen = once(`${name}-frozen`, "freeze-volume", args, this);
    this.snapshot = new ovh.CloudStorageBlockVolumeSnapshot(
      name,
      {
        serviceName: project,
        region,
        volumeId,
        name,
      },
      { parent: this, dependsOn: [frozen] },
    );
    const thawed = once(`${name}-thawed`, "thaw-volume", args, this, [
      this.snapshot,
    ]);
    this.taken = thawed.urn;
    if (args.openAt !== undefined) open(name, args, args.openAt, this);
    this.registerOutputs({ snapshotId: this.snapshot.id });
  }
}

/**
 * How long a file system may stand still at most, in seconds: OVH's provider asks for the first time after 10 s, then every 5 s.
 * Source: ovh/terraform-provider-ovh, resource_cloud_storage_block_volume_snapshot.go, `waitForSnapshotReady`.
 */
const HOLD = 45;

/** A script that runs when the snapshot is made, and never again: not on another server, nor when its text changes. */
function once(
  name: string,
  script: string,
  { server, mountPoint }: VolumeSnapshotArgs,
  parent: VolumeSnapshot,
  dependsOn: pulumi.Resource[] = [],
): pulumi.CustomResource {
  return remoteScript(
    name,
    {
      server,
      script,
      parameters: { MOUNT_POINT: mountPoint, HOLD: String(HOLD) },
    },
    { parent, dependsOn, ignoreChanges: ["connection", "create", "stdin"] },
  );
}

function open(
  name: string,
  { region, size, serverId, server }: VolumeSnapshotArgs,
  mountPoint: string,
  parent: VolumeSnapshot,
): void {
  const copy = new openstack.blockstorage.Volume(
    name,
    { name, region, size, snapshotId: parent.snapshot.id },
    // It is as large as the volume was; that one may grow.
    { parent, ignoreChanges: ["size"] },
  );
  const attachment = new openstack.compute.VolumeAttach(
    name,
    { region, instanceId: serverId, volumeId: copy.id },
    { parent, deleteBeforeReplace: true },
  );
  remoteScript(
    `${name}-opened`,
    {
      server,
      script: "open-snapshot",
      onDelete: "close-snapshot",
      parameters: { VOLUME_ID: attachment.volumeId, MOUNT_POINT: mountPoint },
      triggers: [attachment.id],
    },
    { parent, dependsOn: [attachment], deleteBeforeReplace: true },
  );
}
