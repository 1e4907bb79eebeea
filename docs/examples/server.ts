import * as openstack from "@pulumi/openstack";
import { PrivateNetwork } from "../../components/private-network";
import { SecurityGroup } from "../../components/security-group";
import { Server } from "../../components/server";

/** Two servers that never share a machine of OVH's, the second of which boots from a volume. */
export function server(): Server[] {
  const region = "GRA11";
  const shared = {
    region,
    image: "Debian 12",
    keypair: new openstack.compute.Keypair("deploiement", { region }),
    securityGroup: new SecurityGroup("serveurs", {
      region,
      description: "SSH from the host's office",
      incoming: [
        {
          name: "ssh",
          protocol: "tcp",
          ports: [22, 22],
          from: ["203.0.113.0/24"],
        },
      ],
    }),
    privateNetwork: new PrivateNetwork("interne", {
      region,
      cidr: "10.42.0.0/24",
    }),
    apartFrom: new openstack.compute.ServerGroup("web", {
      region,
      policies: ["anti-affinity"],
    }),
    sshKeys: {},
    rebootAt: "04:00",
    swap: 1,
  };
  return [
    new Server("commun-1", { ...shared, flavor: "d2-4" }),
    new Server("commun-2", {
      ...shared,
      flavor: "b3-8",
      bootVolume: {
        size: 40,
        imageId: "5a1d5f0e-6a5b-4c0e-9f57-0deb12000012",
      },
    }),
  ];
}
