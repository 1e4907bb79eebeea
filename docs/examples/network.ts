import { PrivateNetwork } from "../../components/private-network";
import { SecurityGroup } from "../../components/security-group";

/** What servers reach each other by, and what may reach them: the web from everywhere, SSH from the office. */
export function network(): PrivateNetwork {
  const region = "GRA11";
  new SecurityGroup("web", {
    region,
    description: "Web, SSH from the office",
    incoming: [
      {
        name: "https",
        protocol: "tcp",
        ports: [443, 443],
        from: ["0.0.0.0/0"],
      },
      {
        name: "ssh",
        protocol: "tcp",
        ports: [22, 22],
        from: ["203.0.113.0/24"],
      },
    ],
  });
  return new PrivateNetwork("interne", { region, cidr: "10.42.0.0/24" });
}
