import * as pulumi from "@pulumi/pulumi";
import { directoriesOf } from "../apps-catalog/define-app";
import type { SshTarget } from "../components/remote-script";
import { Volume } from "../components/volume";
import { Webmaster } from "../components/webmaster";
import { createApps } from "./beneficiary-apps";
import {
  addressOf,
  createBackupBucket,
  createBuckets,
} from "./beneficiary-buckets";
import { databaseDirectories } from "./beneficiary-databases";
import { createMail, createOutgoingMail, signMail } from "./beneficiary-mail";
import { createRecords, orderDomain } from "./beneficiary-records";
import type { Beneficiary } from "./model/beneficiary";
import type { Platform } from "./model/platform";
import { knownProject } from "./model/project";
import { platformServer } from "./platform-outputs";

/** The stack of one beneficiary: everything that comes out of its file. */
export async function beneficiaryStack(
  beneficiary: Beneficiary,
  platform: Platform,
): Promise<Record<string, unknown>> {
  const { domain } = beneficiary;
  const { server, sshPrivateKey } = await platformServer(
    beneficiary.server.name,
    beneficiary.server.machine,
  );
  const ssh = {
    host: server.publicIp,
    user: server.user,
    privateKey: sshPrivateKey,
    hostKey: server.hostKey,
  };
  const bucket = createBackupBucket(beneficiary, platform);
  const mailboxes = domain === undefined ? [] : createMail(beneficiary, domain);
  const ordered =
    domain === undefined ? undefined : orderDomain(beneficiary, domain);
  const records =
    domain === undefined
      ? []
      : createRecords(beneficiary, domain, server.publicIp, ordered?.zone);
  if (domain !== undefined) signMail(beneficiary, domain, records);
  const volume = createVolume(beneficiary, platform, server.id, ssh);
  const mail =
    beneficiary.apps.length === 0
      ? undefined
      : createOutgoingMail(beneficiary, platform, mailboxes, ssh);
  const apps =
    beneficiary.apps.length === 0
      ? []
      : createApps(beneficiary, platform, ssh, volume, records, mail?.account);
  createWebmasters(beneficiary, ssh, volume);
  return {
    urls: beneficiary.apps.map(({ host }) => `https://${host}`),
    admins: secretRecord(
      apps.flatMap(([host, { admin }]) => (admin ? [[host, admin]] : [])),
    ),
    mailboxes: secretRecord(
      mailboxes.map(({ address, password }) => [address, password]),
    ),
    bucket: addressOf(bucket, platform),
    bucketCredential: pulumi.secret({
      accessKeyId: bucket.accessKeyId,
      secretAccessKey: bucket.secretAccessKey,
    }),
    ...createBuckets(beneficiary, platform),
    ...(ordered ? { nameServers: ordered.nameServers } : {}),
  };
}

function secretRecord(
  entries: readonly (readonly [string, unknown])[],
): pulumi.Output<unknown> {
  return pulumi.secret(Object.fromEntries(entries));
}

function createVolume(
  beneficiary: Beneficiary,
  { region, project }: Platform,
  serverId: pulumi.Output<string>,
  server: SshTarget,
): Volume | undefined {
  const { name, apps, disk, diskClass, snapshots, disposable } = beneficiary;
  if (disk === undefined) return undefined;
  const directories = databaseDirectories(beneficiary);
  for (const app of apps) {
    for (const [directory, { owner }] of Object.entries(
      directoriesOf(app.definition),
    ))
      directories[`${app.name}/${directory}`] = owner;
  }
  return new Volume(name, {
    region,
    size: disk,
    ...(diskClass === undefined ? {} : { volumeType: diskClass }),
    serverId,
    server,
    directories,
    disposable,
    snapshots: { project: knownProject(project), wanted: snapshots },
  });
}

/** Those who change the files of its websites. */
function createWebmasters(
  { name: beneficiary, webmasters }: Beneficiary,
  server: SshTarget,
  volume: Volume | undefined,
): void {
  if (!volume) return;
  for (const { name, app, account, owner, keys } of webmasters) {
    const folder = pulumi.interpolate`${volume.mountPoint}/${app}`;
    const args = { server, account, folder, owner, keys };
    new Webmaster(`${beneficiary}-${name}`, args);
  }
}
