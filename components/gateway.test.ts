import { Gateway } from "./gateway";
import { PrivateNetwork } from "./private-network";
import { previewOf, type Registered, the, upOf } from "./testing";

const make = (): Gateway => {
  const region = "GRA11";
  const cidr = "10.42.0.0/24";
  const privateNetwork = new PrivateNetwork("interne", { region, cidr });
  const externalNetworkId = "ext-net";
  return new Gateway("interne", { region, privateNetwork, externalNetworkId });
};

jest.setTimeout(30_000);

it("is a router on Ext-Net with a port in the private network", async () => {
  const resources = await upOf(make);
  expect(
    the(resources, "openstack:networking/router:Router").inputs,
  ).toMatchObject({ region: "GRA11", externalNetworkId: "ext-net" });
  expect(the(resources, "openstack:networking/port:Port").inputs).toMatchObject(
    { networkId: "interne-id", fixedIps: [{ subnetId: "interne-id" }] },
  );
  expect(
    the(resources, "openstack:networking/routerInterface:RouterInterface")
      .inputs,
  ).toMatchObject({ routerId: "interne-id", portId: "interne-gateway-id" });
});

it("leaves the subnet as it is, so that its DHCP tells servers no second way out", async () => {
  const { inputs } = the(
    await upOf(make),
    "openstack:networking/subnet:Subnet",
  );
  expect(inputs).toMatchObject({ noGateway: true });
});

it("registers the same resources in a preview and in an up", async () => {
  const names = (list: readonly Registered[]): string[] =>
    list.map(({ type, name }) => `${type} ${name}`);
  expect(names(await previewOf(make))).toEqual(names(await upOf(make)));
});
