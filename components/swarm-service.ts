import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { onMachine } from "./docker-engine";
import { goDuration } from "./go-duration";
import type { MountedFile } from "./mounted-files";

type ContainerSpec = docker.types.input.ServiceTaskSpecContainerSpec;

export interface SwarmServiceArgs {
  /** The engine it runs in. */
  readonly docker: docker.Provider;
  /** The name of the machine behind that. */
  readonly machine: string;
  /** Those on which others find it by its name. */
  readonly networks: readonly docker.Network[];
  /** What its container runs; without a grace period a rolling update kills the process at once. */
  readonly container: Omit<ContainerSpec, "secrets" | "configs" | "labels"> &
    Required<Pick<ContainerSpec, "healthcheck" | "stopGracePeriod">>;
  /** Files that nobody else may read. */
  readonly secrets: readonly MountedFile[];
  /**
   * Other files.
   * @default none
   */
  readonly configs?: readonly MountedFile[];
  /** The container is killed beyond its bytes; `pids` are processes and threads. */
  readonly limits: {
    readonly memoryBytes: number;
    readonly cpus: number;
    readonly pids: number;
  };
  /** How long it may take to be healthy for the first time. */
  readonly startSeconds: number;
  /** What is kept of its output. */
  readonly log: { readonly megabytes: number; readonly files: number };
  /** Whether a new task is healthy before the old one stops, or the old one has ended before a new one starts. */
  readonly order: "start-first" | "stop-first";
}

/**
 * A swarm service of one task, under its own name: limits, and a rolling update that goes back by itself.
 * The one place that knows what the Docker provider reads back otherwise than it was told.
 */
export function swarmService(
  name: string,
  args: SwarmServiceArgs,
  opts: pulumi.CustomResourceOptions,
): docker.Service {
  const rolling = { ...ROLLING, order: args.order };
  // A service that is not healthy by then is taken away again: the image's download counts, too.
  const converged = 300 + args.startSeconds;
  // Without this the provider stops waiting after 20 minutes. Source: terraform-plugin-sdk v2, ResourceData.Timeout
  const given = goDuration(converged + 60);
  return new docker.Service(
    name,
    {
      name,
      labels: [onMachine(args.machine)],
      taskSpec: taskSpec(args),
      mode: { replicated: { replicas: 1 } },
      endpointSpec: { mode: "dnsrr" },
      updateConfig: { ...rolling, failureAction: "rollback" },
      rollbackConfig: { ...rolling, failureAction: "pause" },
      convergeConfig: { delay: "2s", timeout: goDuration(converged) },
    },
    {
      ...opts,
      provider: args.docker,
      deleteBeforeReplace: true,
      customTimeouts: { create: given, update: given },
      replaceOnChanges: ["labels"],
    },
  );
}

const ROLLING = {
  parallelism: 1,
  delay: "0s",
  monitor: "15s",
  maxFailureRatio: "0.0",
};

function taskSpec({
  container,
  secrets,
  configs = [],
  limits,
  log,
  networks,
}: SwarmServiceArgs): docker.types.input.ServiceTaskSpec {
  return {
    containerSpec: {
      ...container,
      secrets: secrets.map(({ id, name, path }) => ({
        secretId: id,
        secretName: name,
        fileName: path,
      })),
      ...(configs.length > 0 ? { configs: configs.map(configMount) } : {}),
      // Which the server heeds (`prepare-server.sh`): the provider has no word for it.
      labels: [{ label: "org.epicerie.pids", value: String(limits.pids) }],
    },
    resources: {
      limits: {
        memoryBytes: limits.memoryBytes,
        nanoCpus: limits.cpus * 1e9,
      },
    },
    // All four fields, else every `up` finds a change.
    restartPolicy: {
      condition: "any",
      delay: "5s",
      maxAttempts: 0,
      window: "0s",
    },
    logDriver: {
      name: "json-file",
      options: {
        "max-size": `${String(log.megabytes)}m`,
        "max-file": String(log.files),
      },
    },
    // In `id`: what stands in `name` is read back as an id, and replaces the service at every `up` (terraform-provider-docker v4.5.0, flattenTaskNetworksAdvanced).
    networksAdvanceds: networks.map(({ id }) => ({ id })),
  };
}

function configMount({
  id,
  name,
  path,
}: MountedFile): docker.types.input.ServiceTaskSpecContainerSpecConfig {
  return { configId: id, configName: name, fileName: path };
}
