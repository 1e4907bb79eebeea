import { randomUUID } from "node:crypto";
import { decide } from "./decide";
import { withoutEngineKeys } from "./host";
import { type Json, UNKNOWN } from "./provider";
import type { Config, Parts } from "./run";
import type { ResourceState } from "./state";
import { isProviderType } from "./urn";
import { secret } from "./values";

/** A provider resource is ours to keep: it has settings and an id, and nothing in the world. */
export async function settleProvider(
  parts: Parts,
  resource: ResourceState,
  old: ResourceState | undefined,
): Promise<ResourceState> {
  const { preview, host, journal, report, operations } = parts;
  const { urn, type, inputs = {} } = resource;
  const id = old?.id ?? (preview ? UNKNOWN : randomUUID());
  const outputs = { ...inputs };
  delete outputs.__internal;
  const decision = old && decide(old, resource, await host.diff(old, inputs));
  const isSame = decision?.op === "same";
  const now = new Date().toISOString();
  const modified = isSame ? old?.modified : now;
  const created = old?.created ?? now;
  Object.assign(resource, { id, outputs, created, modified });
  host.register(`${urn}::${id}`, type, withoutEngineKeys(inputs));
  journal.put(resource, old);
  report.step(decision?.op ?? "create", resource, decision?.reasons, old);
  if (!isSame) await operations.flush();
  return resource;
}

/** Which plugin a package comes from; empty where the program does not say. */
export interface Plugin {
  readonly version: string;
  readonly url: string;
}

/** What all requests that may name a plugin have in common. */
export interface PluginRequest {
  getVersion(): string;
  getPlugindownloadurl(): string;
}

export function pluginOf(request: PluginRequest): Plugin {
  return { version: request.getVersion(), url: request.getPlugindownloadurl() };
}

/** What the engine itself keeps in the inputs of a provider resource. */
export function pluginInputs({ version, url }: Plugin): Json {
  if (version === "" && url === "") return {};
  const __internal = url === "" ? {} : { pluginDownloadURL: url };
  return version === "" ? { __internal } : { __internal, version };
}

/** `default`, `default_4_21_2`, `default_2_19_1_github_/host/path`. Source: `DefaultName` of Pulumi's `ProviderRequest`. */
export function defaultProviderName({ version, url }: Plugin): string {
  const segments = url.split("/").filter((segment) => segment !== "");
  const place = segments
    .map((segment) => segment.replace(/^[^A-Za-z_.]|[^\w.-]/g, "_"))
    .join("/");
  const release = version.replace(/[^A-Za-z0-9]/g, "_");
  return ["default", release, place].filter(Boolean).join("_");
}

/** A default provider is set up by the stack's settings of its package, e.g. `openstack:region`. */
export function defaultProviderInputs(
  pkg: string,
  plugin: Plugin,
  config: Config,
): Json {
  const inputs = pluginInputs(plugin);
  for (const [key, { value, secret: isSecret }] of Object.entries(config)) {
    if (!key.startsWith(`${pkg}:`)) continue;
    inputs[key.slice(pkg.length + 1)] = isSecret ? secret(value) : value;
  }
  return inputs;
}

/** Makes the providers of the state usable: what this run deletes may have no other. */
export function registerProviders({ journal, host }: Parts): void {
  for (const { urn, id = "", type, inputs = {} } of journal.remaining()) {
    if (isProviderType(type))
      host.register(`${urn}::${id}`, type, withoutEngineKeys(inputs));
  }
}
