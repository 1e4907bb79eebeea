import type { AppContext, DataDirectory } from "./app-context";

/** A page asked from inside the container, over HTTP, as the proxy would ask it. */
export interface RequestHealth {
  readonly path: string;
  /** How long it may take to answer for the first time. */
  readonly startSeconds: number;
  /**
   * True where pages are the association's own: an error of theirs is no reason to stop the server.
   * @default false
   */
  readonly anyAnswer?: boolean;
  /**
   * What asks, of what the image has. `wget` and `php` follow redirections and take no `anyAnswer`: give them a page that answers 200 by itself.
   * @default "curl"
   */
  readonly client?: "curl" | "wget" | "php";
}

/** A command that exits 0 only while a service without a web server works, e.g. `["redis-cli", "ping"]`. */
export interface CommandHealth {
  readonly command: readonly string[];
  readonly startSeconds: number;
}

/** A small text that a service finds in its container. Never a secret: those are in `secrets`. */
export interface ConfigFile {
  /** Where, e.g. `/etc/nginx/conf.d/default.conf`. */
  readonly path: string;
  /** Another text rolls the service; undefined where there is no need of the file. */
  readonly text: (context: AppContext<unknown>) => string | undefined;
}

/** What each of an app's containers is: its web server, and those beside it. */
export interface ServiceDefinition {
  /** Pinned tag; its digest is in `images.lock.json`. */
  readonly image: string;
  /**
   * Why its tag names a series, whose build only the lock file pins.
   * @default none: the tag names one version, by three numbers at least
   */
  readonly rollingTag?: string;
  /** Directories that outlive the container, by name; each is a folder of the beneficiary's volume. Services that name the same one share it. */
  readonly dataDirectories: Readonly<Record<string, DataDirectory>>;
  /**
   * Runs in place of the image's own entry point: a shell that puts secrets into the environment of what reads them only
   * there, then runs the image's own.
   * @default the image's own
   */
  readonly entryPoint?: readonly string[];
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
  /**
   * Files by a name of their own.
   * @default none
   */
  readonly configs?: Readonly<Record<string, ConfigFile>>;
  /**
   * Processors it may use at most, e.g. 0.5; never more than its server has.
   * @default 1
   */
  readonly cpus?: number;
  /**
   * True for what must have ended before its successor starts, as what keeps in memory what it later writes, or whose new
   * version changes the code or the data that the old one is serving. It is away for as long.
   * @default false for a web server; true for another service with data directories
   */
  readonly runsAlone?: boolean;
  /**
   * Seconds it has to end once it is told to; then it is killed.
   * @default 20
   */
  readonly stopSeconds?: number;
  /**
   * Processes and threads it may have at most.
   * @default 512
   */
  readonly pids?: number;
  /**
   * Its log on the server: as many files of so many megabytes.
   * @default { megabytes: 10, files: 3 }
   */
  readonly log?: { readonly megabytes: number; readonly files: number };
}

/** A container beside an app's web server: a cache, a worker, an editor. Others of the app reach it by `context.service(name)`. */
export interface CompanionService extends Partial<
  Omit<ServiceDefinition, "image">
> {
  /**
   * Pinned tag.
   * @default the app's own image
   */
  readonly image?: string;
  /** What it has of the app's memory, between 0 and 1; the web server has what is left. */
  readonly memoryShare: number;
  /** A command, or a page of its own web server. */
  readonly health: CommandHealth | (RequestHealth & { readonly port: number });
  /**
   * True for what works on what the web server has set up, e.g. a worker: it starts, and changes, after it.
   * @default false: before it
   */
  readonly afterApp?: boolean;
}

/** A command in one of the app's containers. */
export interface CommandInContainer {
  readonly command: readonly string[];
  /**
   * Numeric user that runs it.
   * @default the image's own
   */
  readonly user?: number;
}

/** Runs once for each version of the app, a new one's first start included: it must be able to run again. */
export interface Job extends CommandInContainer {
  /**
   * `before` the version serves, in a container of its own with the web server's image, environment, secrets, configs and
   * directories, while the old version still serves; `after` it does, in its container.
   */
  readonly when: "before" | "after";
}

/** Runs again and again, in the container of the web server or of another service. It never overlaps itself. */
export interface ScheduledJob extends CommandInContainer {
  /** When, as systemd's OnCalendar has it: "*:0/5" every five minutes, "03:15" every night. Source: systemd.time(7) */
  readonly schedule: string;
  /**
   * One of `services`.
   * @default the web server
   */
  readonly service?: string;
  /**
   * Minutes after which it is stopped.
   * @default 60
   */
  readonly timeoutMinutes?: number;
}
