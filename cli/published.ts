import type { askRecords } from "./dns/ask";
import { encodeData } from "./dns/encode";
import { patiently } from "./patience";

/** A record that a state holds. */
export interface HeldRecord {
  readonly urn: string;
  readonly zone: string;
  /** Without the zone; "" is the zone itself. */
  readonly subdomain: string;
  readonly type: string;
  readonly target: string;
}

/** Who answers for a zone. */
export interface NameServer {
  readonly name: string;
  /** IP address. */
  readonly address: string;
}

/** A record that some name servers of its zone do not know. */
export interface Unpublished {
  readonly record: HeldRecord;
  /** Their names. */
  readonly unknownTo: readonly string[];
}

/** Where the records of a run are published. */
export interface Publisher {
  /** The name servers of a zone. Rejects when nobody knows. */
  readonly serversOf: (zone: string) => Promise<readonly NameServer[]>;
  /** How one of them is asked. */
  readonly ask: typeof askRecords;
  /** How long a refresh takes to reach them, in seconds. */
  readonly patience: number;
}

const RECORD_TYPE = "ovh:Domain/zoneRecord:ZoneRecord";

/** What of a state is read here; nothing of a record is ever encrypted. */
export interface StoredResource {
  readonly urn: string;
  readonly type: string;
  readonly delete?: boolean;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** The zone records among the resources of a state. */
export function heldRecords(
  resources: readonly StoredResource[],
): HeldRecord[] {
  return resources
    .filter((one) => one.type === RECORD_TYPE && one.delete !== true)
    .map(({ urn, outputs = {} }) => {
      const text = (name: string): string => {
        const value = outputs[name];
        return typeof value === "string" ? value : "";
      };
      return {
        urn,
        zone: text("zone"),
        subdomain: text("subdomain"),
        type: text("fieldtype"),
        target: text("target"),
      };
    });
}

/** The full name of a record. */
export function fullName({ zone, subdomain }: HeldRecord): string {
  return subdomain === "" ? zone : `${subdomain}.${zone}`;
}

/** Asks every name server for every record, again and again while one is missing and there is patience left. */
export function findUnpublished(
  records: readonly HeldRecord[],
  publisher: Publisher,
): Promise<Unpublished[]> {
  return findPatiently(records, publisher, async (record, servers) => {
    const unknownTo = await thoseWithout(record, servers, publisher);
    return unknownTo.length > 0 ? [{ record, unknownTo }] : [];
  });
}

/** As `patiently`, each question with the name servers of its zone. */
export async function findPatiently<
  Question extends { readonly zone: string },
  Wrong,
>(
  questions: readonly Question[],
  { serversOf, patience }: Publisher,
  ask: (
    question: Question,
    servers: readonly NameServer[],
  ) => Promise<readonly Wrong[]>,
): Promise<Wrong[]> {
  const servers = new Map<string, readonly NameServer[]>();
  for (const { zone } of questions)
    if (!servers.has(zone)) servers.set(zone, await serversOf(zone));
  return patiently(questions, patience, (question) =>
    ask(question, servers.get(question.zone) ?? []),
  );
}

async function thoseWithout(
  record: HeldRecord,
  servers: readonly NameServer[],
  { ask }: Publisher,
): Promise<string[]> {
  const expected = encodeData(record.type, record.target);
  const without = await Promise.all(
    servers.map(async ({ name, address }) => {
      const known = await ask(address, fullName(record), record.type);
      return known.some((data) => data.equals(expected)) ? [] : [name];
    }),
  );
  return without.flat();
}
