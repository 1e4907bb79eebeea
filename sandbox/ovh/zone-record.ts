import { randomInt } from "node:crypto";
import { UNKNOWN } from "../../engine/provider";
import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { changeZone, draftOf } from "../services/dns";
import { accountOf } from "../services/services";
import {
  type ZoneRecord,
  recordProblem,
  storedTarget,
} from "../services/zone-file";
import { badRequest, notFound, text } from "./api-error";

/** Records of the account's zones. Every change is followed by a refresh, which publishes the zone. */
export function zoneRecords(ctx: SandboxContext): ResourceHandler {
  return {
    type: "ovh:Domain/zoneRecord:ZoneRecord",
    check({ ttl }) {
      const seconds = Number(ttl ?? 0);
      return ttl === UNKNOWN || seconds === 0 || seconds >= 60
        ? []
        : [
            {
              property: "ttl",
              reason: `"ttl" must be either equal to 0 or, greater than or equal to 60, got: ${seconds}`,
            },
          ];
    },
    stateOf: ({ fieldtype, target }) => ({
      target: storedTarget(String(fieldtype), String(target)),
    }),
    readBack,
    async create(inputs) {
      const zone = await ownZone(ctx, inputs);
      const record = recordOf(randomInt(5_000_000_000, 6_000_000_000), inputs);
      await changeZone(ctx, zone, (records) => {
        refuseWrong(record, records);
        records.push(record);
      });
      return { id: String(record.id), outs: outputsOf(zone, record) };
    },
    async read(id, { zone }) {
      const records = await draftOf(ctx, String(zone));
      const record = records.find((known) => known.id === Number(id));
      return record && outputsOf(String(zone), record);
    },
    async update(id, olds, news) {
      const zone = await ownZone(ctx, olds);
      const record = recordOf(Number(id), {
        ...news,
        fieldtype: olds.fieldtype,
      });
      await changeZone(ctx, zone, (records) => {
        const at = records.findIndex((known) => known.id === record.id);
        if (at < 0) throw notFound("This record does not exist");
        refuseWrong(
          record,
          records.filter((known) => known.id !== record.id),
        );
        records[at] = record;
      });
      return outputsOf(zone, record);
    },
    async delete(id, props) {
      const zone = await ownZone(ctx, props);
      await changeZone(ctx, zone, (records) => {
        const at = records.findIndex((known) => known.id === Number(id));
        if (at >= 0) records.splice(at, 1);
      });
    },
  };
}

/** What was sent in one piece comes back cut: a change at every `up`. */
function readBack(inputs: Json): Json {
  const { fieldtype, target } = inputs;
  const stored = storedTarget(String(fieldtype), String(target));
  return stored.includes('" "') ? { ...inputs, target: stored } : inputs;
}

async function ownZone(ctx: SandboxContext, { zone }: Json): Promise<string> {
  const { zones } = await accountOf(ctx);
  if (!zones.includes(String(zone)))
    throw notFound(`This service does not exist: ${String(zone)}`);
  return String(zone);
}

function recordOf(id: number, inputs: Json): ZoneRecord {
  const fieldtype = String(inputs.fieldtype);
  return {
    id,
    fieldtype,
    subdomain: text(inputs.subdomain),
    target: storedTarget(fieldtype, String(inputs.target)),
    ttl: Number(inputs.ttl ?? 0),
  };
}

function outputsOf(zone: string, record: ZoneRecord): Json {
  const { fieldtype, subdomain, target, ttl } = record;
  return { zone, fieldtype, subdomain, target, ttl };
}

function refuseWrong(record: ZoneRecord, others: readonly ZoneRecord[]): void {
  const problem = recordProblem(record, others);
  if (problem !== undefined) throw badRequest(problem);
}
