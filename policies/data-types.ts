/** Types that hold what people made, or, for a zone or a service, whose end takes it along. */
const DATA_TYPES = new Set([
  "openstack:blockstorage/volume:Volume",
  "openstack:compute/instance:Instance",
  "openstack:objectstorage/container:Container",
  "ovh:CloudProject/project:Project",
  "ovh:CloudProject/storage:Storage",
  "ovh:Domain/name:Name",
  "ovh:Domain/zone:Zone",
  "ovh:Hosting/privateDatabase:PrivateDatabase",
  "ovh:Hosting/privateDatabaseDb:PrivateDatabaseDb",
  "ovh:index/emailDomainAccount:EmailDomainAccount",
  "ovhmail:index:Mailbox",
  "docker:index/volume:Volume",
]);

/** By its type and its URN: the volume that shows a snapshot is a copy of it. */
export function holdsData(type: string, urn: string): boolean {
  return (
    DATA_TYPES.has(type) && !urn.includes("epicerie:components:VolumeSnapshot$")
  );
}

/** Copies that go with the line that asked for them: not protected, and lost all the same. */
const SNAPSHOT_TYPES = new Set([
  "ovh:CloudProject/instanceSnapshot:InstanceSnapshot",
  "ovh:index/cloudStorageBlockVolumeSnapshot:CloudStorageBlockVolumeSnapshot",
]);

export function isSnapshot(type: string): boolean {
  return SNAPSHOT_TYPES.has(type);
}
