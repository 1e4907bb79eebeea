import type {
  DmarcInput,
  HostRecordInput,
  RecordInput,
  RecordTypeName,
  ServiceRecordInput,
  TextRecordInput,
} from "./record-input";
import {
  absolute,
  base64,
  type Check,
  dmarcName,
  email,
  hexadecimal,
  host,
  hostOrNone,
  ipv4,
  ipv6,
  numberBetween,
  oneOf,
  optionalText,
  quoted,
  quotedString,
  text,
  uint16,
} from "./record-values";
import type { Field, Kind, Shape } from "./shape";
import { spf } from "./spf";

/** One type of record: its own fields, what they may hold, and how a zone file writes it. */
export interface RecordType<Input> {
  readonly shape: Shape<Input>;
  readonly checks: {
    readonly [K in keyof Input]?: (
      value: unknown,
      input: Input,
    ) => ReturnType<Check>;
  };
  readonly target: (input: Input) => string;
}

type InputOf<Type extends RecordTypeName> = Extract<
  RecordInput,
  { readonly type: Type }
>;

/** The fields of every record, and some of its own. */
function fields<Own extends Readonly<Record<string, Field>>>(own: Own) {
  return {
    type: needed("text"),
    at: needed("text"),
    ttl: { kind: "number" },
    ...own,
  } as const;
}

const needed = (kind: Kind) => ({ kind, required: true }) as const;
const number = needed("number");
const words = needed("text");

const toHost = <Type extends "CNAME" | "DNAME" | "NS" | "PTR">(): RecordType<
  HostRecordInput<Type>
> => ({
  shape: fields({ target: words }),
  checks: { target: host },
  target: ({ target }) => absolute(target),
});

const ofText = <Type extends "SPF" | "TXT">(
  check: Check,
): RecordType<TextRecordInput<Type>> => ({
  shape: fields({ text: words }),
  checks: { text: check },
  target: (input) => quoted(input.text),
});

const ofService = <Type extends "HTTPS" | "SVCB">(): RecordType<
  ServiceRecordInput<Type>
> => ({
  shape: fields({
    priority: number,
    target: words,
    parameters: { kind: "object" },
  }),
  checks: { priority: uint16, target: hostOrNone, parameters },
  target: ({ priority, target, parameters: given = {} }) =>
    [
      String(priority),
      absolute(target),
      ...Object.entries(given)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => `${key}=${quotedString(value)}`),
    ].join(" "),
});

/** RFC 9460, 14.3.2; another one is `key` and its number. */
const PARAMETER =
  /^(mandatory|alpn|no-default-alpn|port|ipv4hint|ech|ipv6hint|key\d{1,5})$/;

const parameters: Check = (value) =>
  Object.entries(value as object).every(
    ([key, one]) => PARAMETER.test(key) && /^[!-~]*$/.test(String(one)),
  )
    ? undefined
    : (texts) => texts.invalidParameters();

