import { readFile, rm } from "node:fs/promises";
import * as path from "node:path";
import type { Context } from "./context";
import { openBackend, passphraseFile, stateFolder } from "./project";

/** Identity files that the program wrote for the Docker client, as a state's provider resources name them. */
const IDENTITY = /\.epicerie\/ssh\/[0-9a-f]{16}\.(?:key|known_hosts)/g;

/**
 * Erases the states of a home, which speak of servers that are no more, the keys to those servers, and the passphrase, which
 * opens nothing else.
 */
export async function forgetStates({
  home,
  root,
}: Pick<Context, "home" | "root">): Promise<void> {
  const backend = openBackend({ home });
  for (const { project, stack } of await backend.list()) {
    const text = (await backend.read(project, stack)) ?? "";
    for (const [file] of text.matchAll(IDENTITY))
      await rm(path.join(root, file), { force: true });
  }
  await rm(stateFolder(home), { recursive: true, force: true });
  await rm(passphraseFile(home), { force: true });
}

/** Whether a home has states, but no longer the sandbox that they speak of: somebody removed its folder by hand. */
export async function hasLostSandbox(home: string): Promise<boolean> {
  const stacks = await openBackend({ home }).list();
  const there = await readFile(
    path.join(home, "sandbox", "ca", "ca.crt"),
  ).catch(() => undefined);
  return stacks.length > 0 && there === undefined;
}
