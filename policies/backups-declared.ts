import { type Breach, type PlannedResource, type Rule, UNKNOWN } from "./rule";
import type { DeclaredBackups } from "./stack-facts";
import { listOf, valueAt } from "./values";

type Inputs = PlannedResource["inputs"];

/** What each kind of resource holds, and how its stack or itself says that it can be had back. */
const KINDS: Readonly<
  Record<
    string,
    (resource: PlannedResource, declared: DeclaredBackups) => readonly Breach[]
  >
> = {
  "docker:index/service:Service": ({ name, inputs }, { paths }) =>
    pathsWithout(
      listOf(valueAt(inputs, "taskSpec", "containerSpec", "mounts")),
      "target",
      paths[name],
    ),
  "docker:index/container:Container": ({ name, inputs }, { paths }) => [
    ...pathsWithout(listOf(inputs.volumes), "containerPath", paths[name]),
    ...pathsWithout(listOf(inputs.mounts), "target", paths[name]),
  ],
  "docker:index/volume:Volume": volume,
  "openstack:blockstorage/volume:Volume": volume,
  "ovh:Hosting/privateDatabaseDb:PrivateDatabaseDb": (
    { inputs: { databaseName } },
    { databases },
  ) =>
    databaseName === UNKNOWN || databases.includes(String(databaseName))
      ? []
      : [(texts) => texts.databaseWithoutBackup()],
  "ovh:CloudProject/storage:Storage": ({ inputs }) =>
    ["enabled", UNKNOWN].includes(
      String(valueAt(inputs, "versioning", "status")),
    )
      ? []
      : [(texts) => texts.bucketWithoutVersions()],
  // The container of the old versions themselves has none.
  "openstack:objectstorage/container:Container": ({ name, urn, inputs }) =>
    inputs.versioning ||
    inputs.versioningLegacy ||
    (urn.includes("epicerie:components:SwiftBucket$") &&
      name.endsWith("-versions"))
      ? []
      : [(texts) => texts.bucketWithoutVersions()],
};

/**
 * What holds data has a plan for its backup, unless the stack is disposable: the app's, from the catalog, for directories
 * and databases; old versions for buckets. Mailboxes are left out: OVH has nothing that a plan could
 * name.
 */
export const backupsDeclared: Rule = {
  id: "backups-declared",
  check: (resource, { disposable, backups }) =>
    disposable ? [] : (KINDS[resource.type]?.(resource, backups) ?? []),
};

function volume(
  { name, urn }: PlannedResource,
  { volumes }: DeclaredBackups,
): Breach[] {
  const isCopy = urn.includes("epicerie:components:VolumeSnapshot$");
  return isCopy || volumes.includes(name)
    ? []
    : [(texts) => texts.volumeWithoutBackup()];
}

/** What is mounted to be written to, in memory apart, and has no plan. */
function pathsWithout(
  mounts: readonly unknown[],
  key: "target" | "containerPath",
  declared: readonly string[] = [],
): Breach[] {
  return (mounts as readonly Inputs[])
    .filter(({ type, readOnly }) => type !== "tmpfs" && readOnly !== true)
    .map((mount) => mount[key])
    .filter((path) => path !== UNKNOWN && !declared.includes(String(path)))
    .map((path) => (texts) => texts.pathWithoutBackup(String(path)));
}
