import { providerUrn } from "../engine/urn";
import type { Operation, ResourceState } from "../engine/state";
import type { Context } from "./context";
import { Refusal } from "./refusal";
import { runOnServer, serverNameAt } from "./server-login";
import {
  dropOperations,
  storedOperations,
  storedResources,
} from "./stored-state";
import { nounOf } from "./view/nouns";

/** Docker's word for what a swarm or an engine has one of by each name. None of it holds data. */
const KINDS: Readonly<Record<string, string>> = {
  "docker:index/service:Service": "service",
  "docker:index/secret:Secret": "secret",
  "docker:index/serviceConfig:ServiceConfig": "config",
  "docker:index/network:Network": "network",
};

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

/** Something that was being made when a command was cut: on its server perhaps, in the state not yet. */
export interface Leftover {
  readonly urn: string;
  readonly type: string;
  readonly kind: string;
  readonly name: string;
  /** Of the server. */
  readonly address: string;
}

/**
 * Removes from the servers what a command that was cut left there, whose name would be in the way of the next one, and says
 * so. Only what was being made when it was cut, and whose name nothing in the state has.
 */
export async function clearLeftovers(
  context: Context,
  stack: string,
): Promise<void> {
  const operations = await storedOperations<Operation>(context, stack);
  if (operations.length === 0) return;
  const { messages, output } = context;
  const left = leftoversOf(
    operations,
    await storedResources<ResourceState>(context, stack),
  );
  const cleared: string[] = [];
  for (const one of left) {
    const removed = await removeOn(context, one);
    if (removed === undefined) continue;
    cleared.push(one.urn);
    const what = `${nounOf(one.type, messages)} ${one.name}`;
    if (removed) output.line(messages.progress.leftoverRemoved(what));
  }
  if (cleared.length > 0) await dropOperations(context, stack, cleared);
}

/** Whether it was there; undefined if its server cannot be asked. */
async function removeOn(
  context: Context,
  { kind, name, address }: Leftover,
): Promise<boolean | undefined> {
  const server = await serverNameAt(context, address);
  if (server === undefined) return undefined;
  const there = `sudo docker ${kind} inspect ${name} >/dev/null 2>&1`;
  const command = `if ${there}; then sudo docker ${kind} rm ${name}; fi`;
  try {
    return (await runOnServer(context, server, command)).trim() !== "";
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** What of the operations that were cut is in the way of another try. */
export function leftoversOf(
  operations: readonly Operation[],
  resources: readonly ResourceState[],
): Leftover[] {
  const isHeld = (type: string, name: string): boolean =>
    resources.some((one) => one.type === type && one.inputs?.name === name);
  return operations.flatMap(({ type: what, resource }) => {
    const { urn, type, inputs, provider } = resource;
    const kind = KINDS[type];
    const name = inputs?.name;
    if (what !== "creating" || kind === undefined || provider === undefined)
      return [];
    if (typeof name !== "string" || !NAME.test(name) || isHeld(type, name))
      return [];
    const engine = resources.find((one) => one.urn === providerUrn(provider));
    const address = String(engine?.inputs?.host).split("@").at(-1) ?? "";
    return [{ urn, type, kind, name, address }];
  });
}
