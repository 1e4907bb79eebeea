/**
 * Whether a network is so large that it is the world: `0.0.0.0/0`, `::/0`, their halves, or all addresses in use
 * (`2000::/3`). Also what cannot be read: nobody can vouch for it.
 */
export function isWorld(network: unknown): boolean {
  if (typeof network !== "string") return true;
  const [, address = "", length] =
    /^([0-9a-f.:]+)(?:\/(\d+))?$/i.exec(network.trim()) ?? [];
  const isV6 = address.includes(":");
  if (!isV6 && !address.includes(".")) return true;
  return Number(length ?? (isV6 ? 128 : 32)) < (isV6 ? 16 : 8);
}
