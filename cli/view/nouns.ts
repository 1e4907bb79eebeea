import type { Messages } from "../../messages/messages";

type Noun = keyof Messages["words"]["nouns"];

const NOUNS: Readonly<Record<string, Noun>> = {
  "pulumi:pulumi:Stack": "stack",
  "openstack:blockstorage/volume:Volume": "volume",
  "openstack:compute/instance:Instance": "server",
  "openstack:compute/keypair:Keypair": "keyPair",
  "openstack:compute/serverGroup:ServerGroup": "serverGroup",
  "openstack:compute/volumeAttach:VolumeAttach": "volumeAttach",
  "openstack:dns/zone:Zone": "zone",
  "openstack:networking/network:Network": "network",
  "openstack:networking/port:Port": "networkPort",
  "openstack:networking/router:Router": "gateway",
  "openstack:networking/routerInterface:RouterInterface": "gatewayInterface",
  "openstack:networking/secGroup:SecGroup": "securityGroup",
  "openstack:networking/secGroupRule:SecGroupRule": "firewallRule",
  "openstack:networking/subnet:Subnet": "subnet",
  "openstack:objectstorage/container:Container": "bucket",
  "ovh:CloudProject/alerting:Alerting": "spendingAlert",
  "ovh:CloudProject/project:Project": "ovhProject",
  "ovh:CloudProject/projectRegion:ProjectRegion": "projectRegion",
  "ovh:CloudProject/instanceSnapshot:InstanceSnapshot": "snapshot",
  "ovh:index/cloudStorageBlockVolumeSnapshot:CloudStorageBlockVolumeSnapshot":
    "snapshot",
  "ovh:CloudProject/s3Credential:S3Credential": "accessKey",
  "ovh:CloudProject/s3Policy:S3Policy": "bucketPolicy",
  "ovh:CloudProject/storage:Storage": "bucket",
  "ovh:CloudProject/user:User": "cloudUser",
  "ovh:Domain/name:Name": "zone",
  "ovh:Domain/zone:Zone": "zone",
  "ovh:Domain/zoneRecord:ZoneRecord": "record",
  "ovh:Hosting/privateDatabase:PrivateDatabase": "database",
  "ovh:Hosting/privateDatabaseAllowlist:PrivateDatabaseAllowlist":
    "mysqlAccess",
  "ovh:Hosting/privateDatabaseDb:PrivateDatabaseDb": "database",
  "ovh:Hosting/privateDatabaseUser:PrivateDatabaseUser": "databaseUser",
  "ovh:Hosting/privateDatabaseUserGrant:PrivateDatabaseUserGrant":
    "databaseAccess",
  "ovh:Iam/policy:Policy": "epicierRights",
  "ovh:Me/identityGroup:IdentityGroup": "epicierGroup",
  "ovh:Me/identityUser:IdentityUser": "epicierAccount",
  "ovh:index/cloudProjectStorageObjectBucketLifecycleConfiguration:CloudProjectStorageObjectBucketLifecycleConfiguration":
    "bucketLifecycle",
  "ovh:index/emailDomainAccount:EmailDomainAccount": "mailbox",
  "ovhmail:index:Dkim": "dkim",
  "ovhmail:index:Mailbox": "mailbox",
  "ovhmail:index:Redirection": "redirection",
  "ovhmail:index:Responder": "responder",
  "docker:index/container:Container": "container",
  "docker:index/network:Network": "dockerNetwork",
  "docker:index/remoteImage:RemoteImage": "containerImage",
  "docker:index/secret:Secret": "secret",
  "docker:index/service:Service": "service",
  "docker:index/serviceConfig:ServiceConfig": "serviceConfig",
  "docker:index/volume:Volume": "volume",
  "command:local:Command": "command",
  "command:remote:Command": "command",
};

/** What a type is called in the reader's language; an unknown type is called by the last word of its token. */
export function nounOf(type: string, { words }: Messages): string {
  const word = type.slice(type.lastIndexOf(":") + 1);
  const noun = NOUNS[type] ?? nounByWord(type, word, words.nouns);
  return noun ? words.nouns[noun] : word;
}

/** Our own components carry their noun in their token (`epicerie:components:Mailbox`); random:* are all alike. */
function nounByWord(
  type: string,
  word: string,
  nouns: Messages["words"]["nouns"],
): Noun | undefined {
  if (type.startsWith("random:")) return "randomValue";
  if (type.startsWith("pulumi:providers:")) return "provider";
  if (!type.startsWith("epicerie:")) return undefined;
  const key = word.charAt(0).toLowerCase() + word.slice(1);
  return Object.keys(nouns).find((noun): noun is Noun => noun === key);
}
