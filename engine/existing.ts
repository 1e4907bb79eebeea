import { decide } from "./decide";
import { type Json, UNKNOWN } from "./provider";
import type { Parts } from "./run";
import type { ResourceState } from "./state";
import { containsSecret, containsUnknown, plainBag } from "./values";

export const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** The outputs of another stack, named `organization/<project>/<stack>` or, in the same project, `<stack>`. */
export type StackReader = (name: string) => Promise<Json>;

/** Takes an existing object into the state, if the program describes it as it is (`import` option). */
export async function adopt(parts: Parts, resource: ResourceState) {
  const { host, report, preview, operations, journal } = parts;
  const { urn, type, provider = "", importID = "", inputs = {} } = resource;
  const read = async (): Promise<void> => {
    const found = await host.read(resource, importID, {});
    if (found === undefined)
      throw new Error(
        `nothing to import: ${type} "${importID}" does not exist`,
      );
    const checked = await host.check(urn, provider, found.inputs, inputs);
    // A provider that does not tell the inputs has them among the outputs of the same name.
    const ofOutputs = Object.keys(checked)
      .filter((key) => key in found.outputs)
      .map((key) => [key, found.outputs[key]] as const);
    const told = { ...checked, ...Object.fromEntries(ofOutputs) };
    const existing = {
      ...resource,
      id: found.id,
      inputs: found.inputs ?? told,
    };
    const diff = await host.diff(existing, checked);
    const { diffReasons } = decide(existing, resource, diff).reasons;
    const mismatch = `the program does not describe what is to be imported; these inputs differ: ${diffReasons.join(", ")}`;
    if (diffReasons.length > 0 && !preview) throw new Error(mismatch);
    if (diffReasons.length > 0) report.diagnose("warning", mismatch, urn);
    const { id, outputs } = found;
    const created = new Date().toISOString();
    const dates = { created, modified: created };
    journal.put(
      Object.assign(resource, { id, inputs: checked, outputs }, dates),
    );
  };
  if (preview) await read();
  else await operations.perform("import", "importing", resource, read);
  report.step("import", resource);
  return resource;
}

/** Looks a resource up that the program reads and does not manage; an id that a preview cannot know has no outputs. */
export async function lookUp(
  parts: Parts,
  resource: ResourceState,
  old: ResourceState | undefined,
  readStack: StackReader,
): Promise<ResourceState> {
  const { preview, host, journal, report, operations } = parts;
  const { type, id = "", inputs = {} } = resource;
  if (containsUnknown([id, inputs]))
    return { ...resource, id: UNKNOWN, outputs: {} };
  const isStack = type === STACK_REFERENCE;
  const read = async (): Promise<void> => {
    const outputs = isStack
      ? await stackOutputs(inputs, readStack)
      : (await host.read(resource, id, inputs))?.outputs;
    if (outputs === undefined)
      throw new Error(`${type} "${id}" does not exist`);
    const created = old?.created ?? new Date().toISOString();
    Object.assign(resource, { outputs, created, modified: created });
    // One that was managed under this name is released if it is the same object, else deleted at the end.
    const isOther = old !== undefined && !old.external && old.id !== id;
    if (isOther) old.delete = true;
    journal.put(resource, isOther ? undefined : old);
  };
  if (preview || isStack) await read();
  else await operations.perform("read", "reading", resource, read);
  report.step("read", resource);
  return resource;
}

async function stackOutputs(
  inputs: Json,
  readStack: StackReader,
): Promise<Json> {
  const { name } = plainBag(inputs) as { name: string };
  const outputs = await readStack(name);
  const secretOutputNames = Object.keys(outputs)
    .filter((key) => containsSecret(outputs[key]))
    .sort();
  return { name, outputs, secretOutputNames };
}
