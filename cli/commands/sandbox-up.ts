import { loadModel } from "../../infra/stack-files";
import { ProblemsError } from "../../infra/model/problems";
import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { raiseSandbox } from "../sandbox";

/** Starts the sandbox with all that the stacks need of the vendor, or heals what has stopped. */
export const sandboxUp: Command = {
  name: "sandbox up",
  positionals: [],
  options: [],
  run: runSandboxUp,
};

async function runSandboxUp(context: Context): Promise<ExitCode> {
  const { messages, output } = context;
  const model = loadModel();
  if (model.problems.length > 0) throw new ProblemsError(model.problems);
  const began = Date.now();
  output.line(messages.sandbox.starting());
  await raiseSandbox(context, model);
  output.line(
    messages.sandbox.ready(
      messages.words.duration((Date.now() - began) / 1000),
    ),
  );
  output.line(messages.sandbox.notBoundary());
  return 0;
}
