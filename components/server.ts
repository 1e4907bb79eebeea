import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { cloudConfig, INSTALL } from "./cloud-init";
import type { PrivateNetwork } from "./private-network";
import { remoteScript, type SshTarget } from "./remote-script";
import type { SecurityGroup } from "./security-group";

export interface ServerArgs {
  /** OpenStack region. */
  readonly region: string;
  /** Size, in OVH's words; a change resizes in place, with a restart. */
  readonly flavor: string;
  /** Image of the first boot; a later change is ignored, since it would destroy the server. */
  readonly image: string;
  /**
   * Boots from a volume of so many gigabytes, made from the image of this id, which goes with the server. A later change is ignored.
   * @default the flavor's own disk
   */
  readonly bootVolume?: { readonly size: number; readonly imageId: string };
  /**
   * Its members never share a machine of the vendor's. A later change is ignored.
   * @default none
   */
  readonly apartFrom?: openstack.compute.ServerGroup;
  /** The key that opens it; made by the cloud, its private half is secret. A later change is ignored. */
  readonly keypair: openstack.compute.Keypair;
  /** What may reach it. */
  readonly securityGroup: SecurityGroup;
  /** The network it shares with the host's other servers. */
  readonly privateNetwork: PrivateNetwork;
  /** Public SSH keys that open it beside the deployment key, by whose they are. */
  readonly sshKeys: Readonly<Record<string, string>>;
  /**
   * When it may restart by itself after a security update, e.g. `04:00` in its own time (UTC).
   * @default never
   */
  readonly rebootAt?: string;
  /** Gigabytes of its swap file; 0 for none. */
  readonly swap: number;
  /**
   * True while another machine takes its place: its own disk holds nobody's data, and it may go once everybody has left.
   * @default false
   */
  readonly leaving?: boolean;
}

/** The user that OVH's Debian images create. */
export const SSH_USER = "debian";
/** Where `maintain-server.sh` has its metrics answer, on the private network. */
export const METRICS_PORT = 9100;

/**
 * A server with Docker: an `Instance` on the public and the private network, configured by cloud-init, then prepared by SSH
 * until Docker answers, and kept safe and watched (security updates, swap, metrics on port 9100 of the private network).
 * It is protected, and nothing that changes in the code replaces it: to rebuild it, another is made beside it.
 */
export class Server extends pulumi.ComponentResource {
  /** The virtual machine. */
  readonly instance: openstack.compute.Instance;
  /** Address on the Internet, IPv4. */
  readonly publicIp: pulumi.Output<string>;
  /** Address on the private network, IPv4. */
  readonly privateIp: pulumi.Output<string>;
  /** How to reach it by SSH, with the host key recorded at the first contact. Settles once the server is ready. */
  readonly ssh: SshTarget;

  constructor(
    name: string,
    args: ServerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Server", name, {}, opts);
    this.instance = createInstance(name, args, this);
    this.publicIp = this.instance.accessIpV4;
    this.privateIp = this.instance.networks.apply(
      (networks) => networks?.[1]?.fixedIpV4 ?? "",
    );
    const reach = {
      host: this.publicIp,
      user: SSH_USER,
      privateKey: args.keypair.privateKey,
    };
    const hostKey = recordHostKey(name, reach, this);
    const prepared = prepare(name, { ...reach, hostKey }, this);
    this.ssh = {
      ...reach,
      hostKey: pulumi.all([hostKey, prepared.id]).apply(([key]) => key),
    };
    maintain(name, args, this);
    this.registerOutputs({
      publicIp: this.publicIp,
      privateIp: this.privateIp,
    });
  }
}

/** The key the server shows at the first contact: recorded in the state, expected from then on. */
function recordHostKey(
  name: string,
  server: Omit<SshTarget, "hostKey">,
  parent: Server,
): pulumi.Output<string> {
  const contact = remoteScript(
    `${name}-host-key`,
    {
      server,
      script: "first-contact",
      parameters: {},
      triggers: [parent.instance.id],
      publicOutput: true,
    },
    { parent },
  );
  return contact.stdout.apply((line) => line.trim());
}

function prepare(
  name: string,
  server: SshTarget,
  parent: Server,
): pulumi.CustomResource {
  return remoteScript(
    `${name}-prepared`,
    {
      server,
      script: "prepare-server",
      parameters: { PRIVATE_IP: parent.privateIp, ADMIN: SSH_USER, INSTALL },
      triggers: [parent.instance.id],
    },
    { parent },
  );
}

function maintain(
  name: string,
  { sshKeys, rebootAt, swap }: ServerArgs,
  parent: Server,
): void {
  // Whose each key is stands behind it, whatever its own comment says.
  const keys = Object.entries(sshKeys)
    .map(([owner, key]) => [...key.split(" ").slice(0, 2), owner].join(" "))
    .sort();
  remoteScript(
    `${name}-maintained`,
    {
      server: parent.ssh,
      script: "maintain-server",
      parameters: {
        ADMIN: SSH_USER,
        SSH_KEYS: keys.join("\n"),
        REBOOT_AT: rebootAt ?? "",
        SWAP: String(swap),
        PRIVATE_IP: parent.privateIp,
      },
    },
    { parent },
  );
}

function createInstance(
  name: string,
  args: ServerArgs,
  parent: Server,
): openstack.compute.Instance {
  return new openstack.compute.Instance(
    name,
    {
      name,
      region: args.region,
      flavorName: args.flavor,
      ...bootFrom(args),
      ...(args.apartFrom
        ? { schedulerHints: [{ group: args.apartFrom.id }] }
        : {}),
      keyPair: args.keypair.name,
      securityGroups: [args.securityGroup.group.name],
      networks: [{ name: "Ext-Net" }, { uuid: args.privateNetwork.network.id }],
      userData: cloudConfig(SSH_USER),
    },
    {
      parent,
      protect: !args.leaving,
      dependsOn: [args.privateNetwork.subnet],
      // Each of these would destroy the server and everything on its own disk.
      ignoreChanges: [
        "userData",
        "imageName",
        "imageId",
        "keyPair",
        "blockDevices",
        "schedulerHints",
      ],
    },
  );
}

/**
 * The image on the flavor's own disk, or a volume made from it, for which the vendor wants the image's id.
 * Source: terraform-provider-openstack, docs/resources/compute_instance_v2.md, "Boot From Volume".
 */
function bootFrom({
  image,
  bootVolume,
}: ServerArgs): Pick<
  openstack.compute.InstanceArgs,
  "imageName" | "blockDevices"
> {
  if (!bootVolume) return { imageName: image };
  return {
    blockDevices: [
      {
        sourceType: "image",
        uuid: bootVolume.imageId,
        destinationType: "volume",
        volumeSize: bootVolume.size,
        bootIndex: 0,
        // It holds nobody's data: a volume that outlived its server would only cost.
        deleteOnTermination: true,
      },
    ],
  };
}
