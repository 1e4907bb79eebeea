import { type Json, typeOf } from "../resource-provider";

const UPDATE = {
  delay: "0s",
  failureAction: "pause",
  maxFailureRatio: "0.0",
  monitor: "5s",
  order: "stop-first",
  parallelism: 1,
};
const HEALTHCHECK = {
  interval: "0s",
  retries: 0,
  startPeriod: "0s",
  timeout: "0s",
};
const FILE = { fileGid: "0", fileMode: 0o444, fileUid: "0" };

/** Constants that the real provider fills into nested blocks, by type and path (kreuzwerker/docker `resource_docker_*.go`). */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  "docker:index/service:Service": {
    convergeConfig: { delay: "7s", timeout: "3m" },
    updateConfig: UPDATE,
    rollbackConfig: UPDATE,
    "mode.replicated": { replicas: 1 },
    "endpointSpec.ports": { protocol: "tcp", publishMode: "ingress" },
    "taskSpec.containerSpec": { isolation: "default" },
    "taskSpec.containerSpec.healthcheck": HEALTHCHECK,
    "taskSpec.containerSpec.secrets": FILE,
    "taskSpec.containerSpec.configs": FILE,
    "taskSpec.containerSpec.mounts.bindOptions": { propagation: "rprivate" },
  },
  "docker:index/container:Container": {
    ports: { ip: "0.0.0.0", protocol: "tcp" },
    healthcheck: { ...HEALTHCHECK, startInterval: "0s" },
    devices: { permissions: "rwm" },
  },
};

/** The checked inputs with the defaults of their blocks, each block listing in `__defaults` what was filled in. */
export function withNestedDefaults(urn: string, inputs: Json): Json {
  const table = DEFAULTS[typeOf(urn)] ?? {};
  return Object.entries(table).reduce(
    (filled, [path, defaults]) => fill(filled, path.split("."), defaults),
    inputs,
  );
}

function fill(value: Json, path: readonly string[], defaults: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return fillBlock(value, defaults);
  const inner = value[key];
  const into = (block: unknown): unknown =>
    typeof block === "object" && block !== null
      ? fill(block as Json, rest, defaults)
      : block;
  if (typeof inner !== "object" || inner === null) return value;
  return {
    ...value,
    [key]: Array.isArray(inner) ? inner.map(into) : into(inner),
  };
}

function fillBlock(block: Json, defaults: Json): Json {
  const missing = Object.keys(defaults).filter(
    (name) => block[name] === undefined,
  );
  const filled = Object.fromEntries(missing.map((n) => [n, defaults[n]]));
  const listed = (block.__defaults as string[] | undefined) ?? [];
  return { ...block, ...filled, __defaults: [...listed, ...missing].sort() };
}
