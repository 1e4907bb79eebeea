import { PrivateNetwork } from "./private-network";
import { the, upOf } from "./testing";

it("is a network with one subnet, which leads nowhere else", async () => {
  const resources = await upOf(
    () =>
      new PrivateNetwork("interne", { region: "GRA11", cidr: "10.42.0.0/24" }),
  );
  the(resources, "openstack:networking/network:Network");
  expect(
    the(resources, "openstack:networking/subnet:Subnet").inputs,
  ).toMatchObject({
    networkId: "interne-id",
    cidr: "10.42.0.0/24",
    noGateway: true,
  });
});
