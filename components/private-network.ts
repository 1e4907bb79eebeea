import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";

export interface PrivateNetworkArgs {
  /** OpenStack region. */
  readonly region: string;
  /** IPv4 network in CIDR notation. */
  readonly cidr: string;
}

/**
 * The network that the host's servers share among themselves: a `Network` and its `Subnet`.
 *
 * `new PrivateNetwork("interne", { region: "GRA11", cidr: "10.42.0.0/24" })`
 */
export class PrivateNetwork extends pulumi.ComponentResource {
  /** The network. */
  readonly network: openstack.networking.Network;
  /** Its only subnet. */
  readonly subnet: openstack.networking.Subnet;

  constructor(
    name: string,
    args: PrivateNetworkArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:PrivateNetwork", name, {}, opts);
    const { region, cidr } = args;
    this.network = new openstack.networking.Network(
      name,
      { name, region, adminStateUp: true },
      { parent: this },
    );
    this.subnet = new openstack.networking.Subnet(
      name,
      // No gateway: the Internet is reached by the public network only.
      {
        name,
        region,
        networkId: this.network.id,
        cidr,
        ipVersion: 4,
        noGateway: true,
      },
      { parent: this },
    );
    this.registerOutputs({ networkId: this.network.id });
  }
}
