import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { App, type AppArgs } from "../components/app";
import { Bucket } from "../components/bucket";
import { Database } from "../components/database";
import { dockerEngine } from "../components/docker-engine";
import { Mailbox } from "../components/mailbox";
import { Site, type Route } from "../components/site";
import type { SshTarget } from "../components/remote-script";
import { Volume } from "../components/volume";
import { ZoneRecords, type ZoneRecordInput } from "../components/zone-records";
import { lockedImage } from "./images";
import type { Beneficiary, InstalledApp } from "./model/beneficiary";
import type { Platform } from "./model/platform";
import { bytes } from "./model/units";
import { webAddresses } from "./model/web";
import { platformServer } from "./platform-outputs";

/** The stack of one beneficiary: everything that comes out of its file. */
export function beneficiaryStack(
  beneficiary: Beneficiary,
  platform: Platform,
): Record<string, unknown> {
  const { name, domain, disposable } = beneficiary;
  const { server, sshPrivateKey } = platformServer(beneficiary.server.name);
  const ssh = {
    host: server.publicIp,
    user: server.user,
    privateKey: sshPrivateKey,
    hostKey: server.hostKey,
  };
  const { project, objectStorageRegion: region } = platform;
  const bucket = new Bucket(name, {
    project,
    region,
    prefix: `${name}-backups`,
    disposable,
  });
  const mailboxes =
    domain === undefined ? [] : createMailboxes(beneficiary, domain);
  const records =
    domain === undefined
      ? []
      : [createRecords(beneficiary, domain, server.publicIp)];
  const volume = createVolume(beneficiary, platform, server.id, ssh);
  const apps =
    beneficiary.apps.length === 0
      ? []
      : createApps(beneficiary, platform, ssh, volume, records);
  return {
    urls: beneficiary.apps.map(({ host }) => `https://${host}`),
    admins: secretRecord(
      apps.flatMap(([host, { admin }]) => (admin ? [[host, admin]] : [])),
    ),
    mailboxes: secretRecord(
      mailboxes.map(({ address, password }) => [address, password]),
    ),
    bucket: { name: bucket.bucketName, endpoint: bucket.endpoint },
    bucketCredential: pulumi.secret({
      accessKeyId: bucket.accessKeyId,
      secretAccessKey: bucket.secretAccessKey,
    }),
  };
}

function secretRecord(
  entries: readonly (readonly [string, unknown])[],
): pulumi.Output<unknown> {
  return pulumi.secret(Object.fromEntries(entries));
}

function createMailboxes(
  { name, displayName, mailboxes, disposable }: Beneficiary,
  domain: string,
): Mailbox[] {
  return mailboxes.map(
    (account) =>
      new Mailbox(`${name}-${account}`, {
        account,
        domain,
        description: displayName,
        disposable,
      }),
  );
}

/** The names of its apps, and its mail at OVH for a beneficiary that has mailboxes. */
function createRecords(
  beneficiary: Beneficiary,
  domain: string,
  address: pulumi.Output<string>,
): ZoneRecords {
  const web = webAddresses(beneficiary).map(({ host }): ZoneRecordInput => {
    const at = host === domain ? "@" : host.slice(0, -domain.length - 1);
    return {
      name: `a-${at === "@" ? "apex" : at}`,
      at,
      type: "A",
      target: address,
    };
  });
  const mail =
    beneficiary.mailboxes.length > 0 ? mailRecords(beneficiary.contact) : [];
  return new ZoneRecords(beneficiary.name, {
    zone: domain,
    records: [...web, ...mail],
  });
}

/** OVH's mail service. Source: https://help.ovhcloud.com/csm/en-dns-mx-record */
function mailRecords(contact: string): ZoneRecordInput[] {
  const servers = { mx0: 1, mx1: 5, mx2: 50, mx3: 100, mx4: 200 };
  const mx = Object.entries(servers).map(
    ([host, preference]): ZoneRecordInput => {
      return {
        name: host,
        at: "@",
        type: "MX",
        target: `${String(preference)} ${host}.mail.ovh.net.`,
      };
    },
  );
  return [
    ...mx,
    {
      name: "spf",
      at: "@",
      type: "TXT",
      target: '"v=spf1 include:mx.ovh.com -all"',
    },
    {
      name: "dmarc",
      at: "_dmarc",
      type: "TXT",
      target: `"v=DMARC1; p=quarantine; rua=mailto:${contact}"`,
    },
  ];
}

function createVolume(
  { name, apps, disk, disposable }: Beneficiary,
  { region }: Platform,
  serverId: pulumi.Output<string>,
  server: SshTarget,
): Volume | undefined {
  if (disk === undefined) return undefined;
  const directories: Record<string, number> = {};
  for (const app of apps) {
    for (const [directory, { owner }] of Object.entries(
      app.definition.dataDirectories,
    ))
      directories[`${app.name}/${directory}`] = owner;
  }
  return new Volume(name, {
    region,
    size: disk,
    serverId,
    server,
    directories,
    disposable,
  });
}

function createApps(
  beneficiary: Beneficiary,
  platform: Platform,
  server: SshTarget,
  volume: Volume | undefined,
  records: readonly ZoneRecords[],
): (readonly [string, App])[] {
  const { name } = beneficiary;
  const provider = dockerEngine(name, server, {});
  const labels = [{ label: "org.epicerie.proxied", value: "true" }];
  const network = new docker.Network(
    name,
    { name, driver: "overlay", attachable: true, labels },
    { provider },
  );
  const place = { server, docker: provider, network };
  const apps = beneficiary.apps.map(
    (app) =>
      [app.host, createApp(beneficiary, app, platform, place, volume)] as const,
  );
  const routes = apps.map(([host, app]): Route => ({ host, to: app.upstream }));
  for (const { host, redirectsTo } of webAddresses(beneficiary))
    if (redirectsTo !== undefined)
      routes.push({ host, to: { redirect: redirectsTo } });
  // After the names, which the certificate authority asks for, and after the apps, so that nobody is shown an error.
  const ready = [...records, ...apps.map(([, app]) => app)];
  new Site(
    name,
    { beneficiary: name, server, network, routes },
    { dependsOn: ready },
  );
  return apps;
}

function createApp(
  { name, displayName, contact, disposable }: Beneficiary,
  app: InstalledApp,
  { mysql }: Platform,
  place: Pick<AppArgs, "server" | "docker" | "network">,
  volume: Volume | undefined,
): App {
  const fullName = `${name}-${app.name}`;
  const { databaseName } = app;
  const database =
    databaseName && mysql
      ? new Database(fullName, { ...mysql, databaseName, disposable })
      : undefined;
  return new App(fullName, {
    ...place,
    displayName,
    contact,
    definition: app.definition,
    image: lockedImage(app.definition.image),
    host: app.host,
    memoryBytes: bytes(app.memory),
    dataFolder: volume
      ? pulumi.interpolate`${volume.mountPoint}/${app.name}`
      : "",
    ...(database ? { database } : {}),
  });
}
