import type { ResourceState } from "../../engine/state";
import type { Command, ExitCode } from "../command";
import { requireConfirmation } from "../confirmation";
import type { Context } from "../context";
import { requireKnownStack } from "../project";
import { engineFlag } from "../pulumi";
import { Refusal } from "../refusal";
import { rewriteState, storedResources } from "../stored-state";
import { nounOf } from "../view/nouns";
import { nameOf } from "../view/planned-step";

/**
 * Lifts the protection of one resource that holds data, so that `up` deletes it once its line is gone. While the line is
 * there, `up` protects it again. Touches nothing else.
 */
export const unprotect: Command = {
  name: "unprotect",
  positionals: ["resource", "stack"],
  options: ["yes", "engine"],
  run: runUnprotect,
};

async function runUnprotect(context: Context): Promise<ExitCode> {
  const { arguments: typed, messages, output } = context;
  const { cli } = messages;
  const wanted = typed.word("resource");
  const stack = await requireKnownStack(context);
  const { urn, type } = chosen(
    await storedResources<ResourceState>(context, stack),
    wanted,
    stack,
  );
  output.line(cli.unprotectTitle(stack));
  output.line(`  - ${nounOf(type, messages)} ${nameOf(urn)}`);
  output.line(cli.unprotectWarning());
  await requireConfirmation(context, stack, `unprotect ${wanted}`);
  await rewriteState<ResourceState>(context, stack, (resources) =>
    resources.map((one) =>
      one.urn === urn ? { ...one, protect: false } : one,
    ),
  );
  output.line(cli.unprotected(`epicerie up ${stack}${engineFlag(context)}`));
  return 0;
}

/** The protected resource of a name, as a preview gives it, or of a whole URN. */
function chosen(
  resources: readonly ResourceState[],
  wanted: string,
  stack: string,
): ResourceState {
  const held = resources.filter(({ protect }) => protect === true);
  const found = held.filter(
    ({ urn }) => urn === wanted || nameOf(urn) === wanted,
  );
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  throw new Refusal((messages) => {
    const { cli, words } = messages;
    if (only)
      return [
        cli.severalProtected(wanted),
        ...found.map(({ urn, type }) => {
          const command = `epicerie unprotect '${urn}' ${stack}`;
          return `  ${words.labelled(nounOf(type, messages), command)}`;
        }),
      ];
    return [
      cli.nothingProtected(stack, wanted),
      ...(held.length > 0 ? [cli.protectedThere()] : []),
      ...held.map(
        ({ urn, type }) => `  - ${nounOf(type, messages)} ${nameOf(urn)}`,
      ),
    ];
  });
}
