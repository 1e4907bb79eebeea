import { stackOutputs } from "../engine/engine";
import type { Sandbox } from "../sandbox/sandbox";
import type { Context } from "./context";
import { openBackend, passphraseOf } from "./project";
import { projectName } from "./settings";

/** Where a browser on this machine finds the sites of a stack that is online in the sandbox; nothing of one without sites. */
export async function tellAddresses(
  context: Context,
  sandbox: Sandbox,
  stack: string,
): Promise<void> {
  const { messages, output } = context;
  const urls = await urlsOf(context, sandbox, stack);
  if (urls.length === 0) return;
  output.line();
  output.line(messages.demo.look());
  for (const url of urls) output.line(`  ${url}`);
}

async function urlsOf(
  context: Context,
  sandbox: Sandbox,
  stack: string,
): Promise<string[]> {
  const found = await stackOutputs(
    openBackend(context),
    projectName(context.root),
    stack,
    passphraseOf(context.home),
  );
  const urls = found.urls?.value;
  if (!Array.isArray(urls)) return [];
  return Promise.all(
    urls.map((url) => sandbox.gatewayUrl(new URL(String(url)).hostname)),
  );
}
