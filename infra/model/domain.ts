import type { Beneficiary } from "./beneficiary";
import { mailZoneRecords } from "./mail-records";
import { labelUnder } from "./names";
import type { ProblemList } from "./problems";
import { checkConflicts, type WrittenRecord } from "./record-conflicts";
import type { RecordInput } from "./record-input";
import { type RecordType, recordTypes } from "./record-types";
import { type Check, recordName, ttl as ttlRule } from "./record-values";
import { hasShape } from "./shape";
import { type WebAddress, webAddresses } from "./web";
import { checkLabel } from "./web-names";
import { DEFAULT_TTL, nameByContent, type ZoneRecord } from "./zone-record";

/** The authority of the certificates of our proxies; `epicerie:acmeDirectory` (infra/settings.ts) takes no other. */
const AUTHORITY = "letsencrypt.org";

/** What the zone of a beneficiary follows from. */
type ZoneUser = Pick<Beneficiary, "apps" | "mail" | "records"> & {
  readonly domain?: string;
};

/** The records in the zone of one domain. */
export interface OtherZone {
  readonly zone: string;
  readonly records: readonly ZoneRecord[];
}

/** Every record of a beneficiary's zone: its websites, its mail, and what is written by hand. */
export function zoneRecords(beneficiary: ZoneUser): ZoneRecord[] {
  return [...composedRecords(beneficiary), ...beneficiary.records];
}

/** The records in the zones of its other domains: they lead to its websites alone. */
export function otherZones(
  beneficiary: Pick<Beneficiary, "apps" | "domains"> & {
    readonly domain?: string;
  },
): OtherZone[] {
  const addresses = webAddresses(beneficiary);
  return beneficiary.domains.map((zone) => {
    return { zone, records: webRecords(zone, addresses) };
  });
}

/** The names of the host's servers in its own zone. */
export function serverRecords(servers: readonly string[]): ZoneRecord[] {
  const server = { type: "A", ttl: DEFAULT_TTL, from: "server" } as const;
  return servers.map((at) => ({ name: "a", at, ...server }));
}

/** What websites and mail ask for. */
export function composedRecords(
  beneficiary: Omit<ZoneUser, "records">,
): ZoneRecord[] {
  const { domain, mail } = beneficiary;
  if (domain === undefined) return [];
  const addresses = webAddresses(beneficiary);
  return [...webRecords(domain, addresses), ...mailZoneRecords(mail)];
}

/**
 * What the web addresses in one zone ask for.
 *
 * The domain itself gets no CAA record: that would bind every name below it, also those that lead elsewhere and have their
 * certificates from another authority (RFC 8659, 3).
 */
export function webRecords(
  zone: string,
  addresses: readonly Pick<WebAddress, "host">[],
): ZoneRecord[] {
  const places = addresses.flatMap(({ host }) => labelUnder(host, zone) ?? []);
  const web = { ttl: DEFAULT_TTL, from: "web" } as const;
  return [
    ...places.map((at): ZoneRecord => {
      return { name: `a-${at === "@" ? "apex" : at}`, at, type: "A", ...web };
    }),
    ...places
      .filter((at) => at !== "@")
      .map((at): ZoneRecord => {
        const target = `0 issue "${AUTHORITY}"`;
        const from = "certificate";
        return { ...web, name: `caa-${at}`, at, type: "CAA", target, from };
      }),
  ];
}

/** The records written by hand, as far as they make sense; what is wrong with them, alone or beside `others`, is in `problems`. */
export function resolveRecords(
  written: readonly unknown[] = [],
  domain: string | undefined,
  others: readonly ZoneRecord[],
  problems: ProblemList,
): readonly Required<ZoneRecord>[] {
  if (written.length > 0 && domain === undefined)
    problems.add((texts) => texts.domainNeeded());
  const records = written.flatMap((input, index): WrittenRecord[] => {
    const here = problems.at(`[${index}]`);
    const record = resolveRecord(input, domain, here);
    return record ? [{ record, problems: here }] : [];
  });
  checkConflicts(records, others);
  return records.map(({ record }) => record);
}

/** A type's own rules, whatever the type: the compiler knows them one by one. */
interface AnyRecordType extends Pick<
  RecordType<RecordInput>,
  "shape" | "target"
> {
  readonly checks: Readonly<
    Record<string, (value: unknown, input: RecordInput) => ReturnType<Check>>
  >;
}

function resolveRecord(
  input: unknown,
  domain: string | undefined,
  problems: ProblemList,
): Required<ZoneRecord> | undefined {
  const before = problems.all.length;
  const { type } = (input ?? {}) as { readonly type?: unknown };
  const known = Object.keys(recordTypes);
  if (typeof type !== "string" || !known.includes(type)) {
    problems.at("type").add((texts) => texts.unknownChoice(known), type);
    return undefined;
  }
  const rules = recordTypes[type as RecordInput["type"]] as unknown;
  const { shape, checks, target } = rules as AnyRecordType;
  if (!hasShape<RecordInput>(input, shape, problems)) return undefined;
  const all: AnyRecordType["checks"] = {
    ...checks,
    at: (value) => recordName(value) ?? checks.at?.(value, input),
    ttl: ttlRule,
  };
  for (const [field, rule] of Object.entries(all)) {
    const value = input[field as keyof RecordInput];
    const wrong = value === undefined ? undefined : rule(value, input);
    if (wrong) problems.at(field).add(wrong, value);
  }
  checkLabel(input.at, [domain ?? []].flat(), problems.at("at"));
  if (problems.all.length > before) return undefined;
  const { at, ttl = DEFAULT_TTL } = input;
  const published = target(input);
  return {
    name: nameByContent(input.type, at, published),
    at,
    type: publishedType(input.type),
    target: published,
    ttl,
    from: "written",
  };
}

function publishedType(type: RecordInput["type"]): ZoneRecord["type"] {
  return type === "DKIM" || type === "DMARC" || type === "SPF" ? "TXT" : type;
}
