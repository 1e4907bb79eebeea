import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { forgetStates } from "../forget";
import { openSandbox } from "../sandbox";
import { ProgressView } from "../view/progress";

/** Stops the sandbox and erases it, with the states that describe what was in it. */
export const sandboxDown: Command = {
  name: "sandbox down",
  positionals: [],
  options: ["images"],
  run: runSandboxDown,
};

async function runSandboxDown(context: Context): Promise<ExitCode> {
  const { arguments: typed, messages, output } = context;
  const images = typed.has("images");
  const view = new ProgressView(output, messages);
  try {
    const sandbox = await openSandbox(context, view);
    await sandbox.down({ images });
  } finally {
    view.stop();
  }
  await forgetStates(context);
  output.line(messages.sandbox.down(messages.words.duration(view.elapsed)));
  if (!images) output.line(messages.sandbox.downImagesKept());
  return 0;
}
