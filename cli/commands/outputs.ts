import { stackOutputs } from "../../engine/engine";
import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { openBackend, passphraseOf, requireKnownStack } from "../project";
import { runPulumi, wantsPulumi } from "../pulumi";
import { projectName } from "../settings";

/** Shows a stack's outputs; secret ones only with `--show-secrets`. */
export const outputs: Command = {
  name: "outputs",
  positionals: ["stack"],
  options: ["showSecrets", "json", "engine"],
  run: runOutputs,
};

async function runOutputs(context: Context): Promise<ExitCode> {
  const { arguments: typed, messages, output } = context;
  const { cli } = messages;
  const stack = await requireKnownStack(context);
  const showSecrets = typed.has("showSecrets");
  if (wantsPulumi(context)) {
    const flags = [
      ...(showSecrets ? ["--show-secrets"] : []),
      ...(typed.has("json") ? ["--json"] : []),
    ];
    return runPulumi(context, ["stack", "output", "-s", stack, ...flags]);
  }
  const found = await stackOutputs(
    openBackend(context),
    projectName(context.root),
    stack,
    passphraseOf(context.home),
  );
  const shown = Object.entries(found).map(([name, { value, secret }]) => {
    const hidden = secret && !showSecrets;
    return [
      name,
      { value: hidden ? cli.secretHidden() : value, secret },
    ] as const;
  });
  if (typed.has("json")) {
    output.json(Object.fromEntries(shown));
    return 0;
  }
  if (shown.length === 0) output.line(cli.noOutputs(stack));
  else output.table(shown.map(([name, { value }]) => [name, written(value)]));
  if (!showSecrets && Object.values(found).some(({ secret }) => secret))
    output.line(cli.secretsHint());
  return 0;
}

/** Texts as they are, everything else as JSON. */
function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
