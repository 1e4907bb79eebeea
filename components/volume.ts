import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { remoteScript, type SshTarget } from "./remote-script";
import { VolumeSnapshot } from "./volume-snapshot";

export interface VolumeArgs {
  /** OpenStack region, the server's. */
  readonly region: string;
  /** Gigabytes; may grow, never shrink. */
  readonly size: number;
  /**
   * Kind of volume, in the vendor's words, e.g. `high-speed`. A change replaces it, so it is refused while the volume is protected.
   * @default the vendor's
   */
  readonly volumeType?: string;
  /** Id of the server it is attached to. */
  readonly serverId: pulumi.Input<string>;
  /** How to reach that server. */
  readonly server: SshTarget;
  /** Folders of the volume and the numeric user who owns each, e.g. `{ "wordpress/html": 33 }`. */
  readonly directories: Readonly<Record<string, number>>;
  /** True if the data may be destroyed. */
  readonly disposable: boolean;
  /**
   * Snapshots, each taken once, before what uses the volume changes.
   * @default none
   */
  readonly snapshots?: VolumeSnapshots;
}

export interface VolumeSnapshots {
  /** Id of the OVH Public Cloud project. */
  readonly project: string;
  /** By a short name; `opened` also shows a copy, read-only, at `/mnt/<name>/<short name>`. */
  readonly wanted: Readonly<Record<string, "kept" | "opened">>;
}

/**
 * The disk of one beneficiary, its quota at once: a `Volume`, its `VolumeAttach`, and a file system mounted at
 * `/srv/<name>`, made once and never again when one exists, grown online when the size grows. Where asked, snapshots
 * (`VolumeSnapshot`).
 */
export class Volume extends pulumi.ComponentResource {
  /** The block-storage volume. */
  readonly volume: openstack.blockstorage.Volume;
  /** By their short names. */
  readonly snapshots: Readonly<Record<string, VolumeSnapshot>>;
  /** Where it is mounted on the server. Settles once it is, and its snapshots are taken. */
  readonly mountPoint: pulumi.Output<string>;

  constructor(
    name: string,
    args: VolumeArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Volume", name, {}, opts);
    const { region, size, volumeType, disposable } = args;
    this.volume = new openstack.blockstorage.Volume(
      name,
      {
        name,
        region,
        size,
        ...(volumeType === undefined ? {} : { volumeType }),
        enableOnlineResize: true,
      },
      { parent: this, protect: !disposable },
    );
    const attachment = new openstack.compute.VolumeAttach(
      name,
      { region, instanceId: args.serverId, volumeId: this.volume.id },
      { parent: this, deleteBeforeReplace: true },
    );
    const mounted = mount(name, args, attachment, this);
    this.snapshots = takeSnapshots(name, args, mounted, this);
    const taken = Object.values(this.snapshots).map((one) => one.taken);
    this.mountPoint = pulumi
      .all([mounted.id, ...taken])
      .apply(() => mountPointOf(name));
    this.registerOutputs({ mountPoint: this.mountPoint });
  }
}

const mountPointOf = (name: string): string => `/srv/${name}`;

function mount(
  name: string,
  args: VolumeArgs,
  attachment: openstack.compute.VolumeAttach,
  parent: Volume,
): pulumi.CustomResource {
  const directories = Object.entries(args.directories).map(
    ([path, owner]) => `${path}:${String(owner)}`,
  );
  return remoteScript(
    `${name}-mounted`,
    {
      server: args.server,
      script: "mount-volume",
      onDelete: "unmount-volume",
      parameters: {
        VOLUME_ID: attachment.volumeId,
        SIZE: String(args.size),
        MOUNT_POINT: mountPointOf(name),
        DIRECTORIES: directories.sort().join(" "),
      },
      triggers: [attachment.id],
    },
    {
      parent,
      dependsOn: [attachment, parent.volume],
      deleteBeforeReplace: true,
    },
  );
}

/** One after the other, by their names: two at once would let go of each other's file system. */
function takeSnapshots(
  name: string,
  args: VolumeArgs,
  mounted: pulumi.Resource,
  parent: Volume,
): Record<string, VolumeSnapshot> {
  const { region, size, server, serverId, snapshots } = args;
  if (!snapshots) return {};
  const { project, wanted } = snapshots;
  const taken: Record<string, VolumeSnapshot> = {};
  let before = mounted;
  for (const short of Object.keys(wanted).sort()) {
    const snapshot = new VolumeSnapshot(
      `${name}-${short}`,
      {
        ...{ project, region, size, server, serverId },
        volumeId: parent.volume.id,
        mountPoint: mountPointOf(name),
        ...(wanted[short] === "opened"
          ? { openAt: `/mnt/${name}/${short}` }
          : {}),
      },
      { parent, dependsOn: [before] },
    );
    taken[short] = before = snapshot;
  }
  return taken;
}
