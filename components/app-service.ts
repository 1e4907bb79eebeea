import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import {
  type AppContext,
  type AppService,
  serviceName,
} from "../apps-catalog/define-app";
import { processLimits, USUAL_LOG } from "../apps-catalog/limits";
import { codeMounts } from "./app-release";
import { bindMounts, type BindMount } from "./data-directories";
import { goDuration } from "./go-duration";
import {
  createConfigs,
  createSecrets,
  type MountedFile,
} from "./mounted-files";
import { swarmService } from "./swarm-service";

type Context = AppContext<pulumi.Output<string>>;

export interface AppServiceArgs {
  /** The tag with its digest where one is locked. */
  readonly lockedImage: (tag: string) => string;
  /** The name under which the app answers. */
  readonly host: string;
  /** Bytes that all services of the app may use together. */
  readonly memoryBytes: number;
  /** Processors of its server. */
  readonly cpus: number;
  /** Folder of the server that holds the app's data directories; settles once it is mounted. */
  readonly dataFolder: pulumi.Input<string>;
  /** The engine of its server. */
  readonly docker: docker.Provider;
  /** The beneficiary's own network. */
  readonly network: docker.Network;
  /** Name of the machine behind its server; what lives in its engine is made anew on another. */
  readonly machine: string;
  /**
   * What the app's database can be reached by, where that is a network of its own.
   * @default none: it is reached from any
   */
  readonly database?: { readonly network?: docker.Network };
}

/** The networks that an app's containers join. */
export function networksOf({
  network,
  database,
}: Pick<AppServiceArgs, "network" | "database">): docker.Network[] {
  return database?.network ? [network, database.network] : [network];
}

/** What a container of an app runs with. */
export interface AppContainer {
  /** With its digest where one is locked. */
  readonly image: string;
  /**
   * In place of the image's entry point.
   * @default the image's own
   */
  readonly commands?: string[];
  /**
   * In place of the image's command.
   * @default the image's own
   */
  readonly args?: string[];
  /** Nothing secret: that is in files. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * The folder of its code, where that is not in the image.
   * @default none
   */
  readonly code?: string;
  /** Its data directories, and its code. */
  readonly mounts: BindMount[];
  /** Files under `/run/secrets/`. */
  readonly secrets: readonly MountedFile[];
  /** Its other files. */
  readonly configs: readonly MountedFile[];
}

/** Creates the secrets and configs of a service, and tells what its container runs with. */
export function createContainer(
  app: string,
  of: AppService,
  args: AppServiceArgs,
  context: Context,
  parent: pulumi.Resource,
): AppContainer {
  const name = serviceName(app, of.service);
  const opts = { parent, provider: args.docker, machine: args.machine };
  const command = of.command?.(context);
  return {
    image: args.lockedImage(of.image),
    ...(of.entryPoint ? { commands: [...of.entryPoint] } : {}),
    ...(command ? { args: [...command] } : {}),
    env: of.env(context),
    ...(of.code ? { code: of.code.folder } : {}),
    mounts: [
      ...codeMounts(of),
      ...bindMounts(of.dataDirectories, args.dataFolder),
    ],
    secrets: createSecrets(name, of.secrets(context), opts),
    configs: createConfigs(name, of.configs ?? {}, context, opts),
  };
}

/** One service of an app: health check, limits, and a rolling update that goes back by itself. */
export function createService(
  app: string,
  of: AppService,
  { image, commands, args: words, env, ...files }: AppContainer,
  args: AppServiceArgs,
  opts: { parent: pulumi.Resource; dependsOn: pulumi.Resource[] },
): docker.Service {
  const { mounts, secrets, configs } = files;
  const { log = USUAL_LOG } = of;
  return swarmService(
    serviceName(app, of.service),
    {
      docker: args.docker,
      machine: args.machine,
      networks: networksOf(args),
      container: {
        image,
        ...(commands ? { commands } : {}),
        ...(words ? { args: words } : {}),
        env,
        mounts,
        healthcheck: healthCheck(of.health, args.host),
        stopGracePeriod: goDuration(of.stopSeconds ?? 20),
      },
      secrets,
      configs,
      limits: {
        memoryBytes: Math.floor(args.memoryBytes * of.memoryShare),
        ...processLimits(of, args),
      },
      startSeconds: of.health.startSeconds,
      log,
      order: updateOrder(of),
    },
    opts,
  );
}

/** The new task is healthy before the old one stops, unless two would disturb each other: no two caches work on one directory. */
function updateOrder({
  service,
  dataDirectories,
  runsAlone = service !== undefined && Object.keys(dataDirectories).length > 0,
}: AppService): "start-first" | "stop-first" {
  return runsAlone ? "stop-first" : "start-first";
}

/** A real request, as the proxy would make it, or the service's own command. */
function healthCheck(
  health: AppService["health"],
  host: string,
): docker.types.input.ServiceTaskSpecContainerSpecHealthcheck {
  return {
    tests: [
      "CMD",
      ...("command" in health ? health.command : request(health, host)),
    ],
    interval: "5s",
    timeout: "10s",
    retries: 6,
    startPeriod: goDuration(health.startSeconds),
  };
}

function request(
  {
    port,
    path,
    anyAnswer,
    client,
  }: Exclude<AppService["health"], { command: unknown }>,
  host: string,
): string[] {
  const headers = [
    "--header",
    `Host: ${host}`,
    "--header",
    "X-Forwarded-Proto: https",
  ];
  const url = `http://127.0.0.1:${String(port)}${path}`;
  if (client === "php") return ["php", "-r", ASK, url, host];
  if (client === "wget")
    return ["wget", "-q", "-O", "/dev/null", ...headers, url];
  const quiet = ["--silent", "--output", "/dev/null"];
  return ["curl", ...(anyAnswer ? [] : ["--fail"]), ...quiet, ...headers, url];
}

/** For images with PHP and no other client: arguments are the page and the host's name. */
const ASK = `
$head = ["Host: $argv[2]", "X-Forwarded-Proto: https"];
$context = stream_context_create(["http" => ["header" => $head]]);
exit(@file_get_contents($argv[1], false, $context) === false ? 1 : 0);
`;
