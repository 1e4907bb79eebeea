/**
 * Seconds in the form in which the Docker provider reads a duration back: 60 → `1m`, 90 → `1m30s`, 3605 → `1h0m5s`.
 * Any other form, such as `60s`, would be a change at every `up`.
 * Source: kreuzwerker/terraform-provider-docker v4.5.0, internal/provider/resource_docker_service_structures.go, shortDur.
 */
export function goDuration(seconds: number): string {
  const [h, m, s] = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ].map(String) as [string, string, string];
  if (seconds < 60) return `${s}s`;
  const text = seconds < 3600 ? `${m}m${s}s` : `${h}h${m}m${s}s`;
  return text.replace(/m0s$/, "m").replace(/h0m$/, "h");
}
