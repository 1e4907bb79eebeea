import type { ExitCode } from "./command";
import type { Context } from "./context";
import { findForeign, type Foreign } from "./foreign";
import {
  findUnpublished,
  fullName,
  type HeldRecord,
  heldRecords,
  type Publisher,
  type Unpublished,
} from "./published";
import { engineFlag, runPulumi } from "./pulumi";
import { Refusal } from "./refusal";
import { storedResources } from "./stored-state";

/** The zone records of a stack, from the state of whichever engine was asked for. */
export async function recordsOf(
  context: Context,
  stack: string,
): Promise<HeldRecord[]> {
  return heldRecords(await storedResources(context, stack));
}

/** What the name servers say of the records of a stack. */
export interface Verified {
  readonly code: ExitCode;
  readonly missing: readonly Unpublished[];
  readonly foreign: readonly Foreign[];
}

/**
 * Asks the name servers for every record of a stack, and tells which are not published and which others get in their way.
 * Exit 2 for one, or when nobody answers.
 */
export async function verifyRecords(
  context: Context,
  stack: string,
  publisher: Publisher,
): Promise<Verified> {
  const { messages, output } = context;
  try {
    const records = await recordsOf(context, stack);
    const missing = await findUnpublished(records, publisher);
    // Of a zone that was not published they still say what was there before.
    const old = new Set(missing.map(({ record }) => record.zone));
    const published = records.filter(({ zone }) => !old.has(zone));
    const foreign = await findForeign(published, publisher);
    tellMissing(context, stack, missing);
    tellForeign(context, stack, foreign);
    return {
      code: missing.length + foreign.length > 0 ? 2 : 0,
      missing,
      foreign,
    };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const again = `epicerie verify ${stack}${engineFlag(context)}`;
    output.error(messages.dns.notAsked(reason, again));
    return { code: 2, missing: [], foreign: [] };
  }
}

function tellMissing(
  context: Context,
  stack: string,
  missing: readonly Unpublished[],
): void {
  if (missing.length === 0) return;
  const { messages, output } = context;
  for (const { record, unknownTo } of missing)
    output.error(
      messages.dns.unpublished(
        record.type,
        fullName(record),
        shortened(record.target),
        messages.words.list(unknownTo),
      ),
    );
  const refresh = `epicerie refresh ${stack}${engineFlag(context)}`;
  output.error(messages.dns.remedy(republishing(context, stack), refresh));
}

function tellForeign(
  context: Context,
  stack: string,
  foreign: readonly Foreign[],
): void {
  if (foreign.length === 0) return;
  const { messages, output } = context;
  for (const { beside, type, target, harm } of foreign)
    output.error(
      messages.dns.foreign[harm](type, fullName(beside), shortened(target)),
    );
  const file = `stacks/${stack}.ts`;
  output.error(messages.dns.foreignRemedy(file, republishing(context, stack)));
}

function republishing(context: Context, stack: string): string {
  return `epicerie verify ${stack} --republish${engineFlag(context)}`;
}

/** A key is recognised by its first characters. */
function shortened(target: string): string {
  return target.length > 60 ? `${target.slice(0, 59)}…` : target;
}

/** Has the standard provider make one record of each zone anew: it refreshes the zone, which publishes all of it. */
export function republishWithPulumi(
  context: Context,
  stack: string,
  records: readonly HeldRecord[],
): Promise<ExitCode> {
  const perZone = new Map(records.map((record) => [record.zone, record]));
  const targets = [...perZone.values()].flatMap(({ urn }) => [
    "--target-replace",
    urn,
  ]);
  return runPulumi(context, ["up", "-s", stack, ...targets]);
}
