import { isDeepStrictEqual } from "node:util";
import type { Json } from "../resource-provider";
import { environment } from "./container-spec";
import { labelList, labelMap } from "./values";

/** What of an inspected service differs from the state: the things that people change by hand with `docker service update`. */
export function driftOf(props: Json, found: Json): Json {
  const spec = found.Spec as Spec;
  const task = (props.taskSpec ?? {}) as Json;
  const container = (task.containerSpec ?? {}) as Json;
  const actual = spec.TaskTemplate;
  const now = actual.ContainerSpec;
  const changed: Json = {};
  if (!isSameImage(container.image, now.Image)) changed.image = now.Image;
  if (!isSame(environment(container.env), now.Env?.toSorted()))
    changed.env = variables(now.Env);
  if (!isSame(container.args, now.Args)) changed.args = now.Args;
  if (!isSame(container.commands, now.Command)) changed.commands = now.Command;
  const limits = limitsOf(task, actual);
  return {
    name: spec.Name,
    ...labelsOf(props, spec),
    ...replicasOf(props, spec),
    taskSpec: {
      ...task,
      ...limits,
      containerSpec: { ...container, ...changed },
    },
  };
}

interface Spec {
  readonly Name: string;
  readonly Labels?: Record<string, string>;
  readonly Mode: { Replicated?: { Replicas?: number } };
  readonly TaskTemplate: Template;
}

interface Template {
  readonly ContainerSpec: {
    readonly Image: string;
    readonly Env?: string[];
    readonly Args?: string[];
    readonly Command?: string[];
  };
  readonly Resources?: {
    readonly Limits?: { NanoCPUs?: number; MemoryBytes?: number };
  };
}

/** The engine leaves out what is empty. */
function isSame(wanted: unknown, actual: unknown): boolean {
  return isDeepStrictEqual(wanted ?? [], actual ?? []);
}

/** The same repository and tag; the server may have pulled another digest for it. */
function isSameImage(wanted: unknown, actual: string): boolean {
  const plain = (image: string) => image.replace(/@.*$/, "");
  return plain(String(wanted)) === plain(actual);
}

function variables(env: readonly string[] | undefined): Json {
  return Object.fromEntries(
    (env ?? []).map((line) => {
      const at = line.indexOf("=");
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}

function labelsOf(props: Json, spec: Spec): Json {
  const wanted = labelMap(props.labels);
  return isDeepStrictEqual(wanted, spec.Labels ?? {})
    ? {}
    : { labels: labelList(spec.Labels) };
}

function replicasOf(props: Json, spec: Spec): Json {
  const replicas = spec.Mode.Replicated?.Replicas;
  const mode = props.mode as { replicated?: { replicas?: number } } | undefined;
  if (replicas === undefined || replicas === (mode?.replicated?.replicas ?? 1))
    return {};
  return { mode: { ...mode, replicated: { replicas } } };
}

function limitsOf(task: Json, actual: Template): Json {
  const resources = (task.resources ?? {}) as Record<string, Json>;
  const wanted = resources.limits ?? {};
  const { NanoCPUs = 0, MemoryBytes = 0 } = actual.Resources?.Limits ?? {};
  if (
    Number(wanted.nanoCpus ?? 0) === NanoCPUs &&
    Number(wanted.memoryBytes ?? 0) === MemoryBytes
  )
    return {};
  const limits = { nanoCpus: NanoCPUs, memoryBytes: MemoryBytes };
  return { resources: { ...resources, limits } };
}
