import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { InProcessProvider } from "../../engine/provider";
import { loadModel } from "../../infra/model/load";
import { ProblemsError } from "../../infra/model/problems";
import { attach } from "../../sandbox/attach";
import type { Sandbox } from "../../sandbox/sandbox";
import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { passphraseFile, passphraseOf, stateFolder } from "../project";
import { raiseSandbox } from "../sandbox";

/** Serves the sandbox's providers to the standard CLI until Ctrl-C, and prints what that CLI must be given. */
export const sandboxEnv: Command = {
  name: "sandbox env",
  positionals: [],
  options: ["json"],
  run: runSandboxEnv,
};

const PACKAGES = ["openstack", "ovh", "docker", "command", "random"];

async function runSandboxEnv(context: Context): Promise<ExitCode> {
  const { arguments: typed, home, messages, output, signal } = context;
  const model = loadModel();
  if (model.problems.length > 0) throw new ProblemsError(model.problems);
  const sandbox = await raiseSandbox(context, model);
  const attached = await attach(providersOf(sandbox));
  passphraseOf(home);
  await mkdir(stateFolder(home), { recursive: true });
  const environment = { ...pulumiEnvironment(home), ...attached.env };
  if (typed.has("json")) {
    output.json(environment);
  } else {
    output.line(messages.sandbox.envIntro());
    for (const [name, value] of Object.entries(environment))
      output.line(`export ${name}='${value}'`);
  }
  if (!signal.aborted) await once(signal, "abort");
  await attached.close();
  return 0;
}

/** What leads the standard CLI to the states of a home. */
export function pulumiEnvironment(home: string): Record<string, string> {
  return {
    PULUMI_BACKEND_URL: pathToFileURL(stateFolder(home)).href,
    PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile(home),
    // `destroy` and `refresh` too: the program writes the SSH keys that the Docker provider reads.
    PULUMI_RUN_PROGRAM: "true",
  };
}

function providersOf(sandbox: Sandbox): Record<string, InProcessProvider> {
  const factory = sandbox.providers();
  return Object.fromEntries(
    PACKAGES.map((name) => {
      const provider = factory(name);
      if (!provider) throw new Error(`the sandbox has no provider for ${name}`);
      return [name, provider];
    }),
  );
}
