import { createHash } from "node:crypto";
import type { RecordTypeName } from "./record-input";

/** Seconds that others may remember an answer, unless a record says otherwise. */
export const DEFAULT_TTL = 3600;

/** One record of a zone as it is published. */
export interface ZoneRecord {
  /** Tells it apart from the zone's others; part of its resource's name, so made of its content, never of its place in a list. */
  readonly name: string;
  /** `www`, or `@` for the domain itself. */
  readonly at: string;
  /** OVH's DKIM, DMARC and SPF are published as TXT, and taken as such. */
  readonly type: Exclude<RecordTypeName, "DKIM" | "DMARC" | "SPF">;
  /** As in a zone file; absent where only an `up` or OVH knows it: the address of the beneficiary's server, OVH's keys. */
  readonly target?: string;
  /** Seconds; 0 for the zone's own. */
  readonly ttl: number;
  /** What asks for it. */
  readonly from: "web" | "certificate" | "mail" | "server" | "written";
}

/** Types of which a name can have only one: the name is enough to tell them apart, and their value changes in place. */
const ALONE: readonly string[] = ["CNAME", "DNAME", "DKIM", "DMARC", "SPF"];

/** A record's name made of what it is: `txt-apex-1a2b3c4d`. */
export function nameByContent(
  type: string,
  at: string,
  target: string,
): string {
  const place = at === "@" ? "apex" : at;
  const name = `${type.toLowerCase()}-${place}`;
  if (ALONE.includes(type)) return name;
  const digest = createHash("sha256").update(target).digest("hex").slice(0, 8);
  return `${name}-${digest}`;
}
