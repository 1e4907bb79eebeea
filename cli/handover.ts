import type { Model } from "../infra/model/model";
import type { ExitCode } from "./command";
import type { Context } from "./context";
import { refuseUnnamedMachines } from "./left-behind";
import { handedOver, runPulumi } from "./pulumi";
import { refuseSmallerDisk } from "./shrinking";

/**
 * Has the standard CLI plan, or plan and apply. What is refused of a plan of the engine built in is refused here before: once
 * that CLI has planned, nobody asks us again.
 */
export async function handOver(
  context: Context,
  command: "preview" | "up",
  stack: string,
  model: Model,
): Promise<ExitCode> {
  const words = [command, "-s", stack, ...handedOver(context)];
  await refuseSmallerDisk(context, stack, model);
  await refuseUnnamedMachines(context, stack, model);
  return runPulumi(context, words);
}
