import { backupsDeclared } from "./backups-declared";
import { UNKNOWN } from "./rule";
import { NOTHING_DECLARED, type StackFacts } from "./stack-facts";
import { breaches, resource } from "./testing";

const declared: StackFacts = {
  disposable: false,
  backups: {
    paths: { "les-amis": ["/var/www/html"] },
    databases: ["les_amis"],
    volumes: ["les-amis"],
  },
};

const mounting = (...mounts: object[]) =>
  resource("docker:index/service:Service", {
    taskSpec: { containerSpec: { mounts } },
  });
const bucket = (versioning?: object) =>
  resource("ovh:CloudProject/storage:Storage", { versioning });
const database = (databaseName: string) =>
  resource("ovh:Hosting/privateDatabaseDb:PrivateDatabaseDb", { databaseName });
const container = (...volumes: object[]) =>
  resource("docker:index/container:Container", { volumes });
const CONTAINER = "openstack:objectstorage/container:Container";
const swift = (inputs: object) => resource(CONTAINER, { ...inputs });
const oldVersions = {
  name: "les-amis-archives-versions",
  urn: `urn:pulumi:les-amis::epicerie::epicerie:components:SwiftBucket$${CONTAINER}::les-amis-archives-versions`,
};

describe("backups-declared", () => {
  it.each([
    [
      "a directory that its service writes to",
      mounting({ type: "bind", target: "/var/www/html" }, { target: "/data" }),
      "writes to /data, and no plan says how that is backed up",
    ],
    [
      "a directory of a container",
      container({ hostPath: "/srv/x", containerPath: "/x" }),
      "writes to /x, and no plan says how that is backed up",
    ],
    [
      "a database",
      database("autre"),
      "is a database, and no plan says how it is backed up",
    ],
    [
      "a volume",
      resource(
        "openstack:blockstorage/volume:Volume",
        {},
        { name: "les-amis-2" },
      ),
      "is a volume, and no plan says how it is backed up",
    ],
    [
      "a bucket without old versions",
      bucket({ status: "suspended" }),
      "keeps no old versions: what is deleted there is lost",
    ],
    [
      "a bucket that says nothing of them",
      bucket(),
      "keeps no old versions: what is deleted there is lost",
    ],
    [
      "a Swift container without them",
      swift({}),
      "keeps no old versions: what is deleted there is lost",
    ],
  ])("refuses %s", (_, of, said) => {
    expect(breaches(backupsDeclared, of, declared)).toEqual([said]);
    const disposable = { ...NOTHING_DECLARED, disposable: true };
    expect(breaches(backupsDeclared, of, disposable)).toEqual([]);
  });

  it("accepts what has a plan, what is not written to, and what nobody knows yet", () => {
    for (const of of [
      mounting(
        { type: "bind", target: "/var/www/html" },
        { type: "tmpfs", target: "/run" },
        { type: "bind", target: "/etc/ssl/certs", readOnly: true },
        { type: "bind", target: UNKNOWN },
      ),
      container({ containerPath: "/etc/caddy", readOnly: true }),
      database("les_amis"),
      database(UNKNOWN),
      resource("openstack:blockstorage/volume:Volume"),
      // What is opened of a snapshot is a copy.
      resource(
        "openstack:blockstorage/volume:Volume",
        {},
        {
          name: "les-amis-before",
          urn: "urn:pulumi:les-amis::epicerie::epicerie:components:VolumeSnapshot$openstack:blockstorage/volume:Volume::les-amis-before",
        },
      ),
      bucket({ status: "enabled" }),
      swift({ versioning: true }),
      swift({ versioningLegacy: { type: "history", location: "old" } }),
      resource(CONTAINER, {}, oldVersions),
      resource("ovh:Domain/zoneRecord:ZoneRecord"),
    ])
      expect(breaches(backupsDeclared, of, declared)).toEqual([]);
  });
});
