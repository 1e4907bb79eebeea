import { PLATFORM } from "../../infra/model/model";
import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { internet, refreshZones, sandboxOutside } from "../outside";
import { requireKnownStack, requireModel } from "../project";
import {
  republishWithPulumi,
  type Verified,
  verifyPublication,
} from "../publication";
import type { HeldRecord } from "../published";
import { wantsPulumi } from "../pulumi";
import { tellReverses } from "../reverse-names";
import { raiseSandbox } from "../sandbox";
import { requireOnline } from "../stored-state";

/**
 * Asks the name servers for every record of a stack, since a refresh of a zone may have failed unnoticed, and for others that
 * get in their way; visits its sites, since a certificate may not have come. Exit 2 when one is missing, stands there or cannot
 * be seen.
 */
export const verify: Command = {
  name: "verify",
  positionals: ["stack"],
  options: ["republish", "json", "engine"],
  run: runVerify,
};

async function runVerify(context: Context): Promise<ExitCode> {
  const stack = await requireKnownStack(context);
  const { found, again } = wantsPulumi(context)
    ? await onTheInternet(context, stack)
    : await inTheSandbox(context, stack);
  const { arguments: typed, messages, output } = context;
  const { dns } = messages;
  const { missing, foreign, unseen } = found;
  if (typed.has("json"))
    output.json({ stack, unpublished: missing, foreign, unseen });
  if (found.code === 0) output.line(dns.published(found.sites));
  if (toRepublish(found).length === 0 || !typed.has("republish"))
    return found.code;
  const code = await again();
  if (code === 0) output.line(dns.republished());
  return code;
}

/** Records of the zones that are not answered for as they should be. */
function toRepublish({ missing, foreign }: Verified): HeldRecord[] {
  return [
    ...missing.map(({ record }) => record),
    ...foreign.map(({ beside }) => beside),
  ];
}

async function onTheInternet(context: Context, stack: string) {
  const outside = internet();
  const found = await verifyPublication(context, stack, outside);
  if (stack === PLATFORM) await tellReverses(context, stack);
  return {
    found,
    again: async (): Promise<ExitCode> => {
      const done = await republishWithPulumi(
        context,
        stack,
        toRepublish(found),
      );
      if (done !== 0) return done;
      return (await verifyPublication(context, stack, outside)).code;
    },
  };
}

async function inTheSandbox(context: Context, stack: string) {
  await requireOnline(context, stack);
  const sandbox = await raiseSandbox(context, requireModel(stack));
  const outside = sandboxOutside(sandbox);
  const found = await verifyPublication(context, stack, outside);
  const zones = new Set(toRepublish(found).map(({ zone }) => zone));
  return {
    found,
    again: async (): Promise<ExitCode> => {
      await refreshZones(sandbox, [...zones]);
      return (await verifyPublication(context, stack, outside)).code;
    },
  };
}
