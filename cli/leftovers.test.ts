import type { Operation, ResourceState } from "../engine/state";
import { leftoversOf } from "./leftovers";

const SERVICE = "docker:index/service:Service";
const urnOf = (type: string, name: string): string =>
  `urn:pulumi:les-amis::epicerie::${type}::${name}`;
const ENGINE = {
  ...{ urn: urnOf("pulumi:providers:docker", "commun-1"), custom: true },
  ...{ type: "pulumi:providers:docker", id: "1" },
  inputs: { host: "ssh://debian@203.0.113.10" },
} as unknown as ResourceState;

const resource = (type: string, name: string): ResourceState => ({
  ...{ urn: urnOf(type, name), type, custom: true },
  ...{ provider: `${ENGINE.urn}::1`, inputs: { name } },
});

const cut = (
  type: string,
  name: string,
  what: Operation["type"] = "creating",
): Operation => ({ type: what, resource: resource(type, name) });

it("is what a command that was cut was making in a Docker engine, on that server", () => {
  const operations = [
    cut(SERVICE, "les-amis-wordpress"),
    cut("docker:index/secret:Secret", "les-amis-key-0a1b2c3d"),
  ];
  expect(leftoversOf(operations, [ENGINE])).toEqual([
    {
      ...{ type: SERVICE, urn: urnOf(SERVICE, "les-amis-wordpress") },
      ...{ kind: "service", name: "les-amis-wordpress" },
      address: "203.0.113.10",
    },
    expect.objectContaining({ kind: "secret", name: "les-amis-key-0a1b2c3d" }),
  ]);
});

it("is nothing that the state has, that was only changed, that holds data, or whose name a shell would read", () => {
  const known = resource(SERVICE, "les-amis-wordpress");
  const operations = [
    cut(SERVICE, "les-amis-wordpress"),
    cut(SERVICE, "les-amis-dokuwiki", "updating"),
    cut("openstack:blockstorage/volume:Volume", "les-amis"),
    cut("ovhmail:index:Mailbox", "les-amis-contact"),
    cut(SERVICE, "les-amis; reboot"),
  ];
  expect(leftoversOf(operations, [ENGINE, known])).toEqual([]);
});
