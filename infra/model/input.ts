import type { AppId } from "../../apps-catalog/catalog";
import type { RuleId } from "../../policies/rule-ids";
import type { OutgoingMailInput, SendingLimitInput } from "./outgoing-mail";
import type { EpicierInput } from "./access";
import type { CronInput } from "./app-cron";
import type { BackupsInput, BucketInput } from "./buckets";
import type { DomainOrder } from "./domain-order";
import type { MailRecordsInput } from "./mail-records";
import type { MailboxInput, ResponderInput } from "./mailboxes";
import type { RecordInput } from "./record-input";
import type { ServerInput } from "./servers";
import type { SnapshotUse } from "./snapshots";
import type { WebNamesInput } from "./web-names";
import type { MysqlPlace } from "./databases";
import type { MysqlServiceInput } from "./mysql-service";
import type { ProjectInput } from "./project";
import type { Gigabytes, Megabytes } from "./units";
import type { WebmasterInput } from "./webmasters";

/** What the host declares once for all, in `stacks/prod.ts`. */
export interface PlatformInput {
  /** The host's name as people read it. */
  readonly displayName: string;
  /** Address that receives certificate notices. */
  readonly contact: string;
  /** The host's own domain, whose zone exists at OVH; each server gets a name in it. */
  readonly domain: string;
  /** The OVH Public Cloud project: the id (32 hexadecimal digits) of one that is there, or more about it (`ProjectInput`). */
  readonly project: string | ProjectInput;
  /** OpenStack region of servers and volumes. Buckets go to the same city. */
  readonly region: Region;
  /** Networks (CIDR) from which SSH may be opened. Everything else is refused. */
  readonly sshFrom: readonly string[];
  /**
   * Networks (CIDR) from which webmasters may reach their files by SFTP (port 2222), `0.0.0.0/0` for everywhere. That door
   * knows keys only, and no shell.
   * @default [], no SFTP
   */
  readonly sftpFrom?: readonly string[];
  /**
   * True if the private network has a gateway, by which what has no address on the Internet goes out, always with the same address.
   * Servers do not use it: each has an address of its own. OVH bills it.
   * @default false
   */
  readonly gateway?: boolean;
  /** Servers by name; the names are what beneficiaries refer to. */
  readonly servers: Readonly<Record<string, ServerInput>>;
  /**
   * Public SSH keys with which épiciers open the servers, by their names. A key that is removed here opens nothing any more.
   * @default {}: only the key that deploys
   */
  readonly sshKeys?: Readonly<Record<string, string>>;
  /**
   * The MySQL service at OVH Web Cloud: one that is there, or one to order.
   * @default none: beneficiaries whose apps need a database have a MariaDB server of their own
   */
  readonly mysql?: MysqlServiceInput;
  /**
   * How much the apps of one beneficiary may send, unless its file says otherwise.
   * @default 200 recipients in 2 minutes
   */
  readonly outgoingMail?: SendingLimitInput;
  /**
   * The bucket of backups of each beneficiary.
   * @default old versions stay for 90 days, and there is no copy in another city
   */
  readonly backups?: BackupsInput;
  /**
   * Records of the host's own zone, besides the names of its servers.
   * @default []
   */
  readonly records?: readonly RecordInput[];
  /**
   * Who signs in to OVH's console with a login of their own, by the end of that login.
   * @default {}
   */
  readonly epiciers?: Readonly<Record<string, EpicierInput>>;
  /**
   * Rules of `policies/` that it breaks on purpose.
   * @default []
   */
  readonly exceptions?: readonly ExceptionInput[];
}

/** OVH's OpenStack regions in the European Union. */
export type Region =
  "GRA7" | "GRA9" | "GRA11" | "SBG5" | "SBG7" | "RBX-A" | "DE1" | "WAW1";

/** OVH flavors on offer, `memory` in `flavors.ts`. */
export type Flavor = "d2-2" | "d2-4" | "d2-8" | "b3-8" | "b3-16" | "b3-32";

/** OVH's kinds of volume. Source: https://www.ovhcloud.com/fr/public-cloud/block-storage/ */
export type DiskClass = "classic" | "high-speed" | "high-speed-gen2";

/** A beneficiary's size; what it stands for is in `presets.ts`. */
export type Size = "small" | "medium" | "large";

