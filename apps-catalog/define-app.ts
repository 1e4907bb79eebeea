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
  /** Its database, for an app that needs one. */
  readonly database: AppDatabase<T>;
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

export interface DataDirectory {
  /** Where the app expects it inside its container. */
  readonly path: string;
  /** Numeric user and group that own it. */
  readonly owner: number;
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

export interface AppDefinition {
  /** The folder's name. */
  readonly id: string;
  readonly title: string;
  /** Where the facts below come from. */
  readonly source: string;
  /** Pinned tag; its digest is in `images.lock.json`. */
  readonly image: string;
  /** Port of its web server inside the container. */
  readonly port: number;
  readonly needs: {
    /** MySQL or MariaDB; none when absent. */
    readonly database?: "mysql";
    /** Megabytes: the limit set unless the beneficiary says otherwise, and the least that works. */
    readonly memory: { readonly usual: number; readonly least: number };
    /** Gigabytes that it takes before anybody uses it. */
    readonly disk: number;
  };
  /** Directories that outlive the container, by name; each is a folder of the beneficiary's volume. */
  readonly dataDirectories: Readonly<Record<string, DataDirectory>>;
  readonly env: (
    context: AppContext<unknown>,
  ) => Readonly<Record<string, string>>;
  /** Files under `/run/secrets/`, by name. */
  readonly secrets: <T>(context: AppContext<T>) => Readonly<Record<string, T>>;
  /** A page that answers without an error while the app works, its database included. Asked with `curl` in the container. */
  readonly health: { readonly path: string; readonly startSeconds: number };
  readonly install?: InstallForm;
  /** What a backup must hold for a restore: directories by name, and whether its database is dumped. */
  readonly backup: {
    readonly directories: readonly string[];
    readonly database: boolean;
  };
}

/** Checks the shape at compile time and returns it unchanged. */
export function defineApp<const D extends AppDefinition>(definition: D): D {
  return definition;
}
