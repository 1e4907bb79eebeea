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
  /** Other host names under which it answers just as well, for an app that must know them. */
  readonly also: readonly string[];
  /** Whether it has a database: always true for an app that needs one. */
  readonly hasDatabase: boolean;
  /** Its database. Throws without one. */
  readonly database: AppDatabase<T>;
  /** Whether its mail has a way out: the association has a mailbox that it may send as. */
  readonly hasMail: boolean;
  /** How it sends mail. Throws when it cannot. */
  readonly mail: AppMail<T>;
  /** Where the association's mailboxes are read and written from, for a webmail. The user's name is the whole address. */
  readonly mailServers: { readonly imap: AppServer; readonly smtp: AppServer };
  /** The first administrator, made without a human. */
  readonly admin: { readonly name: string; readonly password: T };
  /** The name under which the app's containers reach one of `services`, e.g. `les-amis-nextcloud-redis`. Throws for another. */
  readonly service: (name: string) => string;
  /** One of the app's own random `keys`: 64 hexadecimal digits. Throws for another. */
  readonly key: (name: string) => T;
}

/** A server that speaks TLS from the first byte. */
export interface AppServer {
  readonly host: string;
  readonly port: number;
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
   * True where people put files of their own: a webmaster may open its app's folder by SFTP.
   * @default false
   */
  readonly editable?: boolean;
  /**
   * Small texts by file name, put there before the app starts the first time: only into an empty directory, never over
   * what somebody wrote.
   * @default nothing
   */
  readonly files?: (
    context: Pick<AppContext<unknown>, "displayName" | "host">,
  ) => Readonly<Record<string, string>>;
}
