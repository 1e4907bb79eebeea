import { isObject } from "./values";

// Rules of the real plugins that their schemas do not say, each with its source.

/**
 * Lists whose order means nothing: `TypeSet` in the source of the Terraform provider behind each plugin
 * (kreuzwerker/docker `resource_docker_*`, terraform-provider-openstack `*_v2.go`, ovh `resource_*`).
 */
const SETS: Readonly<Record<string, ReadonlySet<string>>> = {
  docker: words(
    "labels envs dns dnsOpts dnsSearches groupAdds securityOpts volumes mounts hosts networksAdvanced devices",
    "uploads adds drops secrets configs ipamConfigs driverOpts",
  ),
  openstack: words("tags securityGroups securityGroupIds allowedAddressPairs"),
};

function words(...lines: string[]): Set<string> {
  return new Set(lines.join(" ").split(" "));
}

export function isSet(pkg: string, property: string): boolean {
  return SETS[pkg]?.has(property) === true;
}

/** Every argument of the `random` types is `RequiresReplace` (hashicorp/random, `internal/provider/*.go`). */
export function replacesAlways(type: string): boolean {
  return type.startsWith("random:");
}

/** A bucket's object lock may come and may be strengthened in place; only less of it replaces (ovh 2.19). */
export function replacesNever(
  type: string,
  property: string,
  old: unknown,
  value: unknown,
): boolean {
  if (type !== "ovh:CloudProject/storage:Storage" || property !== "objectLock")
    return false;
  return lockStrength(value) >= lockStrength(old);
}

function lockStrength(lock: unknown): number {
  if (!isObject(lock) || lock.status === "disabled") return 0;
  if (!isObject(lock.rule)) return 1;
  const { mode, period } = lock.rule;
  return (mode === "compliance" ? 1e6 : 2) + days(period);
}

/** Days of an ISO 8601 period of days, months or years, e.g. `P30D`, `P1Y`; 0 for anything else. */
function days(period: unknown): number {
  const [, count, unit] =
    /^P(\d+)([DMY])$/.exec(typeof period === "string" ? period : "") ?? [];
  return Number(count ?? 0) * ({ D: 1, M: 30, Y: 365 }[unit ?? ""] ?? 0);
}

/** The command plugin plans every output of a changed command as unknown (pulumi-go-provider's `infer`). */
export function outputsUnknownAfterUpdate(type: string): boolean {
  return type.startsWith("command:");
}
