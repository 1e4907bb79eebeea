import { preview } from "../engine/engine";
import type { Target } from "./project";

/**
 * Writes the keys that the Docker client reads (`components/docker-engine.ts`) before an operation that does not run the
 * program: on a machine that has not run it yet, they are only in the states. A preview without providers runs it, in a
 * fraction of a second and without network. What it finds wrong is left to the operation itself: a stack whose file is
 * gone is destroyed with the keys that are there.
 */
export async function writeSshKeys({
  options,
}: Pick<Target, "options">): Promise<void> {
  const { project, stack, program, config, backend, passphrase } = options;
  await preview({ project, stack, program, config, backend, passphrase });
}
