import { isIPv4, isIPv6 } from "node:net";
import { isEmail } from "./names";
import type { Problem } from "./problems";

/** What is wrong with one value of a record; undefined when nothing is. */
export type Check = (value: unknown) => Problem["say"] | undefined;

/** Labels of a record: letters, digits, hyphens and underscores (`_dmarc`), lower case. */
const LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const RECORD_NAME = new RegExp(
  `^(?:@|(?:\\*|${LABEL})(?:\\.${LABEL})*)$(?<=^.{1,190})`,
);
/** What ends in a number is an address, and no name (RFC 3696, 2). */
const HOST = new RegExp(
  `^(?=.{3,253}$)(?!.*\\.\\d+$)${LABEL}(?:\\.${LABEL})+$`,
);

export const isRecordName = (value: string): boolean => RECORD_NAME.test(value);

export const recordName: Check = (value) =>
  isRecordName(String(value))
    ? undefined
    : (texts) => texts.invalidRecordName();
/** Where a DMARC record is looked for: for the domain, or for a name below it (RFC 7489, 6.6.3). */
export const dmarcName: Check = (value) =>
  /^_dmarc(?:\.|$)/.test(String(value))
    ? undefined
    : (texts) => texts.invalidDmarcName();
export const ipv4: Check = (value) =>
  isIPv4(String(value)) ? undefined : (texts) => texts.invalidIpv4();
/** Without a zone (`%eth0`), which means nothing beyond one machine. */
export const ipv6: Check = (value) =>
  isIPv6(String(value)) && !String(value).includes("%")
    ? undefined
    : (texts) => texts.invalidIpv6();
/** A whole name; a dot at its end is the same name. */
export const host: Check = (value) =>
  HOST.test(withoutDot(String(value)))
    ? undefined
    : (texts) => texts.invalidHost();
/** The same, or `.` for none. */
export const hostOrNone: Check = (value) =>
  value === "." ? undefined : host(value);
export const email: Check = (value) =>
  isEmail(String(value)) ? undefined : (texts) => texts.invalidEmail();
/** Printable ASCII, the only text that every DNS client shows as it was written. */
export const text: Check = (value) =>
  /^[ -~]+$/.test(String(value)) ? undefined : (texts) => texts.invalidText();
export const optionalText: Check = (value) =>
  value === "" ? undefined : text(value);
export const base64: Check = (value) =>
  /^[A-Za-z0-9+/]+={0,2}$/.test(String(value))
    ? undefined
    : (texts) => texts.invalidKey();

/** Seconds, as OVH takes them: 0 stands for the zone's own. */
export const ttl: Check = (value) =>
  value === 0 ? undefined : wholeNumber(60, 2_147_483_647)(value);

export function wholeNumber(least: number, most: number): Check {
  return (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : (texts) => texts.wholeNumber(least, most);
}

export const uint16 = wholeNumber(0, 65_535);

export function numberBetween(least: number, most: number): Check {
  return (value) =>
    Number(value) >= least && Number(value) <= most
      ? undefined
      : (texts) => texts.numberBetween(least, most);
}

export function oneOf(...known: readonly (string | number)[]): Check {
  return (value) =>
    known.some((one) => one === value)
      ? undefined
      : (texts) => texts.unknownChoice(known.map(String));
}

/** Hexadecimal, of so many octets if that is known. */
export function hexadecimal(octets?: number): Check {
  return (value) => {
    const digits = String(value);
    const ok =
      /^(?:[0-9a-f]{2})+$/i.test(digits) &&
      (octets === undefined || digits.length === 2 * octets);
    return ok ? undefined : (texts) => texts.invalidHex(octets);
  };
}

/** A name as a zone file writes it: with a dot at its end. That of none is the dot alone. */
export function absolute(name: string): string {
  return `${withoutDot(name)}.`;
}

export function withoutDot(name: string): string {
  return name.replace(/\.$/, "");
}

/** Octets of one string of a TXT record (RFC 1035, 3.3). */
const LONGEST_STRING = 255;

/**
 * A text as a zone file writes it: quoted strings of at most 255 octets. OVH stores it cut the same way, and would show a
 * change for ever if it came in one piece (https://github.com/ovh/terraform-provider-ovh/issues/1225).
 */
export function quoted(value: string): string {
  const strings: string[] = [];
  for (let from = 0; from < value.length; from += LONGEST_STRING)
    strings.push(value.slice(from, from + LONGEST_STRING));
  return strings.map(quotedString).join(" ");
}

/** One string between quotes. */
export function quotedString(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
