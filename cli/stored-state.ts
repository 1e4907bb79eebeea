import type { Context } from "./context";
import { openBackend } from "./project";
import { pulumiStacks, readPulumi, wantsPulumi, writePulumi } from "./pulumi";
import { Refusal } from "./refusal";
import { projectName } from "./settings";

/** A state as Pulumi writes it: in a file of its backend, or as `pulumi stack export` prints it. */
interface StoredState<Resource> {
  readonly checkpoint?: { readonly latest?: Deployment<Resource> };
  readonly deployment?: Deployment<Resource>;
}

interface Deployment<Resource> {
  resources?: readonly Resource[];
  pending_operations?: readonly {
    readonly resource: { readonly urn: string };
  }[];
}

/** The stacks of the project that have a state, as the engine that was asked for has them. */
export async function storedStacks(context: Context): Promise<string[]> {
  if (wantsPulumi(context)) return pulumiStacks(context);
  const project = projectName(context.root);
  return (await openBackend(context).list())
    .filter((one) => one.project === project)
    .map(({ stack }) => stack);
}

/** Refuses a stack that was never put online, of which nothing can be read or asked. */
export async function requireOnline(
  context: Context,
  stack: string,
): Promise<void> {
  if (!(await storedStacks(context)).includes(stack))
    throw new Refusal(({ cli }) => [cli.neverOnline(stack)]);
}

/**
 * The resources of a stack's state, as the engine that was asked for has it; `Resource` is what of each is read. Secrets in
 * them are encrypted. None for a stack that was never put online. `known`: those that were, where somebody asked already.
 */
export async function storedResources<Resource>(
  context: Context,
  stack: string,
  known?: readonly string[],
): Promise<readonly Resource[]> {
  const latest = await storedDeployment<Resource>(context, stack, known);
  return latest?.resources ?? [];
}

/** What was in flight when a stack's state was last written: not empty after a command that was cut. */
export async function storedOperations<Operation>(
  context: Context,
  stack: string,
): Promise<readonly Operation[]> {
  const latest = await storedDeployment(context, stack);
  return (latest?.pending_operations ?? []) as readonly Operation[];
}

async function storedDeployment<Resource>(
  context: Context,
  stack: string,
  known?: readonly string[],
): Promise<Deployment<Resource> | undefined> {
  const text = wantsPulumi(context)
    ? await exportedState(context, stack, known)
    : await openBackend(context).read(projectName(context.root), stack);
  const state = JSON.parse(text ?? "{}") as StoredState<Resource>;
  return state.deployment ?? state.checkpoint?.latest;
}

/** Takes operations that are no longer in doubt out of a stack's state, by the URN of their resource. */
export function dropOperations(
  context: Context,
  stack: string,
  urns: readonly string[],
): Promise<void> {
  return rewriteDeployment(context, stack, (latest) => {
    latest.pending_operations = (latest.pending_operations ?? []).filter(
      ({ resource }) => !urns.includes(resource.urn),
    );
  });
}

/** Writes the state of a stack anew, with what is made of its resources, as `rewriteDeployment` does. */
export function rewriteState<Resource>(
  context: Context,
  stack: string,
  change: (resources: readonly Resource[]) => readonly Resource[],
): Promise<void> {
  return rewriteDeployment<Resource>(context, stack, (latest) => {
    latest.resources = change(latest.resources ?? []);
  });
}

/**
 * Nobody else may change the state meanwhile; the one before stays beside it (`.bak`), or in the history of the standard
 * CLI's backend.
 */
async function rewriteDeployment<Resource>(
  context: Context,
  stack: string,
  change: (latest: Deployment<Resource>) => void,
): Promise<void> {
  const changed = (text: string): string => {
    const state = JSON.parse(text) as StoredState<Resource>;
    const latest = state.deployment ?? state.checkpoint?.latest;
    if (latest) change(latest);
    return JSON.stringify(state);
  };
  if (wantsPulumi(context)) {
    const text = await readPulumi(context, ["stack", "export", "-s", stack]);
    return writePulumi(
      context,
      ["stack", "import", "-s", stack],
      changed(text),
    );
  }
  const [backend, project] = [openBackend(context), projectName(context.root)];
  const release = await backend.lock(project, stack);
  try {
    const text = await backend.read(project, stack);
    await backend.keepPrevious(project, stack);
    await backend.write(project, stack, changed(text ?? "{}"));
  } finally {
    await release();
  }
}

async function exportedState(
  context: Context,
  stack: string,
  known?: readonly string[],
): Promise<string | undefined> {
  const stacks = known ?? (await pulumiStacks(context));
  return stacks.includes(stack)
    ? readPulumi(context, ["stack", "export", "-s", stack])
    : undefined;
}
