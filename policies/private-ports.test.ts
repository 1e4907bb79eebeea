import { privatePorts } from "./private-ports";
import { UNKNOWN } from "./rule";
import { breaches, resource } from "./testing";

const opened = (differences: object) =>
  resource("openstack:networking/secGroupRule:SecGroupRule", {
    direction: "ingress",
    ethertype: "IPv4",
    protocol: "tcp",
    portRangeMin: 22,
    portRangeMax: 22,
    remoteIpPrefix: "0.0.0.0/0",
    ...differences,
  });

describe("private-ports", () => {
  it.each([
    [{}, "SSH (22)"],
    [{ remoteIpPrefix: "::/0", ethertype: "IPv6" }, "SSH (22)"],
    [{ remoteIpPrefix: undefined }, "SSH (22)"],
    [{ protocol: "6" }, "SSH (22)"],
    [{ protocol: undefined }, "SSH (22)"],
    [
      { portRangeMin: 2000, portRangeMax: 3306 },
      "Docker (2375), Docker (2376), Docker Swarm (2377), MySQL (3306)",
    ],
    [{ portRangeMin: 5432, portRangeMax: 5432 }, "PostgreSQL (5432)"],
    [
      { protocol: "udp", portRangeMin: 4789, portRangeMax: 7946 },
      "Docker Swarm (4789), Docker Swarm (7946)",
    ],
  ])("refuses %j", (differences, ports) => {
    expect(breaches(privatePorts, opened(differences))).toEqual([
      `opens to the whole world: ${ports}`,
    ]);
  });

  it.each([undefined, 0])("takes no port (%j) for all ports", (port) => {
    const all = opened({ portRangeMin: port, portRangeMax: port });
    expect(breaches(privatePorts, all)[0]).toMatch(
      /SSH \(22\).*MySQL \(3306\).*MongoDB \(27017\)$/,
    );
  });

  it.each([
    { remoteIpPrefix: "203.0.113.0/24" },
    { remoteIpPrefix: undefined, remoteGroupId: "group" },
    { remoteIpPrefix: UNKNOWN },
    { portRangeMin: UNKNOWN, portRangeMax: UNKNOWN },
    { portRangeMin: 443, portRangeMax: 443 },
    { protocol: "icmp", portRangeMin: undefined, portRangeMax: undefined },
    { protocol: "udp" },
    { direction: "egress" },
  ])("accepts %j", (differences) => {
    expect(breaches(privatePorts, opened(differences))).toEqual([]);
  });

  it("keeps a MySQL service to the addresses it names", () => {
    const allowed = (ip: string) =>
      breaches(
        privatePorts,
        resource(
          "ovh:Hosting/privateDatabaseAllowlist:PrivateDatabaseAllowlist",
          {
            ip,
          },
        ),
      );
    expect(allowed("0.0.0.0/0")).toEqual([
      "opens the database to the whole world",
    ]);
    expect(allowed("203.0.113.10/32")).toEqual([]);
    expect(allowed(UNKNOWN)).toEqual([]);
  });
});
