import type { AppContext, DataDirectory } from "./app-context";
import type { BackupPlan } from "./backup-plan";
import type {
  CompanionService,
  Job,
  RequestHealth,
  ScheduledJob,
  ServiceDefinition,
} from "./define-service";
import { type Release, releaseFolder, RELEASES } from "./release";
import type { UpgradeRule } from "./upgrades";

export type { AppContext, AppMail } from "./app-context";

/** What speaks SQL to apps: a MySQL service or a MariaDB server, or a PostgreSQL server. */
export type DatabaseKind = "mysql" | "postgresql";

/** What an app is: facts from its public documentation, and pure functions of where it gets installed. No Pulumi here. */
export interface AppDefinition extends ServiceDefinition {
  /** The folder's name. */
  readonly id: string;
  readonly title: string;
  /** What it is, for somebody who never heard of it: a few words without a full stop. */
  readonly about: { readonly fr: string; readonly en: string };
  /** Where the facts below come from. */
  readonly source: string;
  /**
   * Its code, where no image holds it.
   * @default none: it is in the image
   */
  readonly release?: Release;
  /** Port of its web server inside the container. */
  readonly port: number;
  readonly needs: {
    /** A database: always, or when the beneficiary asks for it; none when absent. */
    readonly database?: DatabaseKind | "mysql-on-request";
    /**
     * Extensions of PostgreSQL that its database has, for those that only the server's administrator may add.
     * @default none
     */
    readonly extensions?: readonly string[];
    /**
     * True if it writes the password of its database into settings of its own when it is installed, and reads it nowhere else:
     * another one would lock it out.
     * @default false: it reads the password at each start
     */
    readonly keepsDatabasePassword?: true;
    /**
     * Megabytes for all its services together: the limit set unless the beneficiary says otherwise, and the least that works.
     * The least is no less than what it takes at rest: what its publisher says, else its package for YunoHost (`ram.runtime`).
     * The usual limit, in PHP, has room beside that for one request as large as `memory_limit` lets it be, 128 where nobody
     * sets it, so that PHP refuses a larger one before the kernel kills it. Source: https://github.com/php/php-src,
     * php.ini-production
     */
    readonly memory: { readonly usual: number; readonly least: number };
    /**
     * Gigabytes of the association's disk: twice what it takes before anybody uses it, in whole ones; 0 where it keeps nothing
     * there. What its package for YunoHost says (`disk`) is with the code, which is often in the image instead.
     */
    readonly disk: number;
  };
  /**
   * How its mail leaves: `relay`, by the association's account on its server's relay (`context.mail`); `mailbox`, as each
   * person's own mailbox; `none`, for what never sends any.
   */
  readonly mail: "relay" | "mailbox" | "none";
  /** A page that answers without an error while the app works, its database included. */
  readonly health: RequestHealth;
  /**
   * Megabytes that a visitor may send at once: the largest file that can be put there.
   * @default 64
   */
  readonly uploads?: number;
  /**
   * Security headers that it needs otherwise than the proxy sets them where an app sets none: another value, or `null`
   * for none, and why.
   * @default none
   */
  readonly headers?: Readonly<
    Record<string, { readonly value: string | null; readonly reason: string }>
  >;
  /**
   * Containers beside the web server, by name.
   * @default none
   */
  readonly services?: Readonly<Record<string, CompanionService>>;
  /**
   * Names of random keys that it wants for itself, e.g. to sign cookies: `context.key(name)`.
   * @default none
   */
  readonly keys?: readonly string[];
  /**
   * Commands that go with a new version, e.g. migrations, by name.
   * @default none
   */
  readonly jobs?: Readonly<Record<string, Job>>;
  /**
   * Commands that run by the clock, by name.
   * @default none
   */
  readonly cron?: Readonly<Record<string, ScheduledJob>>;
  /**
   * Numeric user of the commands by the clock that a beneficiary may ask for (`AppInput.cron`), where the code is its own.
   * @default none: it takes none
   */
  readonly cronUser?: number;
  /**
   * The first administrator's name, where the app imposes one; `null` for what nobody logs into.
   * @default "epicier"
   */
  readonly adminName?:
    | string
    | null
    | ((context: Pick<AppContext<unknown>, "contact" | "host">) => string);
  /** How the first administrator is made, unless the app makes it by itself from its environment. */
  readonly install?: InstallForm | InstallCommand;
  /** How it becomes a part of another app of the same beneficiary, which must have exactly one of that kind. */
  readonly joins?: Join;
  readonly backup: BackupPlan;
  /** Major versions of its image, or release, that may still be in use: those that get corrections, or an upgrade to them. */
  readonly supportedVersions: readonly string[];
  readonly upgrades: UpgradeRule;
  /**
   * True if its code is in a data directory that its image fills once: people update it from its own administration, and a
   * new image changes PHP and Apache beneath it, so that `upgrades` is "free".
   * @default false: a new image, or release, is a new version of it
   */
  readonly updatesItself?: true;
  /** False while it has no recipe in `sandbox/images/apps`, so that no end-to-end test has used it. */
  readonly triedInSandbox: boolean;
}

