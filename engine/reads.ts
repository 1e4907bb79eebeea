import { wantedState } from "./decide";
import type { Goal } from "./goal";
import type { DeploymentParts } from "./parts";
import { type Json, UNKNOWN } from "./provider";
import type { ResourceState } from "./state";
import { containsSecret, containsUnknown, plainBag } from "./values";

export const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** The outputs of another stack, named `organization/<project>/<stack>` or, in the same project, `<stack>`. */
export type StackReader = (name: string) => Promise<Json>;

/** Looks a resource up that the program reads and does not manage; an id that a preview cannot know has no outputs. */
export async function lookUp(
  parts: DeploymentParts,
  urn: string,
  goal: Goal,
  id: string,
  old: ResourceState | undefined,
  readStack: StackReader,
): Promise<ResourceState> {
  const { preview, host, journal, report, operations } = parts;
  const resource: ResourceState = {
    ...wantedState(urn, goal, goal.inputs),
    id,
    external: true,
  };
  const read = async (): Promise<void> => {
    resource.outputs =
      goal.type === STACK_REFERENCE
        ? await stackOutputs(goal.inputs, readStack)
        : await found(resource);
    resource.created = old?.created ?? new Date().toISOString();
    resource.modified = resource.created;
    relinquish(resource);
  };
  const found = async (of: ResourceState): Promise<Json> => {
    const result = await host.read(of, id, goal.inputs);
    if (result === undefined)
      throw new Error(`${goal.type} "${id}" does not exist`);
    return result.outputs;
  };
  /** A resource that was managed under this name: released if it is the same object, else deleted at the end. */
  const relinquish = (of: ResourceState): void => {
    const managedOther = old !== undefined && !old.external && old.id !== id;
    if (managedOther) old.delete = true;
    journal.put(of, managedOther ? undefined : old);
  };
  if (containsUnknown(id) || containsUnknown(goal.inputs))
    return { ...resource, id: UNKNOWN, outputs: {} };
  if (preview || goal.type === STACK_REFERENCE) await read();
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
