import * as openstack from "@pulumi/openstack";
import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import { dockerEngine } from "../components/docker-engine";
import { Gateway } from "../components/gateway";
import { MailRelay } from "../components/mail-relay";
import { MysqlService } from "../components/mysql-service";
import { PrivateNetwork } from "../components/private-network";
import { ReverseProxy } from "../components/reverse-proxy";
import { SecurityGroup, type IncomingRule } from "../components/security-group";
import { METRICS_PORT, Server, SSH_USER } from "../components/server";
import { SftpServer } from "../components/sftp-server";
import { ZoneRecords } from "../components/zone-records";
import { lockedImage, PROXY_IMAGE } from "./images";
import type { Platform } from "./model/platform";
import type { ServerModel } from "./model/servers";
import { SFTP_PORT } from "./model/webmasters";
import type { PlatformOutputs } from "./platform-outputs";
import { knownProject } from "./model/project";
import { createProject } from "./platform-project";
import type { Settings } from "./settings";

type Outputs = { readonly [K in keyof PlatformOutputs]: pulumi.Input<unknown> };

/**
 * The stack `prod`: what all beneficiaries share. While its project is only ordered, nothing else: who signs in to OpenStack
 * signs in to a project, which could only be another one.
 */
export function platformStack(
  platform: Platform,
  settings: Settings,
): Record<string, unknown> {
  const project = createProject(platform);
  const isToCome = platform.project.id === undefined;
  return { ...project, ...(isToCome ? {} : createShared(platform, settings)) };
}

function createShared(platform: Platform, settings: Settings): Outputs {
  const { region } = platform;
  const keypair = new openstack.compute.Keypair("deploiement", {
    name: "epicerie-deploiement",
    region,
  });
  const privateNetwork = new PrivateNetwork("interne", {
    region,
    cidr: settings.privateNetwork,
  });
  const securityGroup = new SecurityGroup("serveurs", {
    region,
    description: "SSH from the hosts, the web from everywhere",
    incoming: incomingRules(platform, settings),
  });
  createRecords(platform);
  const shared = {
    region,
    keypair,
    securityGroup,
    privateNetwork,
    sshKeys: platform.sshKeys,
  };
  const groups = serverGroups(platform);
  const mysql = orderMysql(platform);
  const service = mysql?.service ?? platform.mysql?.service;
  const servers = platform.servers.map((model) => {
    const make = (machine: string, leaving: boolean): Server => {
      const { apartIn = "" } = model;
      const apartFrom = groups.get(apartIn);
      const place = apartFrom ? { apartFrom } : {};
      const args = { ...shared, ...model, ...place, leaving };
      const server = new Server(machine, args);
      equip(machine, model, server, platform, settings);
      if (service !== undefined) allowMysql(machine, server, service);
      return server;
    };
    const server = make(model.machine, false);
    const former = model.formerMachine;
    const old = former === undefined ? undefined : make(former, true);
    takeSnapshots(model, platform, old ?? server);
    new ZoneRecords(model.name, {
      zone: platform.domain,
      records: [
        { name: "a", at: model.name, type: "A", target: server.publicIp },
      ],
    });
    return [model, server] as const;
  });
  return {
    servers: Object.fromEntries(
      servers.map(([model, one]) => [model.name, serverOutputs(model, one)]),
    ),
    sshPrivateKey: pulumi.secret(keypair.privateKey),
    ...mysqlOutputs(mysql),
    ...gatewayOutputs(platform, privateNetwork, servers[0]?.[1]),
  };
}

/** The gateway where asked. Which network is `Ext-Net` in this region, any server on it tells: a preview asks nobody. */
function gatewayOutputs(
  { gateway, region }: Platform,
  privateNetwork: PrivateNetwork,
  server: Server | undefined,
): Pick<Outputs, "gateway"> {
  if (!gateway || server === undefined) return {};
  const externalNetworkId = server.instance.networks.apply(
    (networks) => networks?.[0]?.uuid ?? "",
  );
  const { privateIp, publicIp } = new Gateway("interne", {
    region,
    privateNetwork,
    externalNetworkId,
  });
  return { gateway: { privateIp, publicIp } };
}

