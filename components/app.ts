import { createHash } from "node:crypto";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type {
  AppContext,
  AppDefinition,
  InstallForm,
} from "../apps-catalog/define-app";
import type { Database } from "./database";
import { goDuration } from "./go-duration";
import { remoteScript, type SshTarget } from "./remote-script";

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
  /** The server it runs on, the Docker provider of that server, and the beneficiary's own network there. */
  readonly server: SshTarget;
  readonly docker: docker.Provider;
  readonly network: docker.Network;
}

/** The first administrator's name in every app. */
const ADMIN = "epicier";

/**
 * An installed app: its secrets, a `Service` with health check, limits and a rolling update that goes back by itself,
 * and its first administrator, made without a human.
 */
export class App extends pulumi.ComponentResource {
  /** Where the proxy finds it on the beneficiary's network. */
  readonly upstream: { readonly service: string; readonly port: number };
  /** The first administrator's name. */
  readonly adminName: string;
  /** Secret. Settles once the account exists. */
  readonly adminPassword: pulumi.Output<string>;

  constructor(
    name: string,
    args: AppArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:App", name, {}, opts);
    const { definition } = args;
    const password = new random.RandomPassword(
      `${name}-admin`,
      { length: 20, special: false },
      { parent: this },
    );
    const context = contextOf(args, password.result);
    const secrets = createSecrets(
      name,
      definition.secrets(context),
      args,
      this,
    );
    const service = createService(
      name,
      args,
      definition.env(context),
      secrets,
      this,
    );
    this.upstream = { service: name, port: definition.port };
    this.adminName = ADMIN;
    const { install } = definition;
    const installed = install
      ? fillForm(name, args, install, context, service, this)
      : service;
    this.adminPassword = pulumi
      .all([password.result, installed.id])
      .apply(([text]) => text);
    this.registerOutputs({
      adminName: ADMIN,
      adminPassword: this.adminPassword,
    });
  }
}

type Context = AppContext<pulumi.Output<string>>;

function contextOf(
  { definition, displayName, contact, host, database }: AppArgs,
  adminPassword: pulumi.Output<string>,
): Context {
  return {
    displayName,
    contact,
    host,
    admin: { name: ADMIN, password: adminPassword },
    get database() {
      if (!database)
        throw new Error(
          `${definition.id} uses a database but does not declare that it needs one`,
        );
      const { databaseName, password } = database;
      return {
        host: database.host,
        port: database.port,
        name: databaseName,
        user: databaseName,
        password,
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
  env: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, docker.Secret>>,
  parent: App,
): docker.Service {
  return new docker.Service(
    name,
    {
      name,
      taskSpec: {
        containerSpec: {
          image: args.image,
          env,
          mounts: mounts(args),
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
    { parent, provider: args.docker, deleteBeforeReplace: true },
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

/** One folder of the beneficiary's volume per data directory. */
function mounts({
  definition,
  dataFolder,
}: AppArgs): { type: string; source: pulumi.Output<string>; target: string }[] {
  return Object.entries(definition.dataDirectories).map(
    ([directory, { path }]) => ({
      type: "bind",
      source: pulumi.interpolate`${dataFolder}/${directory}`,
      target: path,
    }),
  );
}

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
      "--fail",
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

/** Makes the first administrator, once the service is healthy. */
function fillForm(
  name: string,
  { definition, host, server }: AppArgs,
  install: InstallForm,
  context: Context,
  service: docker.Service,
  parent: App,
): pulumi.CustomResource {
  return remoteScript(
    `${name}-installed`,
    {
      server,
      script: "install-app",
      parameters: {
        SERVICE: name,
        HOST: host,
        PORT: String(definition.port),
        INSTALLED_WHEN: install.installedWhen,
        POST: install.post,
        FORM: curlForm(install, context),
      },
    },
    { parent, dependsOn: [service] },
  );
}

/** The form as a configuration of `curl`, which reads it from standard input. Secret. */
function curlForm(
  install: InstallForm,
  context: Context,
): pulumi.Output<string> {
  return pulumi.all(install.fields(context)).apply((fields) =>
    Object.entries(fields)
      .map(([name, value]) => curlField(name, value))
      .join(""),
  );
}

function curlField(name: string, value: string): string {
  const escaped = value
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n");
  return `data-urlencode = "${name}=${escaped}"\n`;
}
