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

/**
 * Only a bucket that has an object lock can get a stronger one in place. One that comes replaces, as one that goes does:
 * "Object Lock must be enabled at bucket creation" (terraform-provider-ovh 2.19, `resource_cloud_project_storage.go`,
 * ModifyPlan, from `disabled` to `enabled`; none counts as `disabled`). Less of a lock, which the plugin would update in
 * place, replaces here too: who weakens one is told in red.
 */
export function replacesNever(
  type: string,
  property: string,
  old: unknown,
  value: unknown,
): boolean {
  if (type !== "ovh:CloudProject/storage:Storage" || property !== "objectLock")
    return false;
  const before = lockStrength(old);
  const after = lockStrength(value);
  return after >= before && (before > 0 || after === 0);
}

/** 0 without a lock. */
function lockStrength(lock: unknown): number {
  if (!isObject(lock) || lock.status === "disabled") return 0;
  if (!isObject(lock.rule)) return 1;
  const { mode, period } = lock.rule;
  return (mode === "compliance" ? 1e6 : 2) + days(period);
}

/** Days of an ISO 8601 period of days, weeks, months or years, e.g. `P30D`, `P1Y`; 0 for anything else. */
function days(period: unknown): number {
  const [, count, unit] =
    /^P(\d+)([DWMY])$/.exec(typeof period === "string" ? period : "") ?? [];
  return Number(count ?? 0) * ({ D: 1, W: 7, M: 30, Y: 365 }[unit ?? ""] ?? 0);
}

/** The command plugin plans every output of a changed command as unknown (pulumi-go-provider's `infer`). */
export function outputsUnknownAfterUpdate(type: string): boolean {
  return type.startsWith("command:");
}
