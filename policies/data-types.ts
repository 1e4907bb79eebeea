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

export function holdsData(type: string): boolean {
  return DATA_TYPES.has(type);
}
