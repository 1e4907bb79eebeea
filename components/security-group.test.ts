import { SecurityGroup } from "./security-group";
import { labelsOf, namesOf, previewOf, upOf } from "./testing";

const RULE = "openstack:networking/secGroupRule:SecGroupRule";

const make = () =>
  new SecurityGroup("serveurs", {
    region: "GRA11",
    description: "Servers",
    incoming: [
      {
        name: "ssh",
        protocol: "tcp",
        ports: [22, 22],
        from: ["203.0.113.7/32", "203.0.113.8/32"],
      },
      { name: "ping", protocol: "icmp", from: ["0.0.0.0/0"] },
    ],
  });

it("lets in one kind of traffic per rule and network, and names each by both", async () => {
  const resources = await upOf(make);
  expect(namesOf(resources, RULE)).toEqual([
    "serveurs-ping-0.0.0.0/0",
    "serveurs-ssh-203.0.113.7/32",
    "serveurs-ssh-203.0.113.8/32",
  ]);
  const rules = resources
    .filter(({ type }) => type === RULE)
    .map(({ inputs }) => inputs);
  expect(rules[0]).not.toHaveProperty("portRangeMin");
  expect(rules[1]).toMatchObject({
    direction: "ingress",
    portRangeMin: 22,
    portRangeMax: 22,
    remoteIpPrefix: "203.0.113.7/32",
  });
});

it("registers the same resources in a preview and in an up", async () => {
  expect(labelsOf(await previewOf(make))).toEqual(labelsOf(await upOf(make)));
});
