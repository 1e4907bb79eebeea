import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { App, type AppArgs } from "../components/app";
import type { Database } from "../components/database";
import { dockerEngine, onMachine } from "../components/docker-engine";
import type { Route } from "../components/caddy-site";
import { Site } from "../components/site";
import type { SshTarget } from "../components/remote-script";
import type { Volume } from "../components/volume";
import type { ZoneRecords } from "../components/zone-records";
import { createDatabase, createDatabasePlaces } from "./beneficiary-databases";
import { lockedImage } from "./images";
import type { Beneficiary, InstalledApp } from "./model/beneficiary";
import { ovhMail } from "./model/mail";
import type { Platform } from "./model/platform";
import { bytes } from "./model/units";
import { webAddresses } from "./model/web";

/** Its apps on its server, behind the proxy; the result by host name. */
export function createApps(
  beneficiary: Beneficiary,
  platform: Platform,
  server: SshTarget,
  volume: Volume | undefined,
  records: readonly ZoneRecords[],
  mail: AppArgs["mail"],
): (readonly [string, App])[] {
  const { name, displayName, contact } = beneficiary;
  const { machine } = beneficiary.server;
  const provider = dockerEngine(`${name}-${machine}`, server, {});
  const labels = [
    { label: "org.epicerie.proxied", value: "true" },
    onMachine(machine),
  ];
  const network = new docker.Network(
    name,
    { name, driver: "overlay", attachable: true, labels },
    // It is replaced on another machine only, where its name is free: the old one goes last, when no service is on it any more.
    // Said, since the plugin deletes first whatever the program names.
    { provider, deleteBeforeReplace: false },
  );
  const place = {
    server,
    docker: provider,
    network,
    machine,
    ...(mail ? { mail } : {}),
  };
  const databases = createDatabasePlaces(beneficiary, platform, place, volume);
  const create = (app: InstalledApp, joined?: App): App => {
    const database = createDatabase(beneficiary, app, databases);
    return createApp(beneficiary, app, database, { ...place, joined }, volume);
  };
  const alone = beneficiary.apps.filter(({ definition }) => !definition.joins);
  const made = new Map(alone.map((app) => [app, create(app)]));
  const apps = beneficiary.apps.map(
    (app) =>
      [app.host, made.get(app) ?? create(app, joinedBy(app, made))] as const,
  );
  const routes = routesOf(beneficiary, new Map(apps));
  // After the names, which the certificate authority asks for, and after the apps, so that nobody is shown an error.
  const ready = [...records, ...apps.map(([, app]) => app)];
  new Site(
    name,
    { beneficiary: name, displayName, contact, server, network, routes },
    { dependsOn: ready },
  );
  return apps;
}

/** Every name that answers, in an order that no list decides. */
function routesOf(
  beneficiary: Beneficiary,
  apps: ReadonlyMap<string, App>,
): Route[] {
  const mainHosts = new Map(
    beneficiary.apps.map(({ name, host }) => [name, host]),
  );
  return webAddresses(beneficiary)
    .flatMap(({ host, app = "", redirectsTo }): Route[] => {
      if (redirectsTo !== undefined)
        return [{ host, to: { redirect: redirectsTo } }];
      const to = apps.get(mainHosts.get(app) ?? "")?.upstream;
      return to ? [{ host, to }] : [];
    })
    .sort((a, b) => (a.host < b.host ? -1 : 1));
}

/** What an app becomes a part of. */
function joinedBy(
  { definition }: InstalledApp,
  made: ReadonlyMap<InstalledApp, App>,
): App | undefined {
  const found = [...made].find(
    ([other]) => other.definition.id === definition.joins?.app,
  );
  return found?.[1];
}

function createApp(
  { name, displayName, contact, server }: Beneficiary,
  app: InstalledApp,
  database: Database | undefined,
  place: Pick<
    AppArgs,
    "server" | "docker" | "network" | "machine" | "mail" | "joined"
  >,
  volume: Volume | undefined,
): App {
  const args: AppArgs = {
    ...place,
    displayName,
    contact,
    definition: app.definition,
    lockedImage,
    host: app.host,
    also: app.also,
    cron: app.cron,
    mailServers: ovhMail,
    memoryBytes: bytes(app.memory),
    cpus: server.cpus,
    dataFolder: volume
      ? pulumi.interpolate`${volume.mountPoint}/${app.name}`
      : "",
    ...(database ? { database } : {}),
  };
  const opts = database ? { dependsOn: [database] } : {};
  return new App(`${name}-${app.name}`, args, opts);
}
