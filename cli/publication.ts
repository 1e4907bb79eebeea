import type { ExitCode } from "./command";
import type { Context } from "./context";
import { findForeign, type Foreign } from "./foreign";
import {
  findUnpublished,
  fullName,
  type HeldRecord,
  heldRecords,
  type Publisher,
  type StoredResource,
  type Unpublished,
} from "./published";
import { engineFlag, runPulumi } from "./pulumi";
import { Refusal } from "./refusal";
import {
  findUnseen,
  type Site,
  sitesOf,
  type Unseen,
  type Visit,
} from "./sites";
import { storedResources } from "./stored-state";

/** How the Internet sees what a stack published, or a sandbox's. */
export interface Outside extends Publisher {
  readonly visit: Visit;
  /** How long sites may take to be seen, in seconds. */
  readonly sitePatience: number;
}

/** What name servers and visitors say of what a stack published. */
export interface Verified {
  readonly code: ExitCode;
  /** How many sites were visited. */
  readonly sites: number;
  readonly missing: readonly Unpublished[];
  readonly foreign: readonly Foreign[];
  readonly unseen: readonly Unseen[];
}

/**
 * Asks the name servers for every record of a stack, and visits its sites; tells which records are not published, which others
 * get in their way, and which sites cannot be seen. Exit 2 for one, or when nobody answers.
 */
export async function verifyPublication(
  context: Context,
  stack: string,
  outside: Outside,
): Promise<Verified> {
  const { messages, output } = context;
  try {
    const resources = await storedResources<StoredResource>(context, stack);
    const records = heldRecords(resources);
    const missing = await findUnpublished(records, outside);
    // Of a zone that was not published they still say what was there before.
    const old = new Set(missing.map(({ record }) => record.zone));
    const published = records.filter(({ zone }) => !old.has(zone));
    const foreign = await findForeign(published, outside);
    tellMissing(context, stack, missing);
    tellForeign(context, stack, foreign);
    const sites = sitesOf(resources, published);
    const unseen = await visitSites(context, sites, outside);
    tellUnseen(context, stack, unseen);
    const wrong = [...missing, ...foreign, ...unseen];
    const code = wrong.length > 0 ? 2 : 0;
    return { code, sites: sites.length, missing, foreign, unseen };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    output.error(messages.dns.notAsked(reason, verifying(context, stack)));
    return { code: 2, sites: 0, missing: [], foreign: [], unseen: [] };
  }
}

/** Says so before it waits. */
async function visitSites(
  { messages, output, signal }: Context,
  sites: readonly Site[],
  { visit, sitePatience }: Outside,
): Promise<Unseen[]> {
  const unseen = await findUnseen(sites, visit, 0);
  if (unseen.length === 0 || sitePatience === 0) return unseen;
  const hosts = unseen.map(({ site }) => site.host);
  output.line(messages.sites.waiting(messages.words.list(hosts), sitePatience));
  const late = unseen.map(({ site }) => site);
  return findUnseen(late, visit, sitePatience, signal);
}

function tellMissing(
  context: Context,
  stack: string,
  missing: readonly Unpublished[],
): void {
  const { dns, words } = context.messages;
  const lines = missing.map(({ record, unknownTo }) =>
    dns.unpublished(
      record.type,
      fullName(record),
      shortened(record.target),
      words.list(unknownTo),
    ),
  );
  const refresh = `epicerie refresh ${stack}${engineFlag(context)}`;
  tell(context, lines, dns.remedy(republishing(context, stack), refresh));
}

function tellForeign(
  context: Context,
  stack: string,
  foreign: readonly Foreign[],
): void {
  const { dns } = context.messages;
  const lines = foreign.map(({ beside, type, target, harm }) =>
    dns.foreign[harm](type, fullName(beside), shortened(target)),
  );
  const file = `stacks/${stack}.ts`;
  const remedy = dns.foreignRemedy(file, republishing(context, stack));
  tell(context, lines, remedy);
}

function tellUnseen(
  context: Context,
  stack: string,
  unseen: readonly Unseen[],
): void {
  const { sites } = context.messages;
  const lines = unseen.map(({ site: { host, address }, trouble }) =>
    sites[trouble.kind](host, address, trouble.reason),
  );
  tell(context, lines, sites.remedy(verifying(context, stack)));
}

/** What is wrong, if something is, then what to do. */
function tell(
  { output }: Context,
  wrong: readonly string[],
  remedy: string,
): void {
  if (wrong.length === 0) return;
  for (const line of [...wrong, remedy]) output.error(line);
}

function verifying(context: Context, stack: string): string {
  return `epicerie verify ${stack}${engineFlag(context)}`;
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
