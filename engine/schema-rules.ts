/**
 * Rules of the real plugins that their schemas do not say, each with its source.
 */

/**
 * Lists whose order means nothing, as `<package>.<property>`: `TypeSet` in the source of the Terraform provider behind
 * each plugin (kreuzwerker/docker `resource_docker_*`, terraform-provider-openstack `*_v2.go`, ovh `resource_*`).
 */
export const SET_PROPERTIES = new Set([
  ...[
    "labels",
    "envs",
    "dns",
    "dnsOpts",
    "dnsSearches",
    "groupAdds",
    "securityOpts",
    "volumes",
    "mounts",
    "hosts",
  ].map((name) => `docker.${name}`),
  ...[
    "networksAdvanced",
    "devices",
    "uploads",
    "adds",
    "drops",
    "secrets",
    "configs",
    "ipamConfigs",
    "driverOpts",
  ].map((name) => `docker.${name}`),
  ...["tags", "securityGroups", "securityGroupIds", "allowedAddressPairs"].map(
    (name) => `openstack.${name}`,
  ),
]);

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
  if (typeof lock !== "object" || lock === null) return 0;
  const { status, rule } = lock as {
    status?: unknown;
    rule?: { mode?: unknown; period?: unknown };
  };
  if (status === "disabled") return 0;
  if (rule === undefined || rule === null) return 1;
  return (rule.mode === "compliance" ? 1e6 : 2) + days(rule.period);
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
