import type { CheckFailure, Json } from "../resource-provider";
import { containerSpec } from "./container-spec";
import {
  given,
  labelMap,
  nanoseconds,
  refuse,
  refuseNoDuration,
  refuseOther,
  valuesAt,
} from "./values";

/** A service in the words of the engine's API, from the resource's inputs; `image` is what the server shall pull. */
export function serviceSpec(inputs: Json, image: string): Json {
  return given({
    Name: inputs.name,
    Labels: labelMap(inputs.labels),
    TaskTemplate: taskTemplate(inputs.taskSpec as Json, image),
    Mode: serviceMode(inputs.mode as Json | undefined),
    UpdateConfig: updateConfig(inputs.updateConfig as Json | undefined),
    RollbackConfig: updateConfig(inputs.rollbackConfig as Json | undefined),
    EndpointSpec: endpointSpec(inputs.endpointSpec as Json | undefined),
  });
}

/** The image that the inputs name. */
export function imageOf(inputs: Json): string {
  const task = inputs.taskSpec as { containerSpec: { image: string } };
  return task.containerSpec.image;
}

function taskTemplate(task: Json, image: string): Json {
  const resources = task.resources as Record<string, Json> | undefined;
  const restart = task.restartPolicy as Record<string, string> | undefined;
  const placement = task.placement as Json | undefined;
  const log = task.logDriver as Json | undefined;
  return given({
    ContainerSpec: containerSpec(task.containerSpec as Json, image),
    Resources:
      resources &&
      given({
        Limits: amounts(resources.limits),
        Reservations: amounts(resources.reservation),
      }),
    RestartPolicy:
      restart &&
      given({
        Condition: restart.condition,
        Delay: restart.delay && nanoseconds(restart.delay),
        MaxAttempts: restart.maxAttempts,
        Window: restart.window && nanoseconds(restart.window),
      }),
    Placement:
      placement &&
      given({
        Constraints: placement.constraints,
        Preferences: (placement.prefs as string[] | undefined)?.map(
          (descriptor) => ({ Spread: { SpreadDescriptor: descriptor } }),
        ),
        MaxReplicas: placement.maxReplicas,
        Platforms: (
          placement.platforms as Record<string, string>[] | undefined
        )?.map(({ architecture, os }) => ({
          Architecture: architecture,
          OS: os,
        })),
      }),
    ForceUpdate: task.forceUpdate ?? 0,
    Runtime: task.runtime,
    Networks: ((task.networksAdvanceds ?? []) as Json[]).map((attached) =>
      given({
        Target: attached.id ?? attached.name,
        Aliases: attached.aliases,
        DriverOpts: optionMap(attached.driverOpts),
      }),
    ),
    LogDriver: log && given({ Name: log.name, Options: log.options }),
  });
}

function amounts(of: Json | undefined): Json | undefined {
  return of && given({ NanoCPUs: of.nanoCpus, MemoryBytes: of.memoryBytes });
}

/** `name=value` strings as a map. */
export function optionMap(options: unknown): Json | undefined {
  const list = options as string[] | undefined;
  return (
    list &&
    Object.fromEntries(
      list.map((option) => {
        const [name = "", ...value] = option.split("=");
        return [name, value.join("=")];
      }),
    )
  );
}

function serviceMode(mode: Json | undefined): Json {
  if (mode?.global === true) return { Global: {} };
  const replicated = mode?.replicated as { replicas?: number } | undefined;
  return { Replicated: { Replicas: replicated?.replicas ?? 1 } };
}

function updateConfig(config: Json | undefined): Json | undefined {
  if (config === undefined) return undefined;
  const duration = (value: unknown, other: string) =>
    nanoseconds((value as string | undefined) ?? other);
  return {
    Parallelism: config.parallelism ?? 1,
    Delay: duration(config.delay, "0s"),
    FailureAction: config.failureAction ?? "pause",
    Monitor: duration(config.monitor, "5s"),
    MaxFailureRatio: Number(config.maxFailureRatio ?? 0),
    Order: config.order ?? "stop-first",
  };
}

function endpointSpec(endpoint: Json | undefined): Json | undefined {
  if (endpoint === undefined) return undefined;
  const ports = (endpoint.ports ?? []) as Json[];
  return given({
    Mode: endpoint.mode,
    Ports: ports.map((port) =>
      given({
        Name: port.name,
        Protocol: port.protocol ?? "tcp",
        TargetPort: port.targetPort,
        PublishedPort: port.publishedPort,
        PublishMode: port.publishMode ?? "ingress",
      }),
    ),
  });
}

const CONTAINER = "taskSpec.containerSpec";
/** Durations that the real provider reads back from the engine. */
export const KEPT_DURATIONS = [
  ...["updateConfig", "rollbackConfig"].flatMap((config) => [
    `${config}.delay`,
    `${config}.monitor`,
  ]),
  "taskSpec.restartPolicy.delay",
  "taskSpec.restartPolicy.window",
  `${CONTAINER}.stopGracePeriod`,
  ...["interval", "timeout", "startPeriod"].map(
    (name) => `${CONTAINER}.healthcheck.${name}`,
  ),
];
const DURATIONS = [
  "convergeConfig.delay",
  "convergeConfig.timeout",
  ...KEPT_DURATIONS,
];

/** What the real provider's validation refuses, besides what the schema says. */
export function checkService(inputs: Json): CheckFailure[] {
  const isRatio = (value: unknown) => Number(value) >= 0 && Number(value) <= 1;
  return [
    ...refuseNoDuration(inputs, DURATIONS),
    ...refuseOther(inputs, `${CONTAINER}.mounts.type`, [
      ...["bind", "volume", "tmpfs"],
    ]),
    ...refuseOther(inputs, "taskSpec.restartPolicy.condition", [
      ...["none", "on-failure", "any"],
    ]),
    ...refuseOther(inputs, "endpointSpec.mode", ["vip", "dnsrr"]),
    ...refuseOther(inputs, "endpointSpec.ports.publishMode", [
      ...["host", "ingress"],
    ]),
    ...refuseOther(inputs, "endpointSpec.ports.protocol", [
      ...["tcp", "udp", "sctp"],
    ]),
    ...["updateConfig", "rollbackConfig"].flatMap((config) => [
      ...refuseOther(inputs, `${config}.order`, ["stop-first", "start-first"]),
      ...refuseOther(inputs, `${config}.failureAction`, [
        ...["pause", "continue"],
        ...(config === "updateConfig" ? ["rollback"] : []),
      ]),
      ...refuse(
        inputs,
        `${config}.maxFailureRatio`,
        "expected a ratio between 0.0 and 1.0",
        isRatio,
      ),
    ]),
    ...checkMode(inputs),
    ...checkNetworks(inputs),
  ];
}

function checkMode(inputs: Json): CheckFailure[] {
  const [[, isGlobal] = []] = valuesAt(inputs, "mode.global");
  if (isGlobal !== true) return [];
  const conflicts = ["mode.replicated", "convergeConfig"];
  return conflicts
    .filter((path) => valuesAt(inputs, path).length > 0)
    .map((property) => ({
      property,
      reason: "conflicts with mode.global",
    }));
}

function checkNetworks(inputs: Json): CheckFailure[] {
  return valuesAt(inputs, "taskSpec.networksAdvanceds")
    .filter(([, value]) => {
      const { id, name } = (value ?? {}) as Json;
      return typeof value === "object" && !id && !name;
    })
    .map(([property]) => ({
      property,
      reason: "network 'name' or 'id' must be specified",
    }));
}
