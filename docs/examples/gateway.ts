import { Gateway } from "../../components/gateway";
import { PrivateNetwork } from "../../components/private-network";

/** A way out for what is on the private network only. */
export function gateway(): Gateway {
  const region = "GRA11";
  const cidr = "10.42.0.0/24";
  const privateNetwork = new PrivateNetwork("interne", { region, cidr });
  // `openstack network show Ext-Net -f value -c id`
  const externalNetworkId = "e7e70000-0000-4000-8000-000000000011";
  return new Gateway("interne", { region, privateNetwork, externalNetworkId });
}
