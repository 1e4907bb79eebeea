import type { Json } from "../resource-provider";
import { KEPT_DURATIONS } from "./service-spec";
import { nanoseconds } from "./values";

/**
 * A service's inputs as the real provider's read leaves them in the state, with which it compares the next program:
 * durations in Go's shortest form, and a network given by its name under `id`.
 * Source: kreuzwerker/terraform-provider-docker v4.5.0, resource_docker_service_structures.go, shortDur and flattenTaskNetworksAdvanced.
 */
export function readBack(inputs: Json): Json {
  const kept = KEPT_DURATIONS.reduce(
    (known, path) => changed(known, path.split("."), shortDuration),
    inputs,
  );
  return changed(kept, ["taskSpec", "networksAdvanceds"], byId);
}

function changed(
  value: Json,
  [key, ...rest]: readonly string[],
  change: (inner: unknown) => unknown,
): Json {
  const inner = key === undefined ? undefined : value[key];
  if (key === undefined || inner === undefined || inner === null) return value;
  if (rest.length === 0) return { ...value, [key]: change(inner) };
  const isBlock = typeof inner === "object" && !Array.isArray(inner);
  if (!isBlock) return value;
  return { ...value, [key]: changed(inner as Json, rest, change) };
}

/** "60s" → "1m", "90s" → "1m30s", "1h0m0s" → "1h"; anything else than a duration stays as it is. */
function shortDuration(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    const seconds = nanoseconds(value) / 1e9;
    if (seconds > 0 && seconds < 1) return value;
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    const long =
      (hours > 0 ? `${hours}h` : "") +
      (seconds >= 60 ? `${minutes}m` : "") +
      `${Number((seconds % 60).toFixed(9))}s`;
    return long.replace(/m0s$/, "m").replace(/h0m$/, "h");
  } catch {
    return value;
  }
}

function byId(networks: unknown): unknown {
  if (!Array.isArray(networks)) return networks;
  return (networks as Json[]).map((network) => {
    if (typeof network !== "object" || network === null) return network;
    const { name, ...others } = network;
    return network.id === undefined ? { ...others, id: name } : network;
  });
}
