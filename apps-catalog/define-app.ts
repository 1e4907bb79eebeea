/** What an app is: facts from its public documentation, and pure functions of where it gets installed. No Pulumi here. */

/**
 * What an installed app is told. `T` is a text that may hold a secret: `pulumi.Output<string>` in the program,
 * plain `string` in tests, so that the catalog never imports Pulumi.
 */
export interface AppContext<T> {
  /** The association's name as people read it. */
  readonly displayName: string;
  /** Somebody of the association who answers. */
  readonly contact: string;
  /** The host name under which it answers, e.g. `www.les-amis.example`. */
  readonly host: string;
  /** Whether it has a database: always true for an app that needs one. */
  readonly hasDatabase: boolean;
  /** Its database. Throws without one. */
  readonly database: AppDatabase<T>;
  /** Whether its mail has a way out: the association has a mailbox that it may send as. */
  readonly hasMail: boolean;
  /** How it sends mail. Throws when it cannot. */
  readonly mail: AppMail<T>;
  /** The first administrator, made without a human. */
  readonly admin: { readonly name: string; readonly password: T };
}

export interface AppDatabase<T> {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly password: T;
}

/** The relay of its server: SMTP with a login and without TLS, since nothing leaves the server before the relay. */
export interface AppMail<T> {
  /** An IPv4 address, the same on every server. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: T;
  /** Its own address. The relay refuses those of other domains as senders, and the mail service may refuse all others. */
  readonly from: string;
}

export interface DataDirectory {
  /** Where the app expects it inside its container. */
  readonly path: string;
  /** Numeric user and group that own it. */
  readonly owner: number;
  /**
   * Small texts by file name, put there before the app starts the first time: only into an empty directory, never over
   * what somebody wrote.
   * @default nothing
   */
  readonly files?: (
    context: Pick<AppContext<unknown>, "displayName" | "host">,
  ) => Readonly<Record<string, string>>;
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

export interface AppDefinition {
  /** The folder's name. */
  readonly id: string;
  readonly title: string;
  /** What it is, for somebody who never heard of it: a few words without a full stop. */
  readonly about: { readonly fr: string; readonly en: string };
  /** Where the facts below come from. */
  readonly source: string;
  /** Pinned tag; its digest is in `images.lock.json`. */
  readonly image: string;
  /** Port of its web server inside the container. */
  readonly port: number;
  readonly needs: {
    /** MySQL or MariaDB: always, or when the beneficiary asks for it; none when absent. */
    readonly database?: "mysql" | "mysql-on-request";
    /** Megabytes: the limit set unless the beneficiary says otherwise, and the least that works. */
    readonly memory: { readonly usual: number; readonly least: number };
    /** Gigabytes that it takes before anybody uses it. */
    readonly disk: number;
  };
  /** Directories that outlive the container, by name; each is a folder of the beneficiary's volume. */
  readonly dataDirectories: Readonly<Record<string, DataDirectory>>;
  /**
   * Runs in place of the image's own command; its entry point stays.
   * @default the image's own
   */
  readonly command?: (
    context: AppContext<unknown>,
  ) => readonly string[] | undefined;
  readonly env: (
    context: AppContext<unknown>,
  ) => Readonly<Record<string, string>>;
  /** Files under `/run/secrets/`, by name. */
  readonly secrets: <T>(context: AppContext<T>) => Readonly<Record<string, T>>;
  /** A page that answers without an error while the app works, its database included. Asked with `curl` in the container. */
  readonly health: {
    readonly path: string;
    readonly startSeconds: number;
    /**
     * True where pages are the association's own: an error of theirs is no reason to stop the server.
     * @default false
     */
    readonly anyAnswer?: boolean;
  };
  /**
   * The first administrator's name, where the app imposes one; `null` for what nobody logs into.
   * @default "epicier"
   */
  readonly adminName?: string | null;
  /** How the first administrator is made, unless the app makes it by itself from its environment. */
  readonly install?: InstallForm | InstallCommand;
  /** What a backup must hold for a restore: directories by name, and whether its database is dumped. */
  readonly backup: {
    readonly directories: readonly string[];
    readonly database: boolean;
  };
  /** False while it has no recipe in `sandbox/images/apps`, so that no end-to-end test has used it. */
  readonly triedInSandbox: boolean;
}

/** Checks the shape at compile time and returns it unchanged. */
export function defineApp<const D extends AppDefinition>(definition: D): D {
  return definition;
}
