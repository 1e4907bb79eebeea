import { decide, wantedState } from "./decide";
import type { Goal } from "./goal";
import type { DeploymentParts } from "./parts";
import type { Json } from "./provider";
import type { ResourceState } from "./state";

/** Takes an existing object into the state, if the program describes it as it is (`import` option). */
export async function adopt(
  parts: DeploymentParts,
  urn: string,
  goal: Goal,
): Promise<ResourceState> {
  const { host, report, preview, operations, journal } = parts;
  const resource = wantedState(urn, goal, goal.inputs);
  const read = async (): Promise<void> => {
    const found = await host.read(resource, goal.importId, {});
    if (found === undefined)
      throw new Error(
        `nothing to import: ${goal.type} "${goal.importId}" does not exist`,
      );
    const inputs = await host.check(
      urn,
      goal.provider,
      found.inputs,
      goal.inputs,
    );
    // A provider that does not tell the inputs has them among the outputs of the same name.
    const existing = {
      ...resource,
      id: found.id,
      inputs: found.inputs ?? { ...inputs, ...picked(found.outputs, inputs) },
    };
    const { diffReasons } = decide(
      existing,
      { ...goal, deleteBeforeReplace: undefined },
      await host.diff(existing, inputs),
    );
    const mismatch = `the program does not describe what is to be imported; these inputs differ: ${diffReasons.join(", ")}`;
    if (diffReasons.length > 0 && !preview) throw new Error(mismatch);
    if (diffReasons.length > 0) report.diagnose("warning", mismatch, urn);
    const now = new Date().toISOString();
    Object.assign(resource, {
      id: found.id,
      inputs,
      outputs: found.outputs,
      created: now,
      modified: now,
    });
    journal.put(resource);
  };
  await (preview
    ? read()
    : operations.perform("import", "importing", resource, read));
  report.step("import", resource);
  return resource;
}

function picked(outputs: Json, inputs: Json): Json {
  return Object.fromEntries(
    Object.entries(outputs).filter(([key]) => key in inputs),
  );
}
