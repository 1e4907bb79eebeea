import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { PrivateNetwork } from "./private-network";

export interface GatewayArgs {
  /** OpenStack region. */
  readonly region: string;
  /** The network that it leads out of. */
  readonly privateNetwork: PrivateNetwork;
  /** Id of `Ext-Net` in this region, as a server on it tells. A later change is ignored, since it never really changes. */
  readonly externalNetworkId: pulumi.Input<string>;
}

/**
 * The way out of a private network, for what has no address on the Internet: a `Router` on `Ext-Net` that translates addresses,
 * a `Port` of the private network, and the `RouterInterface` that joins them. At OVH it is a gateway of the size S, and is billed.
 * Source: help.ovhcloud.com, "Creating a private network with Gateway", "Via the OpenStack API".
 *
 * `new Gateway("interne", { region: "GRA11", privateNetwork, externalNetworkId })`
 */
export class Gateway extends pulumi.ComponentResource {
  /** The router. */
  readonly router: openstack.networking.Router;
  /** Where it is in the private network, IPv4: the default route of what goes out by it. */
  readonly privateIp: pulumi.Output<string>;
  /** Address on the Internet, IPv4, that everything goes out with. */
  readonly publicIp: pulumi.Output<string>;

  constructor(
    name: string,
    args: GatewayArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Gateway", name, {}, opts);
    const { region, externalNetworkId } = args;
    this.router = new openstack.networking.Router(
      name,
      { name, region, adminStateUp: true, externalNetworkId },
      // Else a preview that makes a server anew would not know the id.
      { parent: this, ignoreChanges: ["externalNetworkId"] },
    );
    const port = createPort(name, args, this);
    new openstack.networking.RouterInterface(
      name,
      { region, routerId: this.router.id, portId: port.id },
      { parent: this },
    );
    this.privateIp = port.allFixedIps.apply(
      (addresses?: readonly string[]) => addresses?.[0] ?? "",
    );
    this.publicIp = this.router.externalFixedIps.apply(
      (addresses?: readonly { readonly ipAddress?: string }[]) =>
        addresses?.[0]?.ipAddress ?? "",
    );
    this.registerOutputs({
      privateIp: this.privateIp,
      publicIp: this.publicIp,
    });
  }
}

/**
 * A port, not the subnet: Neutron joins a subnet only by the gateway's address that its DHCP tells everybody, and then servers with
 * an address of their own would have two default routes. So the subnet stays as it is, and Neutron picks a free address.
 * Source: openstack/neutron, l3_db.py, _add_interface_by_subnet ("must have a gateway IP") and _add_interface_by_port.
 */
function createPort(
  name: string,
  { region, privateNetwork: { network, subnet } }: GatewayArgs,
  parent: Gateway,
): openstack.networking.Port {
  return new openstack.networking.Port(
    `${name}-gateway`,
    {
      name: `${name}-gateway`,
      region,
      networkId: network.id,
      fixedIps: [{ subnetId: subnet.id }],
      adminStateUp: true,
    },
    { parent },
  );
}
