import { setTimeout as sleep } from "node:timers/promises";
import { askRecords } from "./dns/ask";
import { encodeData } from "./dns/encode";

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
  /** How long a refresh takes to reach them, in seconds. */
  readonly patience: number;
}

const RECORD_TYPE = "ovh:Domain/zoneRecord:ZoneRecord";

/** What of a state is read here; nothing of a record is ever encrypted. */
interface StoredResource {
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
export async function findUnpublished(
  records: readonly HeldRecord[],
  { serversOf, patience }: Publisher,
): Promise<Unpublished[]> {
  const deadline = Date.now() + patience * 1_000;
  const servers = new Map<string, readonly NameServer[]>();
  for (const { zone } of records)
    if (!servers.has(zone)) servers.set(zone, await serversOf(zone));
  let left = records;
  for (;;) {
    const missing: Unpublished[] = [];
    for (const record of left) {
      const unknownTo = await thoseWithout(
        record,
        servers.get(record.zone) ?? [],
      );
      if (unknownTo.length > 0) missing.push({ record, unknownTo });
    }
    if (missing.length === 0 || Date.now() > deadline) return missing;
    left = missing.map(({ record }) => record);
    await sleep(1_000);
  }
}

async function thoseWithout(
  record: HeldRecord,
  servers: readonly NameServer[],
): Promise<string[]> {
  const expected = encodeData(record.type, record.target);
  const without = await Promise.all(
    servers.map(async ({ name, address }) => {
      const known = await askRecords(address, fullName(record), record.type);
      return known.some((data) => data.equals(expected)) ? [] : [name];
    }),
  );
  return without.flat();
}
