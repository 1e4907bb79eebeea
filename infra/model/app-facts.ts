import type { BackupPlan } from "../../apps-catalog/backup-plan";
import { catalog } from "../../apps-catalog/catalog";
import {
  adminNameOf,
  type AppDefinition,
  directoriesOf,
  servicesOf,
} from "../../apps-catalog/define-app";
import type { Job, ScheduledJob } from "../../apps-catalog/define-service";
import { USUAL_UPLOADS } from "../../apps-catalog/limits";
import { hostName } from "./names";

/**
 * What an app of the catalog is, complete, as plain data. Words in angle brackets are fields of the association's file:
 * `/srv/<name>/wordpress/html`.
 */
export interface AppFacts extends Pick<
  AppDefinition,
  | "id"
  | "title"
  | "about"
  | "source"
  | "image"
  | "mail"
  | "supportedVersions"
  | "upgrades"
  | "triedInSandbox"
> {
  /** How an association's file asks for it. */
  readonly written: string;
  /** Images of the containers beside it, by the containers' names, where they are others. */
  readonly beside: Readonly<Record<string, string>>;
  /** The archive of its code, where no image holds it. */
  readonly release?: AppDefinition["release"];
  readonly database: NonNullable<AppDefinition["needs"]["database"]> | "none";
  /** Extensions that its database has. */
  readonly extensions: readonly string[];
  /** Whether the password of its database is in settings of its own, and cannot be changed. */
  readonly keepsDatabasePassword: boolean;
  /** Megabytes. */
  readonly memory: AppDefinition["needs"]["memory"];
  /** Gigabytes of the association's disk. */
  readonly disk: number;
  /** Its data directories: where each is on the server, and whether a webmaster may open it. */
  readonly directories: Readonly<
    Record<string, { readonly folder: string; readonly editable: boolean }>
  >;
  readonly backup: BackupPlan;
  /** Megabytes that a visitor may send at once. */
  readonly uploads: number;
  /** The name of the épicier's account; `null` for what nobody of ours logs into. */
  readonly adminName: string | null;
  readonly updatedBy: "epicier" | "itself";
  /** The id of the app that it becomes a part of. */
  readonly joins?: string;
  /** When each command that goes with a new version runs. */
  readonly jobs: Readonly<Record<string, Pick<Job, "when">>>;
  /** When each of its own commands by the clock runs, and the minutes after which it is stopped. */
  readonly cron: Readonly<
    Record<string, Required<Pick<ScheduledJob, "schedule" | "timeoutMinutes">>>
  >;
  /** Whether an association may ask for commands by the clock of its own. */
  readonly takesCron: boolean;
}

/** Every app of the catalog. */
export function appFacts(): AppFacts[] {
  return Object.values<AppDefinition>(catalog).map(factsOf);
}

/** What one app is. */
export function factsOf(app: AppDefinition): AppFacts {
  const { id, title, about, source, image, release, needs, mail } = app;
  const { backup, supportedVersions, upgrades, triedInSandbox } = app;
  const host = hostName("<at>", "<domain>");
  return {
    ...{ id, title, about, source, image, mail },
    ...{ backup, supportedVersions, upgrades, triedInSandbox },
    ...(release ? { release } : {}),
    written: `{ app: "${id}", at: "${id}" }`,
    beside: besideOf(app),
    database: needs.database ?? "none",
    extensions: needs.extensions ?? [],
    keepsDatabasePassword: needs.keepsDatabasePassword ?? false,
    memory: needs.memory,
    disk: needs.disk,
    directories: directoriesOnServer(app),
    uploads: app.uploads ?? USUAL_UPLOADS,
    adminName: adminNameOf(app, { contact: "<contact>", host }),
    updatedBy: app.updatesItself ? "itself" : "epicier",
    ...(app.joins ? { joins: app.joins.app } : {}),
    jobs: mapValues(app.jobs, ({ when }) => ({ when })),
    cron: mapValues(app.cron, ({ schedule, timeoutMinutes = 60 }) => ({
      ...{ schedule, timeoutMinutes },
    })),
    takesCron: app.cronUser !== undefined,
  };
}

function besideOf(app: AppDefinition): Record<string, string> {
  const others = servicesOf(app).filter(({ image }) => image !== app.image);
  return Object.fromEntries(
    others.map(({ service = app.id, image }) => [service, image]),
  );
}

function directoriesOnServer(app: AppDefinition): AppFacts["directories"] {
  return mapValues(directoriesOf(app), ({ editable = false }, name) => ({
    folder: `/srv/<name>/${app.id}/${name}`,
    editable,
  }));
}

function mapValues<V, W>(
  of: Readonly<Record<string, V>> | undefined,
  change: (value: V, name: string) => W,
): Record<string, W> {
  return Object.fromEntries(
    Object.entries(of ?? {}).map(([name, value]) => [
      name,
      change(value, name),
    ]),
  );
}
