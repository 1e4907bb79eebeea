import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { openSandbox } from "../sandbox";
import { ProgressView } from "../view/progress";

/** Says what runs in the sandbox. Exit 2 when a part of it does not. */
export const sandboxStatus: Command = {
  name: "sandbox status",
  positionals: [],
  options: ["json"],
  run: runSandboxStatus,
};

async function runSandboxStatus(context: Context): Promise<ExitCode> {
  const { arguments: typed, messages, output } = context;
  const view = new ProgressView(output, messages);
  const sandbox = await openSandbox(context, view).finally(() => view.stop());
  const status = await sandbox.status();
  if (typed.has("json")) output.json(status);
  else
    output.table([
      messages.sandbox.statusHeader(),
      ...status.parts.map(({ name, state, address }) => [
        name,
        state,
        address ?? "",
      ]),
    ]);
  return status.parts.every(({ state }) => state === "running") ? 0 : 2;
}
