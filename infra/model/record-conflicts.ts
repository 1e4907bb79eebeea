import type { Problem, ProblemList } from "./problems";
import type { ZoneRecord } from "./zone-record";

/** A record written by hand, and where to say what is wrong with it. */
export interface WrittenRecord {
  readonly record: Required<ZoneRecord>;
  readonly problems: ProblemList;
}

type Rule = (
  record: ZoneRecord,
  other: ZoneRecord,
) => Problem["say"] | undefined;

/** What one record says against another of its zone. The first that holds is told. */
const RULES: readonly Rule[] = [
  (record, other) =>
    sameName(record, other) &&
    record.type === other.type &&
    record.target === other.target
      ? (texts) => texts.duplicateRecord(other)
      : undefined,
  (record, other) =>
    sameName(record, other) &&
    [record.type, other.type].includes("CNAME") &&
    !mayBe(record, other)
      ? (texts) => texts.cnameBeside(other)
      : undefined,
  (record, other) =>
    sameName(record, other) && bothStartWith(/^"v=spf1[ "]/i, record, other)
      ? (texts) => texts.secondSpf(other)
      : undefined,
  (record, other) =>
    sameName(record, other) && bothStartWith(/^"v=DMARC1[;"]/i, record, other)
      ? (texts) => texts.secondDmarc(other)
      : undefined,
  (record, other) =>
    sameName(record, other) && isKey(record) && isKey(other)
      ? (texts) => texts.secondDkim(other)
      : undefined,
  (record, other) =>
    sameName(record, other) && record.type === "DNAME" && isDname(other)
      ? (texts) => texts.secondDname(other)
      : undefined,
  (record, other) =>
    sameName(record, other) && leadsElsewhere(record, other)
      ? (texts) => texts.leadsElsewhere(other)
      : undefined,
  (record, other) =>
    handsOver(other, record)
      ? (texts) => texts.belowHandover(other)
      : undefined,
  (record, other) =>
    handsOver(record, other)
      ? (texts) => texts.handsOver(record, other)
      : undefined,
];

/** Each written record against those that are composed and those written before it. */
export function checkConflicts(
  written: readonly WrittenRecord[],
  composed: readonly ZoneRecord[],
): void {
  written.forEach(({ record, problems }, index) => {
    if (record.at === "@" && ["CNAME", "NS"].includes(record.type))
      return problems
        .at("at")
        .add((texts) => texts.notAtApex(record.type), record.at);
    const before = written.slice(0, index).map((one) => one.record);
    for (const other of [...composed, ...before]) {
      const say = sayAgainst(record, other);
      if (say) return problems.add(say);
    }
  });
}

function sayAgainst(
  record: ZoneRecord,
  other: ZoneRecord,
): Problem["say"] | undefined {
  for (const rule of RULES) {
    const say = rule(record, other);
    if (say) return say;
  }
  return undefined;
}

const sameName = (a: ZoneRecord, b: ZoneRecord): boolean => a.at === b.at;

function bothStartWith(start: RegExp, a: ZoneRecord, b: ZoneRecord): boolean {
  return [a, b].every(
    ({ type, target = "" }) => type === "TXT" && start.test(target),
  );
}

/** Whether it may be that very CNAME, written by hand, of which only its owner knows where it leads. */
const mayBe = (record: ZoneRecord, other: ZoneRecord): boolean =>
  record.type === "CNAME" &&
  other.type === "CNAME" &&
  other.target === undefined;

/** A part of the visitors, or of the mail, of what we serve would go somewhere else. */
function leadsElsewhere(record: ZoneRecord, other: ZoneRecord): boolean {
  const ours = other.from === "written" ? "" : other.type;
  return ours === "A"
    ? ["A", "AAAA"].includes(record.type)
    : ours === "MX" && record.type === "MX";
}

const isDname = ({ type }: ZoneRecord): boolean => type === "DNAME";

/** A text where a key for mail is looked for, of which a selector has one (RFC 6376, 3.6.2.2). */
const isKey = ({ at, type, target = "" }: ZoneRecord): boolean =>
  type === "TXT" && (isKeyName(at) || /^"v=DKIM1[; "]/i.test(target));

const isKeyName = (at: string): boolean => /\._domainkey(?:\.|$)/.test(at);

/**
 * Whether what the second says is answered for elsewhere: below a DNAME (RFC 6672, 2.4), or below other name servers and at
 * their own name (RFC 1034, 4.2.1).
 */
function handsOver({ type, at }: ZoneRecord, other: ZoneRecord): boolean {
  if (type === "NS" && at === other.at) return other.type !== "NS";
  return (type === "NS" || type === "DNAME") && isBelow(other.at, at);
}

function isBelow(at: string, above: string): boolean {
  return at !== above && (above === "@" || at.endsWith(`.${above}`));
}
