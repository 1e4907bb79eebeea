import type { ScheduledJob } from "../../apps-catalog/define-service";
import type { Release } from "../../apps-catalog/release";
import type { Beneficiary, InstalledApp } from "./beneficiary";
import type { BucketModel } from "./buckets";
import { memoryOf, serverRooms } from "./capacity";
import { type OtherZone, otherZones, zoneRecords } from "./domain";
import type { Model } from "./model";
import {
  limitsOf,
  type ServiceLimits,
  USUAL_UPLOADS,
} from "../../apps-catalog/limits";
import { type MailSettings, ovhMail } from "./mail";
import type { MailRecords } from "./mail-records";
import type { ServerOrigins } from "./platform";
import { disksOf } from "./server-disks";
import type { ServerModel } from "./servers";
import type { Megabytes } from "./units";
import { type WebAddress, webAddresses } from "./web";
import type { ZoneRecord } from "./zone-record";

/** Everything that comes out of a beneficiary's file, as plain data. */
export interface Explanation extends Omit<
  Beneficiary,
  "server" | "apps" | "mail" | "records"
> {
  readonly addresses: readonly WebAddress[];
  readonly apps: readonly ExplainedApp[];
  /** The bucket of its backups. */
  readonly backups: BucketModel;
  /** What a mail program is told; absent without mailboxes. */
  readonly mail?: MailSettings & { readonly addresses: readonly string[] };
  /** Who keeps its mail, as its mail records say. */
  readonly mailProvider: MailRecords["provider"];
  /** Every record of its zone. */
  readonly records: readonly ZoneRecord[];
  /** Every record of the zones of its other domains. */
  readonly otherZones: readonly OtherZone[];
  readonly server: RoomOnServer;
}

export interface ExplainedApp extends Omit<InstalledApp, "definition"> {
  /** What each of its containers may use beside memory. */
  readonly limits: readonly ServiceLimits[];
  /** Megabytes that a visitor may send at once. */
  readonly uploads: number;
  /** The commands by the clock that are the app's own. */
  readonly jobs: Readonly<Record<string, ScheduledJob>>;
  /** What of it must be backed up: directories by name, and whether its database is dumped. */
  readonly backup: {
    readonly directories: readonly string[];
    readonly database: boolean;
  };
  /** The catalog's id, title and image. */
  readonly app: string;
  readonly title: string;
  readonly image: string;
  /** The archive of its code, where no image holds it. */
  readonly release?: Release;
}

/** A server, its memory in megabytes, and what is on its disks. */
export interface RoomOnServer extends ServerModel {
  readonly usable: Megabytes;
  readonly free: Megabytes;
  readonly disks: ReturnType<typeof disksOf>;
  readonly origins: ServerOrigins | undefined;
  /** Who is on it, and how much of it each may take. */
  readonly beneficiaries: Readonly<Record<string, Megabytes>>;
}

/** What a beneficiary gets, complete. */
export function explainBeneficiary(
  model: Model,
  beneficiary: Beneficiary,
): Explanation {
  const { mail, ...facts } = beneficiary;
  const { server, apps, domain, mailboxes } = facts;
  const room = explainServers(model).find(({ name }) => name === server.name);
  if (!room || !model.platform)
    throw new Error(`the platform has no server ${server.name}`);
  return {
    ...facts,
    server: room,
    addresses: webAddresses(beneficiary),
    apps: apps.map((app) => explainApp(app, server)),
    backups: model.platform.backups,
    mailProvider: mail.provider,
    records: zoneRecords(beneficiary),
    otherZones: otherZones(beneficiary),
    ...(domain !== undefined && mailboxes.length > 0
      ? {
          mail: {
            addresses: mailboxes.map(({ name }) => `${name}@${domain}`),
            ...ovhMail,
          },
        }
      : {}),
  };
}

/** Every server of the platform, and the room left on it. */
export function explainServers({
  platform,
  beneficiaries,
}: Model): RoomOnServer[] {
  if (!platform) return [];
  return serverRooms(platform, beneficiaries).map(
    ({ server, usable, free, placed }) => ({
      ...server,
      usable,
      free,
      disks: disksOf(server, placed),
      origins: platform.serverOrigins[server.name],
      beneficiaries: Object.fromEntries(
        placed.map((one) => [one.name, memoryOf(one)]),
      ),
    }),
  );
}

function explainApp(
  { definition, ...app }: InstalledApp,
  server: ServerModel,
): ExplainedApp {
  const { id, title, image, release, backup, cron: jobs = {} } = definition;
  const database = backup.database && app.databaseName !== undefined;
  const { directories } = backup;
  return {
    app: id,
    title,
    image,
    ...(release ? { release } : {}),
    backup: { directories, database },
    limits: limitsOf(app.name, definition, server),
    uploads: definition.uploads ?? USUAL_UPLOADS,
    jobs,
    ...app,
  };
}
