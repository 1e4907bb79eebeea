import * as openstack from "@pulumi/openstack";
import { PrivateNetwork } from "./private-network";
import { SecurityGroup } from "./security-group";
import { Server } from "./server";
import { namesOf, previewOf, the, upOf } from "./testing";

function make(flavor = "d2-4"): Server {
  const region = "GRA11";
  return new Server("commun-1", {
    region,
    flavor,
    image: "Debian 12",
    keypair: new openstack.compute.Keypair("k", { region }),
    securityGroup: new SecurityGroup("g", {
      region,
      description: "",
      incoming: [],
    }),
    privateNetwork: new PrivateNetwork("n", { region, cidr: "10.42.0.0/24" }),
  });
}

describe("a server", () => {
  it("is protected, on the public and the private network, opened by the key alone", async () => {
    const instance = the(
      await upOf(make),
      "openstack:compute/instance:Instance",
    );
    expect(instance.protect).toBe(true);
    expect(instance.inputs).toMatchObject({
      flavorName: "d2-4",
      imageName: "Debian 12",
      networks: [{ name: "Ext-Net" }, { uuid: "n-id" }],
      securityGroups: ["g"],
    });
    expect(instance.inputs.userData).toMatch(/^#cloud-config/);
  });

  it("records its host key before anything else is done by SSH", async () => {
    const scripts = namesOf(await previewOf(make), "command:remote:Command");
    expect(scripts).toEqual(["commun-1-host-key", "commun-1-prepared"]);
  });
});
