import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { InProcessProvider } from "../../engine/provider";
import { loadModel } from "../../infra/stack-files";
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
  const environment = {
    ...pulumiEnvironment(home),
    ...(await ovhEnvironment(sandbox)),
    ...attached.env,
  };
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

/** What leads our own plugin, which the CLI starts itself, to the stand-in for OVH's API. */
async function ovhEnvironment(
  sandbox: Sandbox,
): Promise<Record<string, string>> {
  const { endpoint, keys } = await sandbox.ovhApi();
  return {
    OVH_ENDPOINT: endpoint,
    OVH_APPLICATION_KEY: keys.applicationKey,
    OVH_APPLICATION_SECRET: keys.applicationSecret,
    OVH_CONSUMER_KEY: keys.consumerKey,
    NODE_EXTRA_CA_CERTS: sandbox.context.ca.certFile,
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