/** A form posted once, to its own service from inside its own container, which needs `curl`. */
export interface InstallForm {
  /** A page that answers 200 only once the app is installed. */
  readonly installedWhen: string;
  /** Where the form goes. */
  readonly post: string;
  readonly fields: <T>(
    context: AppContext<T>,
  ) => Readonly<Record<string, T | string>>;
}

/** A command run once inside its own container, once it is healthy. */
export interface InstallCommand {
  /** A command that exits 0 only once the app is installed. */
  readonly installedWhen: readonly string[];
  /** The command. It reads one JSON object, the fields, from standard input, so that no process list shows a password. */
  readonly run: readonly string[];
  /**
   * Numeric user that runs both.
   * @default the image's own
   */
  readonly user?: number;
  readonly fields: InstallForm["fields"];
}

/** A command run inside the other app's container, once both work, and again whenever its fields change. */
export interface Join extends InstallCommand {
  /** The other app's id. */
  readonly app: string;
}

/** The first administrator's name, unless the app imposes one. */
const ADMIN = "epicier";

/** The first administrator's name where an app is installed; `null` for what nobody logs into. */
export function adminNameOf(
  { adminName = ADMIN }: AppDefinition,
  context: Pick<AppContext<unknown>, "contact" | "host">,
): string | null {
  return typeof adminName === "function" ? adminName(context) : adminName;
}

/** Checks the shape at compile time and returns it unchanged. */
export function defineApp<const D extends AppDefinition>(definition: D): D {
  return definition;
}

/** One of an app's containers, complete. */
export interface AppService extends ServiceDefinition {
  /** Its name among the app's services; none for the web server. */
  readonly service?: string;
  /** Part of the app's memory, between 0 and 1. */
  readonly memoryShare: number;
  readonly health: CompanionService["health"];
  readonly afterApp: boolean;
  /** The app's unpacked code: a folder of its server, and where it is in a container of the app's own image. */
  readonly code?: { readonly folder: string; readonly path: string };
}

/** The name of one of an app's services: two hyphens, which no app's own name has. */
export function serviceName(app: string, service?: string): string {
  return service === undefined ? app : `${app}--${service}`;
}

/** All containers of an app, the web server first. */
export function servicesOf(
  app: AppDefinition,
): readonly [AppService, ...AppService[]] {
  const companions = Object.entries(app.services ?? {});
  const taken = companions.reduce((sum, [, of]) => sum + of.memoryShare, 0);
  const { id, port, health, release } = app;
  const code = release && {
    code: {
      folder: `${RELEASES}/${releaseFolder(id, release)}`,
      path: release.path,
    },
  };
  return [
    {
      ...app,
      ...code,
      memoryShare: 1 - taken,
      health: { ...health, port },
      afterApp: false,
    },
    ...companions.map(([service, companion]) => ({
      image: app.image,
      dataDirectories: {},
      env: () => ({}),
      secrets: () => ({}),
      afterApp: false,
      ...(companion.image === undefined ? code : {}),
      ...companion,
      service,
    })),
  ];
}

/** The data directories of all its services, by name. */
export function directoriesOf(
  app: AppDefinition,
): Readonly<Record<string, DataDirectory>> {
  const all = servicesOf(app).map(({ dataDirectories }) => dataDirectories);
  return Object.assign({}, ...all) as Record<string, DataDirectory>;
}