/** The records of its zone that are written by hand. */
function createRecords({ domain: zone, records }: Platform): void {
  if (records.length > 0) new ZoneRecords(zone, { zone, records });
}

/** The MySQL service that the platform orders, for a platform that does. */
function orderMysql({
  displayName,
  mysqlOrder,
}: Platform): MysqlService | undefined {
  return (
    mysqlOrder && new MysqlService("mysql", { displayName, ...mysqlOrder })
  );
}

/** What is then written in `stacks/prod.ts`; nothing where nothing is ordered. */
function mysqlOutputs(mysql: MysqlService | undefined): Pick<Outputs, "mysql"> {
  if (!mysql) return {};
  const { service, host, port } = mysql;
  return { mysql: { service, host, port } };
}

/** Images of a server's own disk, each taken once: a machine that takes its place later does not make them anew. */
function takeSnapshots(
  { name, snapshots }: ServerModel,
  { project }: Platform,
  { instance }: Server,
): void {
  const serviceName = knownProject(project);
  for (const short of snapshots)
    new ovh.cloudproject.InstanceSnapshot(
      `${name}-${short}`,
      { serviceName, instanceId: instance.id, name: `${name}-${short}` },
      { ignoreChanges: ["instanceId"] },
    );
}

/** Lets a server, and nobody else, reach the MySQL service. */
function allowMysql(
  name: string,
  server: Server,
  serviceName: pulumi.Input<string>,
): void {
  new ovh.hosting.PrivateDatabaseAllowlist(name, {
    serviceName,
    ip: pulumi.interpolate`${server.publicIp}/32`,
    name,
    service: true,
    sftp: false,
  });
}

function incomingRules(
  { sshFrom, sftpFrom }: Platform,
  { privateNetwork }: Settings,
): IncomingRule[] {
  const everywhere = ["0.0.0.0/0"];
  return [
    { name: "ssh", protocol: "tcp", ports: [22, 22], from: sshFrom },
    {
      name: "sftp",
      protocol: "tcp",
      ports: [SFTP_PORT, SFTP_PORT],
      from: sftpFrom,
    },
    { name: "http", protocol: "tcp", ports: [80, 80], from: everywhere },
    { name: "https", protocol: "tcp", ports: [443, 443], from: everywhere },
    { name: "ping", protocol: "icmp", from: everywhere },
    // Nothing else: an app that somebody broke into has its server's private address.
    {
      name: "metrics",
      protocol: "tcp",
      ports: [METRICS_PORT, METRICS_PORT],
      from: [privateNetwork],
    },
  ];
}

/** Groups whose members never share a machine of OVH's. */
function serverGroups({
  region,
  servers,
}: Platform): Map<string, openstack.compute.ServerGroup> {
  const names = servers.flatMap(({ apartIn }) => apartIn ?? []);
  return new Map(
    [...new Set(names)].map((name) => [
      name,
      new openstack.compute.ServerGroup(name, {
        name,
        region,
        policies: ["anti-affinity"],
      }),
    ]),
  );
}

/** What every machine has: a proxy and a mail relay. */
function equip(
  name: string,
  { hostName }: ServerModel,
  server: Server,
  platform: Platform,
  settings: Settings,
): void {
  new ReverseProxy(`${name}-proxy`, {
    server: server.ssh,
    docker: dockerEngine(`${name}-docker`, server.ssh, {}),
    image: lockedImage(PROXY_IMAGE),
    contact: platform.contact,
    acmeDirectory: settings.acmeDirectory,
  });
  new MailRelay(`${name}-relay`, { server: server.ssh, hostName });
  if (platform.sftpFrom.length > 0)
    new SftpServer(`${name}-sftp`, { server: server.ssh, port: SFTP_PORT });
}

function serverOutputs(
  { machine, hostName }: ServerModel,
  server: Server,
): pulumi.Output<PlatformOutputs["servers"][string]> {
  const { instance, publicIp, ssh } = server;
  // The host key comes from a connection, which holds the private key, and is itself public.
  const hostKey = pulumi.unsecret(pulumi.output(ssh.hostKey));
  return pulumi
    .all([instance.id, publicIp, hostKey])
    .apply(([id, address, key]) => ({
      machine,
      id,
      publicIp: address,
      reverse: hostName,
      user: SSH_USER,
      hostKey: key,
    }));
}
