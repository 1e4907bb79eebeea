import { isIPv4, isIPv6 } from "node:net";

/** One record of a zone's draft, in the words of OVH's API. */
export interface ZoneRecord {
  readonly id: number;
  /** "A", "MX", …; OVH adds "SPF", "DKIM" and "DMARC", which are published as TXT. */
  readonly fieldtype: string;
  /** Without the zone; "" is the zone itself. */
  readonly subdomain: string;
  readonly target: string;
  /** Seconds; 0 stands for the zone's default. */
  readonly ttl: number;
}

/** The record types of `POST /domain/zone/{zoneName}/record`. */
export const FIELD_TYPES = [
  "A",
  "AAAA",
  "CAA",
  "CNAME",
  "DKIM",
  "DMARC",
  "DNAME",
  "HTTPS",
  "LOC",
  "MX",
  "NAPTR",
  "NS",
  "PTR",
  "RP",
  "SPF",
  "SRV",
  "SSHFP",
  "SVCB",
  "TLSA",
  "TXT",
] as const;

/** Seconds; OVH's default. */
const DEFAULT_TTL = 3600;
const TEXT_TYPES = new Set(["TXT", "SPF", "DKIM", "DMARC"]);
/** Octets of one string of a TXT record (RFC 1035, 3.3). */
const MAX_STRING = 255;

/** The master file (RFC 1035, 5) of a zone. */
export function zoneText(
  zone: string,
  nameServers: readonly string[],
  records: readonly ZoneRecord[],
  serial: number,
): string {
  const [primary] = nameServers;
  const lines = [
    `$ORIGIN ${zone}.`,
    `$TTL ${DEFAULT_TTL}`,
    `@ SOA ${primary}. tech.ovh.net. ${serial} 86400 3600 3600000 60`,
    ...nameServers.map((name) => `@ NS ${name}.`),
    ...records.map(recordLine),
  ];
  return `${lines.join("\n")}\n`;
}

function recordLine(record: ZoneRecord): string {
  const { fieldtype, ttl } = record;
  const owner = record.subdomain === "" ? "@" : record.subdomain;
  const isText = TEXT_TYPES.has(fieldtype);
  return [
    owner,
    String(ttl === 0 ? DEFAULT_TTL : ttl),
    isText ? "TXT" : fieldtype,
    isText ? textStrings(record.target) : record.target,
  ].join(" ");
}

/** A text as quoted strings; what is quoted already stays, as at OVH. */
function textStrings(target: string): string {
  const trimmed = target.trim();
  if (/^".*"$/s.test(trimmed)) return trimmed;
  const parts: string[] = [];
  for (let at = 0; at === 0 || at < trimmed.length; at += MAX_STRING)
    parts.push(trimmed.slice(at, at + MAX_STRING));
  return parts
    .map((part) => `"${part.replace(/[\\"]/g, (c) => `\\${c}`)}"`)
    .join(" ");
}

/**
 * How OVH's API stores a target: it quotes TXT silently, and cuts a longer text into strings of 255 octets
 * (https://github.com/ovh/terraform-provider-ovh/issues/1225).
 */
export function storedTarget(fieldtype: string, target: string): string {
  if (fieldtype !== "TXT") return target;
  const [, whole] = /^"((?:[^"\\]|\\.)*)"$/s.exec(target) ?? [];
  if (whole !== undefined && whole.length > MAX_STRING)
    return textStrings(whole.replaceAll(/\\(.)/gs, "$1"));
  return /^".*"$/s.test(target) ? target : textStrings(target);
}

/** The next serial: grows with every publication, and looks like a date as at OVH. */
export function nextSerial(serial: number, today: Date): number {
  const day = Number(today.toISOString().slice(0, 10).replaceAll("-", ""));
  return Math.max(serial + 1, day * 100);
}

const HOST =
  /^(\*|[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
const HEX = "(?:[0-9a-f]{2})+";
const TARGET_FORMS: Record<string, (target: string) => boolean> = {
  A: isIPv4,
  AAAA: isIPv6,
  CAA: form(String.raw`\d{1,3} [a-z]+ ${QUOTED}`),
  CNAME: isHost,
  DKIM: form(`"?v=DKIM1.*`),
  DMARC: form(`"?v=DMARC1.*`),
  DNAME: isHost,
  HTTPS: isService,
  LOC: form(
    String.raw`\d+ (?:\d+ (?:[\d.]+ )?)?[NS] \d+ (?:\d+ (?:[\d.]+ )?)?[EW] -?[\d.]+m?(?: [\d.]+m?){0,3}`,
  ),
  MX: (target) => numbersThenHost(target, 1),
  NAPTR: form(String.raw`\d{1,5} \d{1,5} ${QUOTED} ${QUOTED} ${QUOTED} \S+`),
  NS: isHost,
  PTR: isHost,
  RP: form(String.raw`\S+\. (?:\S*\.)`),
  SPF: form(`"?v=spf1.*`),
  SRV: (target) => numbersThenHost(target, 3),
  SSHFP: form(String.raw`\d \d ${HEX}`),
  SVCB: isService,
  TLSA: form(String.raw`[0-3] [01] [0-2] ${HEX}`),
};

function form(pattern: string): (target: string) => boolean {
  const whole = new RegExp(`^${pattern}$`, "is");
  return (target) => whole.test(target);
}

function isHost(target: string): boolean {
  return HOST.test(target);
}

/** Priority, host, parameters (RFC 9460, 2.1). */
function isService(target: string): boolean {
  const [priority = "", host = "", ...parameters] = target.split(/ +/);
  return (
    numbersThenHost(`${priority} ${host}`, 1) &&
    parameters.every((one) => /^[a-z0-9-]+(=\S*)?$/.test(one))
  );
}

function numbersThenHost(target: string, numbers: number): boolean {
  const words = target.split(/ +/);
  const host = words.pop() ?? "";
  return (
    words.length === numbers &&
    words.every((word) => /^\d{1,5}$/.test(word) && Number(word) < 65536) &&
    (HOST.test(host) || host === ".")
  );
}

/** Why OVH's API would refuse a record beside the others of its zone; undefined when it would not. */
export function recordProblem(
  record: Omit<ZoneRecord, "id">,
  others: readonly Omit<ZoneRecord, "id">[],
): string | undefined {
  const { fieldtype, subdomain, target } = record;
  if (!(FIELD_TYPES as readonly string[]).includes(fieldtype))
    return `"${fieldtype}" is not a record type`;
  if (subdomain !== "" && !HOST.test(subdomain))
    return `"${subdomain}" is not a subdomain`;
  if (/[\r\n]/.test(target)) return "the target has a line break";
  if (!(TARGET_FORMS[fieldtype] ?? (() => target.trim() !== ""))(target))
    return `"${target}" is not a target of a record of type ${fieldtype}`;
  const siblings = others.filter(
    (other) => other.subdomain.toLowerCase() === subdomain.toLowerCase(),
  );
  const isAlias = fieldtype === "CNAME";
  if (isAlias && subdomain === "") return "a zone's own name cannot be a CNAME";
  if (siblings.some((other) => isAlias || other.fieldtype === "CNAME"))
    return `a CNAME cannot stand beside another record of the same name ("${subdomain}")`;
  return undefined;
}
