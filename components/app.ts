import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import {
  adminNameOf,
  type AppContext,
  type AppDefinition,
  type AppMail,
  type AppService,
  directoriesOf,
  serviceName,
  servicesOf,
} from "../apps-catalog/define-app";
import { processLimits } from "../apps-catalog/limits";
import { installApp, joinApp } from "./app-install";
import { runJobs, scheduleJobs } from "./app-jobs";
import { placeRelease } from "./app-release";
import {
  type AppServiceArgs,
  createContainer,
  createService,
  networksOf,
} from "./app-service";
import type { Upstream } from "./caddy-site";
import { seedDirectories } from "./data-directories";
import type { Database } from "./database";
import type { SshTarget } from "./remote-script";

export interface AppArgs extends AppServiceArgs {
  /** Name of the beneficiary, as people read it. */
  readonly displayName: string;
  /** Mail address of somebody there who answers. */
  readonly contact: string;
  /** The app's entry in the catalog. */
  readonly definition: AppDefinition;
  /**
   * Other names under which it answers.
   * @default []
   */
  readonly also?: readonly string[];
  /**
   * Its database, for an app that needs one.
   * @default none
   */
  readonly database?: Database;
  /**
   * Its account on the server's mail relay, for a beneficiary that has one.
   * @default none: it sends no mail
   */
  readonly mail?: AppMail<pulumi.Output<string>>;
  /** Where the association's mailboxes are. */
  readonly mailServers: Context["mailServers"];
  /**
   * Commands by the clock that its beneficiary asks for, beside those of its definition.
   * @default none
   */
  readonly cron?: AppDefinition["cron"];
  /**
   * The app that it joins, for an app that does.
   * @default none
   */
  readonly joined?: App | undefined;
  /** The server it runs on. */
  readonly server: SshTarget;
}

/**
 * An installed app: its secrets and configs, a `Service` per container with health check, limits and a rolling update that
 * goes back by itself, the jobs of its version, its scheduled jobs, and its first administrator, made without a human.
 */
export class App extends pulumi.ComponentResource {
  /** Where the proxy finds it on the beneficiary's network. */
  readonly upstream: Upstream;
  /** The web server's service. */
  readonly service: docker.Service;
  /** The first administrator; undefined for what nobody logs into. */
  readonly admin?: {
    readonly name: string;
    /** Secret. Settles once the account exists. */
    readonly password: pulumi.Output<string>;
  };

  constructor(
    name: string,
    args: AppArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:App", name, {}, opts);
    const { definition } = args;
    const adminName = adminNameOf(definition, args);
    const password = adminName === null ? undefined : adminPassword(name, this);
    const context = contextOf(name, args, adminName ?? "", password, this);
    const { service, ready } = createServices(name, args, context, this);
    this.service = service;
    const { port, uploads, headers } = definition;
    this.upstream = { service: name, port, uploads, headers };
    if (adminName !== null && password)
      this.admin = {
        name: adminName,
        password: pulumi.all([password, ready]).apply(([text]) => text),
      };
    this.registerOutputs(
      this.admin
        ? { adminName: this.admin.name, adminPassword: this.admin.password }
        : {},
    );
  }
}

function adminPassword(name: string, parent: App): pulumi.Output<string> {
  const args = { length: 20, special: false };
  return new random.RandomPassword(`${name}-admin`, args, { parent }).result;
}

type Context = AppContext<pulumi.Output<string>>;

function contextOf(
  name: string,
  args: AppArgs,
  adminName: string,
  password: pulumi.Output<string> | undefined,
  parent: App,
): Context {
  const { displayName, contact, host, also = [] } = args;
  const { database, mail, mailServers } = args;
  const { id, services = {}, keys: names = [] } = args.definition;
  const keys = createKeys(name, names, parent);
  return {
    displayName,
    contact,
    host,
    also,
    mailServers,
    get admin() {
      if (!password)
        throw new Error(
          `${id} uses an administrator and declares that it has none`,
        );
      return { name: adminName, password };
    },
    hasMail: mail !== undefined,
    get mail() {
      if (!mail) throw new Error(`${id} sends mail without asking hasMail`);
      return mail;
    },
    hasDatabase: database !== undefined,
    get database() {
      return toldOf(database, id);
    },
    service: (wanted) => {
      if (!(wanted in services))
        throw new Error(`${id} uses a service ${wanted} and declares none`);
      return serviceName(name, wanted);
    },
    key: (wanted) => {
      const key = keys[wanted];
      if (!key) throw new Error(`${id} uses a key ${wanted} and declares none`);
      return key;
    },
  };
}

/** What an app is told of its database. */
function toldOf(
  database: Database | undefined,
  id: string,
): Context["database"] {
  if (!database)
    throw new Error(
      `${id} uses a database but does not declare that it needs one`,
    );
  const { databaseName: name, host, port, password } = database;
  return { host, port, name, user: name, password };
}

function createKeys(
  name: string,
  keys: readonly string[],
  parent: App,
): Record<string, pulumi.Output<string>> {
  const made = keys.map((key) => {
    const args = { length: 32 };
    const { hex } = new random.RandomBytes(`${name}-${key}`, args, { parent });
    return [key, hex] as const;
  });
  return Object.fromEntries(made);
}

/** The app's containers and jobs, each after what it needs; `ready` settles once people can use the app. */
function createServices(
  name: string,
  args: AppArgs,
  context: Context,
  parent: App,
): { service: docker.Service; ready: pulumi.Output<string> } {
  const { definition, server, memoryBytes } = args;
  const start = (of: AppService, dependsOn: pulumi.Resource[]) => {
    const container = createContainer(name, of, args, context, parent);
    return createService(name, of, container, args, { parent, dependsOn });
  };
  const [web, ...companions] = servicesOf(definition);
  const opts = { parent };
  const seeded = seedDirectories(
    name,
    directoriesOf(definition),
    context,
    args,
    opts,
  );
  const placed = placeRelease(name, definition, args, opts);
  const ready = [seeded, placed].filter((one) => one !== undefined);
  const before = companions.filter(({ afterApp }) => !afterApp);
  const first = [...ready, ...before.map((of) => start(of, ready))];
  const container = createContainer(name, web, args, context, parent);
  const networks = networksOf(args);
  const place = {
    server,
    networks,
    container,
    memoryBytes,
    ...processLimits(web, args),
  };
  const prepared = runJobs(name, definition, "before", place, {
    parent,
    dependsOn: first,
  });
  const service = createService(name, web, container, args, {
    parent,
    dependsOn: prepared,
  });
  const installed =
    installApp(name, args, context, { parent, dependsOn: [service] }) ??
    service;
  const done = runJobs(name, definition, "after", place, {
    parent,
    dependsOn: [installed],
  });
  const after = companions.filter(({ afterApp }) => afterApp);
  const all = [...done, ...after.map((of) => start(of, done))];
  const cron = { ...definition.cron, ...args.cron };
  scheduleJobs(name, cron, server, { parent, dependsOn: all });
  const { joined } = args;
  if (joined)
    joinApp(name, { ...args, joined: joined.upstream.service }, context, {
      parent,
      dependsOn: [...all, joined],
    });
  return { service, ready: installed.id };
}
