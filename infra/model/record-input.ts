/** One record of a zone, written by hand; one type of OVH's API each (`domain.zone.RecordTypeEnum`, https://eu.api.ovh.com/console/). */
export type RecordInput =
  | ARecordInput
  | AaaaRecordInput
  | CaaRecordInput
  | HostRecordInput<"CNAME">
  | HostRecordInput<"DNAME">
  | HostRecordInput<"NS">
  | HostRecordInput<"PTR">
  | DkimRecordInput
  | DmarcRecordInput
  | LocRecordInput
  | MxRecordInput
  | NaptrRecordInput
  | RpRecordInput
  | TextRecordInput<"SPF">
  | TextRecordInput<"TXT">
  | SrvRecordInput
  | SshfpRecordInput
  | ServiceRecordInput<"HTTPS">
  | ServiceRecordInput<"SVCB">
  | TlsaRecordInput;

export type RecordTypeName = RecordInput["type"];

/** What every record has. */
interface RecordOf<Type extends string> {
  readonly type: Type;
  /** `www`, `_sip._tcp`, `*.test`, or `@` for the domain itself. */
  readonly at: string;
  /**
   * Seconds that others may remember it: at least 60, or 0 for the zone's own.
   * @default 3600
   */
  readonly ttl?: number;
}

/** The IPv4 address of a name. */
export interface ARecordInput extends RecordOf<"A"> {
  /** e.g. `203.0.113.7` */
  readonly address: string;
}

/** The IPv6 address of a name. */
export interface AaaaRecordInput extends RecordOf<"AAAA"> {
  /** e.g. `2001:db8::7` */
  readonly address: string;
}

/** Who may issue certificates (RFC 8659). */
export interface CaaRecordInput extends RecordOf<"CAA"> {
  readonly tag: "issue" | "issuewild" | "issuemail" | "iodef";
  /** An authority such as `letsencrypt.org`, `;` for none, or for `iodef` where to complain (`mailto:…`). */
  readonly value: string;
  /**
   * True if an authority that does not understand the tag must refuse.
   * @default false
   */
  readonly critical?: boolean;
}

/** Another name (CNAME), another tree of names (DNAME), other name servers (NS), a name for an address (PTR). */
export interface HostRecordInput<
  Type extends "CNAME" | "DNAME" | "NS" | "PTR",
> extends RecordOf<Type> {
  /** The whole name: `shops.example.org`. */
  readonly target: string;
}

/** The public key that mails are signed with (RFC 6376), published as TXT. */
export interface DkimRecordInput extends RecordOf<"DKIM"> {
  /** The key alone, without `p=`. */
  readonly key: string;
  /** @default "rsa" */
  readonly keyType?: "rsa" | "ed25519";
}

/** What to do with mails that are not ours (RFC 7489), published as TXT. `at` is `_dmarc`, or `_dmarc.` and a subdomain. */
export interface DmarcRecordInput extends RecordOf<"DMARC">, DmarcInput {}

export interface DmarcInput {
  readonly policy: "none" | "quarantine" | "reject";
  /**
   * Address that receives the daily reports. One of another domain gets none unless that domain publishes, at
   * `<this domain>._report._dmarc`, a TXT record `v=DMARC1` (RFC 7489, 7.1).
   * @default none
   */
  readonly reports?: string;
}

/** Where on Earth something is (RFC 1876). */
export interface LocRecordInput extends RecordOf<"LOC"> {
  /** Decimal degrees, north positive. */
  readonly latitude: number;
  /** Decimal degrees, east positive. */
  readonly longitude: number;
  /**
   * Metres above the sea.
   * @default 0
   */
  readonly altitude?: number;
}

/** A server that takes mail for a name. */
export interface MxRecordInput extends RecordOf<"MX">, MailServerInput {}

export interface MailServerInput {
  /** The lowest is tried first. */
  readonly priority: number;
  /** The server's whole name: `mx1.provider.example`. */
  readonly target: string;
}

/** A rule that rewrites names, for telephony (RFC 3403). */
export interface NaptrRecordInput extends RecordOf<"NAPTR"> {
  readonly order: number;
  readonly preference: number;
  /** e.g. `U` */
  readonly flags: string;
  /** e.g. `E2U+sip` */
  readonly service: string;
  /**
   * e.g. `!^.*$!sip:info@example.org!`
   * @default "", with a replacement
   */
  readonly regexp?: string;
  /**
   * The name to go on with.
   * @default "." (none), with a regexp
   */
  readonly replacement?: string;
}

/** Who answers for a name (RFC 1183). */
export interface RpRecordInput extends RecordOf<"RP"> {
  /** A mail address. */
  readonly mailbox: string;
  /**
   * A name whose TXT record says more.
   * @default "." (none)
   */
  readonly text?: string;
}

/** Free text (TXT), or who may send mail for a name (SPF: RFC 7208, published as TXT). Longer than 255 characters is cut as DNS wants it. */
export interface TextRecordInput<
  Type extends "SPF" | "TXT",
> extends RecordOf<Type> {
  /** Without quotes: `v=spf1 include:mx.ovh.com -all`. */
  readonly text: string;
}

/** Where a service is (RFC 2782). */
export interface SrvRecordInput extends RecordOf<"SRV"> {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  /** The server's whole name, or `.` to say that the service is not to be had. */
  readonly target: string;
}

/** The fingerprint of a server's SSH key (RFC 4255). */
export interface SshfpRecordInput extends RecordOf<"SSHFP"> {
  /** 1 RSA, 2 DSA, 3 ECDSA, 4 Ed25519, 6 Ed448 */
  readonly algorithm: 1 | 2 | 3 | 4 | 6;
  /** 1 SHA-1, 2 SHA-256 */
  readonly fingerprintType: 1 | 2;
  /** Hexadecimal. */
  readonly fingerprint: string;
}

/** How to reach a website (HTTPS) or a service (SVCB) (RFC 9460). */
export interface ServiceRecordInput<
  Type extends "HTTPS" | "SVCB",
> extends RecordOf<Type> {
  /** 0 for an alias, else the lowest is tried first. */
  readonly priority: number;
  /** The whole name of who serves it, or `.` for the name itself. */
  readonly target: string;
  /**
   * e.g. `{ alpn: "h2,h3", port: "8443" }`
   * @default {}
   */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** The certificate that a service shows (RFC 6698). */
export interface TlsaRecordInput extends RecordOf<"TLSA"> {
  readonly usage: 0 | 1 | 2 | 3;
  readonly selector: 0 | 1;
  readonly matchingType: 0 | 1 | 2;
  /** Hexadecimal. */
  readonly certificate: string;
}
