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
    sameName(record, other) && [record.type, other.type].includes("CNAME")
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
    sameName(record, other) && leadsElsewhere(record, other)
      ? (texts) => texts.leadsElsewhere(other)
      : undefined,
  (record, other) =>
    handsOver(other) && isBelow(record.at, other.at)
      ? (texts) => texts.belowHandover(other)
      : undefined,
  (record, other) =>
    handsOver(record) && isBelow(other.at, record.at)
      ? (texts) => texts.handsOver(other)
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

/** A part of the visitors, or of the mail, of what we serve would go somewhere else. */
function leadsElsewhere(record: ZoneRecord, other: ZoneRecord): boolean {
  const ours = other.from === "written" ? "" : other.type;
  return ours === "A"
    ? ["A", "AAAA"].includes(record.type)
    : ours === "MX" && record.type === "MX";
}

/** Whether the names below it are answered for elsewhere: a DNAME (RFC 6672, 2.4) or other name servers. */
const handsOver = ({ type }: ZoneRecord): boolean =>
  type === "DNAME" || type === "NS";

function isBelow(at: string, above: string): boolean {
  return at !== above && (above === "@" || at.endsWith(`.${above}`));
}
