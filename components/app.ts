import { createHash } from "node:crypto";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type {
  AppContext,
  AppDefinition,
  AppMail,
} from "../apps-catalog/define-app";
import { installApp } from "./app-install";
import { bindMounts, seedDirectories } from "./data-directories";
import type { Database } from "./database";
import { goDuration } from "./go-duration";
import type { SshTarget } from "./remote-script";

export interface AppArgs {
  /** Name of the beneficiary, as people read it, and somebody there who answers. */
  readonly displayName: string;
  readonly contact: string;
  /** The app's entry in the catalog. */
  readonly definition: AppDefinition;
  /** Image reference, with its digest where one is locked. */
  readonly image: string;
  /** The name under which it answers, e.g. `www.les-amis.example`. */
  readonly host: string;
  /** Bytes; the container is killed beyond. */
  readonly memoryBytes: number;
  /** Folder of the server that holds its data directories; settles once it is mounted. */
  readonly dataFolder: pulumi.Input<string>;
  /** Its database, for an app that needs one. */
  readonly database?: Database;
  /** Its account on the server's mail relay, for a beneficiary that has one. */
  readonly mail?: AppMail<pulumi.Output<string>>;
  /** The server it runs on, the Docker provider of that server, and the beneficiary's own network there. */
  readonly server: SshTarget;
  readonly docker: docker.Provider;
  readonly network: docker.Network;
}

/** The first administrator's name, unless the app imposes one. */
const ADMIN = "epicier";

/**
 * An installed app: its secrets, a `Service` with health check, limits and a rolling update that goes back by itself,
 * and its first administrator, made without a human.
 */
export class App extends pulumi.ComponentResource {
  /** Where the proxy finds it on the beneficiary's network. */
  readonly upstream: { readonly service: string; readonly port: number };
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
    const adminName =
      definition.adminName === undefined ? ADMIN : definition.adminName;
    const password = adminName === null ? undefined : adminPassword(name, this);
    const context = contextOf(args, adminName ?? "", password);
    const service = createService(name, args, context, this);
    this.upstream = { service: name, port: definition.port };
    const installed = installApp(name, args, context, {
      parent: this,
      dependsOn: [service],
    });
    if (adminName !== null && password)
      this.admin = {
        name: adminName,
        password: pulumi
          .all([password, (installed ?? service).id])
          .apply(([text]) => text),
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
  { definition, displayName, contact, host, database, mail }: AppArgs,
  adminName: string,
  password: pulumi.Output<string> | undefined,
): Context {
  return {
    displayName,
    contact,
    host,
    get admin() {
      if (!password)
        throw new Error(
          `${definition.id} uses an administrator and declares that it has none`,
        );
      return { name: adminName, password };
    },
    hasMail: mail !== undefined,
    get mail() {
      if (!mail)
        throw new Error(`${definition.id} sends mail without asking hasMail`);
      return mail;
    },
    hasDatabase: database !== undefined,
    get database() {
      if (!database)
        throw new Error(
          `${definition.id} uses a database but does not declare that it needs one`,
        );
      const { databaseName } = database;
      return {
        host: database.host,
        port: database.port,
        name: databaseName,
        user: databaseName,
        password: database.password,
      };
    },
  };
}

/** Docker secrets cannot change: another value makes another secret, under a name of its own, before the service moves over. */
function createSecrets(
  name: string,
  values: Readonly<Record<string, pulumi.Output<string>>>,
  args: AppArgs,
  parent: App,
): Record<string, docker.Secret> {
  const secrets = Object.entries(values).map(([file, value]) => {
    const start = `${name}-${file}`;
    const secret = new docker.Secret(
      start,
      {
        // Of a random password, eight digits of a hash tell nothing.
        name: pulumi.unsecret(value.apply((text) => secretName(start, text))),
        data: value.apply((text) => Buffer.from(text).toString("base64")),
      },
      {
        parent,
        provider: args.docker,
        // Else the plugin deletes first whatever the program names, and a secret in use cannot be deleted (pulumi-terraform-bridge v3.137.0, schema.go, nameRequiresDeleteBeforeReplace).
        deleteBeforeReplace: false,
      },
    );
    return [file, secret] as const;
  });
  return Object.fromEntries(secrets);
}

/** A swarm takes at most 64 characters, and an automatic name may have more. Source: moby/swarmkit, manager/controlapi/common.go. */
function secretName(start: string, value: string): string {
  const digest = createHash("sha256").update(value).digest("hex").slice(0, 8);
  return `${start.slice(0, 55)}-${digest}`;
}

function createService(
  name: string,
  args: AppArgs,
  context: Context,
  parent: App,
): docker.Service {
  const { definition } = args;
  const secrets = createSecrets(
    name,
    definition.secrets(context),
    args,
    parent,
  );
  const seeded = seedDirectories(name, definition, context, args, { parent });
  const command = definition.command?.(context);
  return new docker.Service(
    name,
    {
      name,
      taskSpec: {
        containerSpec: {
          image: args.image,
          ...(command ? { args: [...command] } : {}),
          env: definition.env(context),
          mounts: bindMounts(args.definition, args.dataFolder),
          secrets: Object.entries(secrets).map(([fileName, secret]) => ({
            secretId: secret.id,
            secretName: secret.name,
            fileName,
          })),
          healthcheck: healthCheck(args),
          // Without it a rolling update kills the process at once.
          stopGracePeriod: "20s",
        },
        resources: { limits: { memoryBytes: args.memoryBytes } },
        // All four fields, else every `up` finds a change.
        restartPolicy: {
          condition: "any",
          delay: "5s",
          maxAttempts: 0,
          window: "0s",
        },
        // In `id`: what stands in `name` is read back as an id, and replaces the service at every `up` (terraform-provider-docker v4.5.0, flattenTaskNetworksAdvanced).
        networksAdvanceds: [{ id: args.network.id }],
      },
      mode: { replicated: { replicas: 1 } },
      endpointSpec: { mode: "dnsrr" },
      updateConfig: { ...ROLLING, failureAction: "rollback" },
      rollbackConfig: { ...ROLLING, failureAction: "pause" },
      convergeConfig: { delay: "2s", timeout: "5m" },
    },
    {
      parent,
      provider: args.docker,
      deleteBeforeReplace: true,
      ...(seeded ? { dependsOn: [seeded] } : {}),
    },
  );
}

/** The new task is healthy before the old one stops. */
const ROLLING = {
  parallelism: 1,
  order: "start-first",
  delay: "0s",
  monitor: "15s",
  maxFailureRatio: "0.0",
};

/** A real request, as the proxy would make it. */
function healthCheck({
  definition,
  host,
}: AppArgs): docker.types.input.ServiceTaskSpecContainerSpecHealthcheck {
  const { port, health } = definition;
  const headers = [
    "--header",
    `Host: ${host}`,
    "--header",
    "X-Forwarded-Proto: https",
  ];
  const url = `http://127.0.0.1:${String(port)}${health.path}`;
  return {
    tests: [
      "CMD",
      "curl",
      ...(health.anyAnswer ? [] : ["--fail"]),
      "--silent",
      "--output",
      "/dev/null",
      ...headers,
      url,
    ],
    interval: "5s",
    timeout: "10s",
    retries: 6,
    startPeriod: goDuration(health.startSeconds),
  };
}
