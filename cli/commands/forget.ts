import type { ResourceState } from "../../engine/state";
import type { Command, ExitCode } from "../command";
import { requireConfirmation } from "../confirmation";
import type { Context } from "../context";
import { addressOf, heldOn, without } from "../dead-machine";
import { requireKnownStack } from "../project";
import { engineFlag } from "../pulumi";
import { rewriteState, storedResources } from "../stored-state";
import { nounOf } from "../view/nouns";
import { nameOf } from "../view/planned-step";

/** Drops from a stack's state what it has on a machine that is dead, so that `up` does not wait for it. Touches nothing else. */
export const forget: Command = {
  name: "forget",
  positionals: ["machine", "stack"],
  options: ["yes", "engine"],
  run: runForget,
};

async function runForget(context: Context): Promise<ExitCode> {
  const { arguments: typed, messages, output } = context;
  const machine = typed.word("machine");
  const stack = await requireKnownStack(context);
  const address = await addressOf(context, machine);
  const held = heldOn(
    await storedResources<ResourceState>(context, stack),
    address,
  );
  if (held.length === 0) {
    output.line(messages.cli.nothingToForget(stack, machine));
    return 0;
  }
  output.line(messages.cli.forgetTitle(stack, machine));
  for (const { type, urn } of held)
    output.line(`  - ${nounOf(type, messages)} ${nameOf(urn)}`);
  output.line(messages.cli.forgetWarning(machine));
  await requireConfirmation(context, stack, `forget ${machine}`);
  await rewriteState<ResourceState>(context, stack, (resources) =>
    without(resources, heldOn(resources, address)),
  );
  const again = `epicerie up ${stack}${engineFlag(context)}`;
  output.line(messages.cli.forgotten(held.length, again));
  return 0;
}
