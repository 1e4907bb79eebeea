import { PrivateNetwork } from "./private-network";
import { labelsOf, previewOf, the, upOf } from "./testing";

const make = () =>
  new PrivateNetwork("interne", { region: "GRA11", cidr: "10.42.0.0/24" });

it("is a network with one subnet, which leads nowhere else", async () => {
  const resources = await upOf(make);
  the(resources, "openstack:networking/network:Network");
  expect(
    the(resources, "openstack:networking/subnet:Subnet").inputs,
  ).toMatchObject({
    networkId: "interne-id",
    cidr: "10.42.0.0/24",
    noGateway: true,
  });
});

it("registers the same resources in a preview and in an up", async () => {
  expect(labelsOf(await previewOf(make))).toEqual(labelsOf(await upOf(make)));
});