/** Every type, by its name. */
export const recordTypes: {
  readonly [Type in RecordTypeName]: RecordType<InputOf<Type>>;
} = {
  A: {
    shape: fields({ address: words }),
    checks: { address: ipv4 },
    target: ({ address }) => address,
  },
  AAAA: {
    shape: fields({ address: words }),
    checks: { address: ipv6 },
    target: ({ address }) => address.toLowerCase(),
  },
  CAA: {
    shape: fields({ tag: words, value: words, critical: { kind: "boolean" } }),
    checks: {
      tag: oneOf("issue", "issuewild", "issuemail", "iodef"),
      value: text,
    },
    target: ({ tag, value, critical }) =>
      `${critical === true ? "128" : "0"} ${tag} ${quotedString(value)}`,
  },
  CNAME: toHost<"CNAME">(),
  DNAME: toHost<"DNAME">(),
  NS: toHost<"NS">(),
  PTR: toHost<"PTR">(),
  DKIM: {
    shape: fields({ key: words, keyType: { kind: "text" } }),
    checks: { key: base64, keyType: oneOf("rsa", "ed25519") },
    target: ({ key, keyType = "rsa" }) =>
      quoted(`v=DKIM1; k=${keyType}; p=${key}`),
  },
  DMARC: {
    shape: fields({ policy: words, reports: { kind: "text" } }),
    checks: {
      at: dmarcName,
      policy: oneOf("none", "quarantine", "reject"),
      reports: email,
    },
    target: (input) => quoted(dmarcText(input)),
  },
  LOC: {
    shape: fields({
      latitude: number,
      longitude: number,
      altitude: { kind: "number" },
    }),
    checks: {
      latitude: numberBetween(-90, 90),
      longitude: numberBetween(-180, 180),
      altitude: numberBetween(-100_000, 42_849_672),
    },
    target: ({ latitude, longitude, altitude = 0 }) =>
      `${degrees(latitude, "N", "S")} ${degrees(longitude, "E", "W")} ${altitude.toFixed(2)}m`,
  },
  MX: {
    shape: fields({ priority: number, target: words }),
    checks: { priority: uint16, target: hostOrNone },
    target: ({ priority, target }) => `${priority} ${absolute(target)}`,
  },
  NAPTR: {
    shape: fields({
      order: number,
      preference: number,
      flags: words,
      service: words,
      regexp: { kind: "text" },
      replacement: { kind: "text" },
    }),
    checks: {
      order: uint16,
      preference: uint16,
      flags: optionalText,
      service: optionalText,
      regexp: optionalText,
      replacement: hostOrNone,
    },
    target: (input) => {
      const { order, preference, flags, service } = input;
      const { regexp = "", replacement = "." } = input;
      const strings = [flags, service, regexp].map(quotedString).join(" ");
      return `${order} ${preference} ${strings} ${absolute(replacement)}`;
    },
  },
  RP: {
    shape: fields({ mailbox: words, text: { kind: "text" } }),
    checks: { mailbox: email, text: hostOrNone },
    target: ({ mailbox, text: more = "." }) =>
      `${mailboxName(mailbox)} ${absolute(more)}`,
  },
  SPF: ofText<"SPF">(spf),
  TXT: ofText<"TXT">(text),
  SRV: {
    shape: fields({
      priority: number,
      weight: number,
      port: number,
      target: words,
    }),
    checks: {
      priority: uint16,
      weight: uint16,
      port: uint16,
      target: hostOrNone,
    },
    target: ({ priority, weight, port, target }) =>
      `${priority} ${weight} ${port} ${absolute(target)}`,
  },
  SSHFP: {
    shape: fields({
      algorithm: number,
      fingerprintType: number,
      fingerprint: words,
    }),
    checks: {
      algorithm: oneOf(1, 2, 3, 4, 6),
      fingerprintType: oneOf(1, 2),
      fingerprint: (value, { fingerprintType }) =>
        hexadecimal(fingerprintType === 1 ? 20 : 32)(value),
    },
    target: ({ algorithm, fingerprintType, fingerprint }) =>
      `${algorithm} ${fingerprintType} ${fingerprint.toLowerCase()}`,
  },
  HTTPS: ofService<"HTTPS">(),
  SVCB: ofService<"SVCB">(),
  TLSA: {
    shape: fields({
      usage: number,
      selector: number,
      matchingType: number,
      certificate: words,
    }),
    checks: {
      usage: oneOf(0, 1, 2, 3),
      selector: oneOf(0, 1),
      matchingType: oneOf(0, 1, 2),
      certificate: (value, { matchingType }) =>
        hexadecimal([undefined, 32, 64][matchingType])(value),
    },
    target: ({ usage, selector, matchingType, certificate }) =>
      `${usage} ${selector} ${matchingType} ${certificate.toLowerCase()}`,
  },
};

/** What a DMARC record says (RFC 7489, 6.3). */
export function dmarcText({ policy, reports }: DmarcInput): string {
  const to = reports === undefined ? "" : `; rua=mailto:${reports}`;
  return `v=DMARC1; p=${policy}${to}`;
}

/** Decimal degrees as degrees, minutes and thousandths of seconds (RFC 1876, 3). */
function degrees(value: number, positive: string, negative: string): string {
  const thousandths = Math.round(Math.abs(value) * 3_600_000);
  const seconds = ((thousandths % 60_000) / 1_000).toFixed(3);
  const minutes = Math.floor(thousandths / 60_000) % 60;
  const whole = Math.floor(thousandths / 3_600_000);
  return `${whole} ${minutes} ${seconds} ${value < 0 ? negative : positive}`;
}

/** A mail address as a name: the first dot stands for the @ (RFC 1035, 8). */
function mailboxName(address: string): string {
  const [account = "", domain = ""] = address.toLowerCase().split("@");
  return `${account.replaceAll(".", String.raw`\.`)}.${domain}.`;
}
