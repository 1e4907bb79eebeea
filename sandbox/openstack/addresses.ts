/** IPv4 address to number; NaN for anything else. */
export function toNumber(ip: string): number {
  const parts = ip.split(".").map(Number);
  if (parts.length !== 4 || parts.some((p) => !(p >= 0 && p <= 255)))
    return Number.NaN;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

export function toAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}

/** First and last address of a range like "10.0.0.0/24"; undefined when it is none. */
export function rangeOf(
  cidr: string,
): { first: number; last: number } | undefined {
  const [ip = "", bits = ""] = cidr.split("/");
  const length = Number(bits);
  const address = toNumber(ip);
  if (Number.isNaN(address) || bits === "" || !(length >= 0 && length <= 32))
    return undefined;
  const size = 2 ** (32 - length);
  const first = address - (address % size);
  return { first, last: first + size - 1 };
}

/** Whether two ranges share an address. */
export function overlap(a: string, b: string): boolean {
  const [x, y] = [rangeOf(a), rangeOf(b)];
  return (
    x !== undefined && y !== undefined && x.first <= y.last && y.first <= x.last
  );
}

/** Whether an address is in a range. */
export function contains(cidr: string, ip: string): boolean {
  const range = rangeOf(cidr);
  const value = toNumber(ip);
  return range !== undefined && value >= range.first && value <= range.last;
}

/** The first address of the pools that is not taken; undefined when all are. */
export function nextAddress(
  pools: readonly (readonly [string, string])[],
  taken: ReadonlySet<string>,
): string | undefined {
  for (const [first, last] of pools)
    for (let value = toNumber(first); value <= toNumber(last); value++)
      if (!taken.has(toAddress(value))) return toAddress(value);
  return undefined;
}

/**
 * What Neutron gives out of a range when nobody says: all but the network, the gateway and the broadcast address.
 */
export function defaultPools(
  cidr: string,
  gatewayIp: string,
): [string, string][] {
  const range = rangeOf(cidr);
  if (range === undefined) return [];
  const [first, last] = [range.first + 1, range.last - 1];
  const gateway = toNumber(gatewayIp);
  if (!(gateway >= first && gateway <= last))
    return [[toAddress(first), toAddress(last)]];
  const pools: [number, number][] = [
    [first, gateway - 1],
    [gateway + 1, last],
  ];
  return pools
    .filter(([from, to]) => from <= to)
    .map(([from, to]) => [toAddress(from), toAddress(to)]);
}

/** The hardware address that Docker gives to an IPv4 address: known before the server exists, and stable. */
export function macOf(ip: string): string {
  const bytes = ip
    .split(".")
    .map((p) => Number(p).toString(16).padStart(2, "0"));
  return ["02", "42", ...bytes].join(":");
}
