import type { Context } from "./context";
import { openBackend } from "./project";
import { pulumiStacks, readPulumi, wantsPulumi, writePulumi } from "./pulumi";
import { projectName } from "./settings";

/** A state as Pulumi writes it: in a file of its backend, or as `pulumi stack export` prints it. */
interface StoredState<Resource> {
  readonly checkpoint?: { readonly latest?: Deployment<Resource> };
  readonly deployment?: Deployment<Resource>;
}

interface Deployment<Resource> {
  resources?: readonly Resource[];
}

/** The stacks of the project that have a state, as the engine that was asked for has them. */
export async function storedStacks(context: Context): Promise<string[]> {
  if (wantsPulumi(context)) return pulumiStacks(context);
  const project = projectName(context.root);
  return (await openBackend(context).list())
    .filter((one) => one.project === project)
    .map(({ stack }) => stack);
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
  const text = wantsPulumi(context)
    ? await exportedState(context, stack, known)
    : await openBackend(context).read(projectName(context.root), stack);
  const state = JSON.parse(text ?? "{}") as StoredState<Resource>;
  return (state.deployment ?? state.checkpoint?.latest)?.resources ?? [];
}

/**
 * Writes the state of a stack anew, with what is made of its resources. Nobody else may change it meanwhile; the state before
 * stays beside it (`.bak`), or in the history of the standard CLI's backend.
 */
export async function rewriteState<Resource>(
  context: Context,
  stack: string,
  change: (resources: readonly Resource[]) => readonly Resource[],
): Promise<void> {
  const changed = (text: string): string => {
    const state = JSON.parse(text) as StoredState<Resource>;
    const latest = state.deployment ?? state.checkpoint?.latest;
    if (latest) latest.resources = change(latest.resources ?? []);
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
