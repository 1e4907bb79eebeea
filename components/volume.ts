import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { remoteScript, type SshTarget } from "./remote-script";

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
}

/**
 * The disk of one beneficiary, its quota at once: a `Volume`, its `VolumeAttach`, and a file system mounted at
 * `/srv/<name>`, made once and never again when one exists, grown online when the size grows.
 */
export class Volume extends pulumi.ComponentResource {
  /** The block-storage volume. */
  readonly volume: openstack.blockstorage.Volume;
  /** Where it is mounted on the server. Settles once it is. */
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
    this.mountPoint = pulumi.all([mounted.id]).apply(() => mountPointOf(name));
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
