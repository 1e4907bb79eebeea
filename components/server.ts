import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { cloudConfig } from "./cloud-init";
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
  /** The key that opens it; made by the cloud, its private half is secret. A later change is ignored. */
  readonly keypair: openstack.compute.Keypair;
  /** What may reach it. */
  readonly securityGroup: SecurityGroup;
  /** The network it shares with the host's other servers. */
  readonly privateNetwork: PrivateNetwork;
}

/** The user that OVH's Debian images create. */
export const SSH_USER = "debian";

/**
 * A server with Docker: an `Instance` on the public and the private network, configured by cloud-init,
 * then prepared by SSH until Docker answers. Nothing but a removal from the code can replace or destroy it.
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
    const prepared = remoteScript(
      `${name}-prepared`,
      {
        server: { ...reach, hostKey },
        script: "prepare-server",
        parameters: { PRIVATE_IP: this.privateIp },
        triggers: [this.instance.id],
      },
      { parent: this },
    );
    this.ssh = {
      ...reach,
      hostKey: pulumi.all([hostKey, prepared.id]).apply(([key]) => key),
    };
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
      imageName: args.image,
      keyPair: args.keypair.name,
      securityGroups: [args.securityGroup.group.name],
      networks: [{ name: "Ext-Net" }, { uuid: args.privateNetwork.network.id }],
      userData: cloudConfig(SSH_USER),
    },
    {
      parent,
      protect: true,
      dependsOn: [args.privateNetwork.subnet],
      // Each of these would destroy the server and everything on its own disk.
      ignoreChanges: ["userData", "imageName", "imageId", "keyPair"],
    },
  );
}