/** An association hosted, in `stacks/<name>.ts`. */
export interface BeneficiaryInput {
  /** Lower case, stable for ever, the same as the file's name. */
  readonly name: string;
  /** The association's name as people read it; may change. */
  readonly displayName: string;
  /** Somebody of the association who answers. */
  readonly contact: string;
  /**
   * Its domain, whose zone exists at OVH.
   * @default none: no records, no mailboxes, no apps
   */
  readonly domain?: string;
  /**
   * What of `domain` is ordered at OVH, and billed each year until somebody ends it in the console: `"zone"` for its zone
   * alone, `{ owner }` for the name, with which its zone comes.
   * @default none: the name and its zone are there already
   */
  readonly domainOrder?: DomainOrder;
  /**
   * Its other domains, each with a zone at OVH: they lead to the website of the first, bare and with `www`, unless an app
   * has them in `also` or `redirectsFrom`.
   * @default []
   */
  readonly domains?: readonly string[];
  /**
   * The server its apps run on, one of `stacks/prod.ts`.
   * @default the platform's only server, if it has one
   */
  readonly server?: string;
  /**
   * How much it gets of what is not written below: its disk, its apps' memory (`presets.ts`).
   * @default "small"
   */
  readonly size?: Size;
  /**
   * Size of its volume, which is also its disk quota. It can grow, never shrink.
   * @default that of its size if one of its apps keeps files, else none
   */
  readonly disk?: Gigabytes;
  /**
   * Snapshots of its disk, by name: each is taken once, by the next `up` and before anything else changes; a line removed is a
   * snapshot deleted. They stand on the same storage as the disk: no backup.
   * @default {}
   */
  readonly snapshots?: Readonly<Record<string, SnapshotUse>>;
  /**
   * Kind of disk, in OVH's words. It is chosen once: a change would need a new disk, and is refused.
   * @default OVH's own, "classic"
   */
  readonly diskClass?: DiskClass;
  /**
   * Addresses that store mail: the part before the @.
   * @default []
   */
  readonly mailboxes?: readonly MailboxInput[];
  /**
   * Addresses that forward, each with the names of the domain or outside addresses it leads to. A mailbox that forwards
   * names itself, too, and so keeps a copy.
   * @default {}
   */
  readonly redirections?: Readonly<Record<string, readonly string[]>>;
  /**
   * Mailboxes that answer by themselves.
   * @default {}
   */
  readonly responders?: Readonly<Record<string, ResponderInput>>;
  /**
   * The mail that its apps send: how much, and as whom.
   * @default the platform's limit, as one of its mailboxes; without a mailbox its apps send none
   */
  readonly outgoingMail?: OutgoingMailInput;
  /**
   * The mail records of its domain: those of OVH's mail, those that refuse all mail in its name (`"none"`), or others.
   * @default "ovh" with mailboxes; else none is published, so that mail set up elsewhere is not broken
   */
  readonly mail?: "ovh" | "none" | MailRecordsInput;
  /**
   * Records of its zone, besides those that its apps and its mail ask for.
   * @default []
   */
  readonly records?: readonly RecordInput[];
  /**
   * What it uses.
   * @default []
   */
  readonly apps?: readonly AppInput[];
  /**
   * Buckets beside the one of its backups, by name.
   * @default {}
   */
  readonly buckets?: Readonly<Record<string, BucketInput>>;
  /**
   * Where its MySQL databases are: `"shared"` on the platform's MySQL service, `"own"` on a MariaDB server of its own, beside
   * its apps. Once there is data in them, a change is refused: `docs/components.md` says how to move.
   * @default "shared" if the platform has a MySQL service, else "own"
   */
  readonly mysql?: MysqlPlace;
  /**
   * Who may change the files of its websites by SFTP, by name. Stable for ever: the name is part of the login.
   * @default {}
   */
  readonly webmasters?: Readonly<Record<string, WebmasterInput>>;
  /**
   * True if its data may be destroyed with it (a trial, a test). Otherwise what holds data is protected.
   * @default false
   */
  readonly disposable?: boolean;
  /**
   * Rules of `policies/` that it breaks on purpose.
   * @default []
   */
  readonly exceptions?: readonly ExceptionInput[];
}

/** One resource that breaks one rule, and why that is right. */
export interface ExceptionInput {
  /** The rule, as the refusal names it. */
  readonly rule: RuleId;
  /** The resource's name, as the refusal gives it. */
  readonly resource: string;
  /** For whoever reads the file in a year. */
  readonly reason: string;
}

export interface AppInput extends WebNamesInput {
  /** An entry of `apps-catalog/`. */
  readonly app: AppId;
  /** Where it answers: `www`, `cloud`, or `@` for the domain itself. */
  readonly at: string;
  /**
   * Tells two installations of one app apart; stable for ever.
   * @default the app's id
   */
  readonly name?: string;
  /**
   * The most memory it may use.
   * @default what the catalog says, times the factor of the beneficiary's size
   */
  readonly memory?: Megabytes;
  /**
   * True for a database of its own, where the app can do without (`php-site`).
   * @default false; an app that needs one has one
   */
  readonly database?: boolean;
  /**
   * A higher number gives its database another password, which nobody needs to know: 2, then 3 …
   * @default 1
   */
  readonly databasePasswordVersion?: number;
  /**
   * Commands of its own that run by the clock, by name, for an app whose code is the association's (`php-site`).
   * @default {}
   */
  readonly cron?: Readonly<Record<string, CronInput>>;
}
