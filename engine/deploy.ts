import { Deployment } from "./deployment";
import { Monitor } from "./monitor";
import { type Source, outputsOfOther } from "./outputs";
import { type Program, programError, runProgram } from "./program";
import type { Json } from "./provider";
import type { Parts } from "./run";
import { wanted } from "./report";
import { STACK_TYPE, createUrn } from "./urn";

/** Runs the program against the state, then deletes what it no longer has. Gives the stack's outputs. */
export async function deploy(
  parts: Parts,
  { program, ...source }: Source & { readonly program: Program },
): Promise<Json> {
  const { project, stack } = parts;
  const name = `${project}-${stack}`;
  const rootUrn = createUrn(stack, project, "", STACK_TYPE, name);
  const deployment = new Deployment(parts);
  const monitor = new Monitor(deployment, rootUrn, (other) =>
    outputsOfOther(source, other),
  );
  let finished = false;
  try {
    await runProgram({ ...parts, program, monitor });
    finished = true;
  } catch (error) {
    parts.operations.halt();
    parts.report.diagnose("error", programError(error));
  }
  await deployment.idle();
  for (const resource of deployment.news.values())
    if (!resource.external) parts.report.resources.push(wanted(resource));
  const outputs = monitor.rootOutputs ?? {};
  if (finished && deployment.mayDelete) {
    deployment.registerOutputs(rootUrn, outputs);
    await deployment.deleteRest();
  }
  return outputs;
}
