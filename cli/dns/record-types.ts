/** A part of a record's data, on the wire and in a zone file. */
export type Part =
  | "u8"
  | "u16"
  | "name"
  | "ipv4"
  | "ipv6"
  /** A word with its length before it (CAA's tag), or between quotes (NAPTR). */
  | "string"
  /** The text of all strings; where it is cut does not matter. */
  | "texts"
  /** Text up to the end. */
  | "rest"
  | "hex"
  | "location"
  | "parameters";

/** The types of record that OVH has: number on the wire, and parts. Source: IANA's registry of DNS parameters and the RFC of each. */
const TYPES: Readonly<
  Record<string, { readonly number: number; readonly parts: readonly Part[] }>
> = {
  A: { number: 1, parts: ["ipv4"] },
  NS: { number: 2, parts: ["name"] },
  CNAME: { number: 5, parts: ["name"] },
  PTR: { number: 12, parts: ["name"] },
  MX: { number: 15, parts: ["u16", "name"] },
  TXT: { number: 16, parts: ["texts"] },
  RP: { number: 17, parts: ["name", "name"] },
  AAAA: { number: 28, parts: ["ipv6"] },
  LOC: { number: 29, parts: ["location"] },
  SRV: { number: 33, parts: ["u16", "u16", "u16", "name"] },
  NAPTR: {
    number: 35,
    parts: ["u16", "u16", "string", "string", "string", "name"],
  },
  DNAME: { number: 39, parts: ["name"] },
  SSHFP: { number: 44, parts: ["u8", "u8", "hex"] },
  TLSA: { number: 52, parts: ["u8", "u8", "u8", "hex"] },
  SVCB: { number: 64, parts: ["u16", "name", "parameters"] },
  HTTPS: { number: 65, parts: ["u16", "name", "parameters"] },
  CAA: { number: 257, parts: ["u8", "string", "rest"] },
};

/** OVH's own names for what is published as TXT. */
const TEXTS = ["SPF", "DKIM", "DMARC"];

/** The type that name servers know it by. */
export function publishedType(name: string): string {
  return TEXTS.includes(name) ? "TXT" : name;
}

/** What is known of a type by the name that OVH gives it. Throws for another. */
export function recordType(name: string): {
  readonly number: number;
  readonly parts: readonly Part[];
} {
  const type = TYPES[publishedType(name)];
  if (!type) throw new Error(`${name} is not a type of record`);
  return type;
}
