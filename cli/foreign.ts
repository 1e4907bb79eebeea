import { decodeData } from "./dns/decode";
import { encodeData } from "./dns/encode";
import { publishedType } from "./dns/record-types";
import {
  findPatiently,
  fullName,
  type HeldRecord,
  type NameServer,
  type Publisher,
} from "./published";

/** What a record beside ours does to them. */
export type Harm = "visits" | "ipv6" | "messages" | "spf" | "dmarc";

/** A record that no state of ours holds, beside one that it gets in the way of. */
export interface Foreign {
  readonly beside: HeldRecord;
  readonly type: string;
  /** As in a zone file. */
  readonly target: string;
  readonly harm: Harm;
  /** The name servers that answer with it, by their names. */
  readonly knownTo: readonly string[];
}

/** Where a stack holds a record of `held`, what else of `asked` stands there does harm. */
interface Rule {
  readonly held: readonly string[];
  readonly asked: string;
  readonly harm: Harm;
  /** How the texts begin that it is about. */
  readonly only?: RegExp;
}

const RULES: readonly Rule[] = [
  { held: ["A"], asked: "A", harm: "visits" },
  // Who has IPv6 prefers it, so that an AAAA beside an A alone takes visitors away, too.
  { held: ["A", "AAAA"], asked: "AAAA", harm: "ipv6" },
  { held: ["MX"], asked: "MX", harm: "messages" },
  { held: ["TXT"], asked: "TXT", harm: "spf", only: /^v=spf1(?: |$)/i },
  { held: ["TXT"], asked: "TXT", harm: "dmarc", only: /^v=DMARC1 *(?:;|$)/i },
];

/** What the name servers are asked about one name. */
interface Question {
  readonly zone: string;
  readonly rule: Rule;
  readonly beside: HeldRecord;
  /** What of it is the stack's. */
  readonly ours: readonly Buffer[];
}

/** Asks every name server what it answers beside the records of a stack, again and again while it is something and there is patience left. */
export function findForeign(
  records: readonly HeldRecord[],
  publisher: Publisher,
): Promise<Foreign[]> {
  return findPatiently(
    questionsAbout(records),
    publisher,
    async (question, servers) => {
      const answers = servers.map(async (server) => ({
        server,
        others: await othersAt(server, question, publisher),
      }));
      return foreignIn(await Promise.all(answers), question);
    },
  );
}

function questionsAbout(records: readonly HeldRecord[]): Question[] {
  const names = new Map<string, HeldRecord[]>();
  for (const record of records) {
    const name = fullName(record).toLowerCase();
    names.set(name, [...(names.get(name) ?? []), record]);
  }
  return [...names.values()].flatMap((held) =>
    RULES.flatMap((rule): Question[] => {
      const [beside] = held.filter(
        (record) =>
          rule.held.includes(publishedType(record.type)) &&
          isMeant(rule, encodeData(record.type, record.target)),
      );
      if (!beside) return [];
      const ours = held
        .filter(({ type }) => publishedType(type) === rule.asked)
        .map(({ type, target }) => encodeData(type, target));
      return [{ zone: beside.zone, rule, beside, ours }];
    }),
  );
}

function isMeant({ only }: Rule, data: Buffer): boolean {
  return only?.test(data.toString("latin1")) ?? true;
}

async function othersAt(
  { address }: NameServer,
  { rule, beside, ours }: Question,
  { ask }: Publisher,
): Promise<Buffer[]> {
  const known = await ask(address, fullName(beside), rule.asked);
  return known.filter(
    (data) => isMeant(rule, data) && !ours.some((one) => one.equals(data)),
  );
}

/** Each foreign record once, with the name servers that know it. */
function foreignIn(
  answers: readonly { server: NameServer; others: readonly Buffer[] }[],
  { rule, beside }: Question,
): Foreign[] {
  const { asked, harm } = rule;
  const knownTo = new Map<string, string[]>();
  for (const { server, others } of answers)
    for (const data of others) {
      const target = decodeData(asked, data);
      knownTo.set(target, [...(knownTo.get(target) ?? []), server.name]);
    }
  return [...knownTo].map(([target, names]) => {
    return { beside, type: asked, target, harm, knownTo: names };
  });
}
