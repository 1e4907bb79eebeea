import type { Backend } from "./backend";
import { Noticed } from "./notices";
import type { Json } from "./provider";
import { parseState } from "./state";
import { STACK_TYPE } from "./urn";
import { containsSecret, containsUnknown, plain } from "./values";

export interface StackOutput {
  /** Undefined where a preview cannot know it. */
  readonly value: unknown;
  readonly secret: boolean;
}

/** Where the state of a stack is, and what opens its secrets. */
export interface Source {
  readonly backend: Backend;
  readonly project: string;
  readonly stack: string;
  readonly passphrase: string;
}

/** The outputs in a stack's state, secrets marked; undefined if it was never brought up. */
export async function outputsInState(
  source: Source,
): Promise<Json | undefined> {
  const { backend, project, stack, passphrase } = source;
  const text = await backend.read(project, stack);
  if (text === undefined) return undefined;
  const { resources } = await parseState(text, passphrase);
  return resources.find(({ type }) => type === STACK_TYPE)?.outputs ?? {};
}

/**
 * The outputs of another stack in the same backend, under the same passphrase; named `organization/<project>/<stack>`
 * or, in the same project, `<stack>`.
 */
export async function outputsOfOther(
  source: Source,
  name: string,
): Promise<Json> {
  const parts = name.split("/");
  const stack = parts.at(-1) ?? name;
  const project = parts.length === 3 ? (parts[1] ?? "") : source.project;
  const outputs = await outputsInState({ ...source, project, stack });
  if (outputs !== undefined) return outputs;
  throw new Noticed({ code: "unknown-stack", name });
}

export function shownOutputs(outputs: Json): Record<string, StackOutput> {
  const entries = Object.entries(outputs).map(([key, value]) => {
    const known = containsUnknown(value) ? undefined : plain(value);
    return [key, { value: known, secret: containsSecret(value) }] as const;
  });
  return Object.fromEntries(entries);
}
