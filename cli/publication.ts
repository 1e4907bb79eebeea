import type { ExitCode } from "./command";
import type { Context } from "./context";
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

/** Asks the name servers for every record of a stack, and tells which are not published. Exit 2 for one, or when nobody answers. */
export async function verifyRecords(
  context: Context,
  stack: string,
  publisher: Publisher,
): Promise<{ code: ExitCode; missing: readonly Unpublished[] }> {
  const { messages, output } = context;
  const { dns, words } = messages;
  const again = `epicerie verify ${stack}`;
  try {
    const records = await recordsOf(context, stack);
    const missing = await findUnpublished(records, publisher);
    for (const { record, unknownTo } of missing)
      output.error(
        dns.unpublished(
          record.type,
          fullName(record),
          shortened(record.target),
          words.list(unknownTo),
        ),
      );
    if (missing.length === 0) return { code: 0, missing };
    output.error(dns.remedy(`${again} --republish${engineFlag(context)}`));
    return { code: 2, missing };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    output.error(dns.notAsked(reason, again + engineFlag(context)));
    return { code: 2, missing: [] };
  }
}

/** A key is recognised by its first characters. */
function shortened(target: string): string {
  return target.length > 60 ? `${target.slice(0, 59)}…` : target;
}

/** Has the standard provider make one record of each zone anew: it refreshes the zone, which publishes all of it. */
export function republishWithPulumi(
  context: Context,
  stack: string,
  missing: readonly Unpublished[],
): Promise<ExitCode> {
  const perZone = new Map(missing.map(({ record }) => [record.zone, record]));
  const targets = [...perZone.values()].flatMap(({ urn }) => [
    "--target-replace",
    urn,
  ]);
  return runPulumi(context, ["up", "-s", stack, ...targets]);
}
