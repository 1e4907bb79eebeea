import type {
  DetailedDiff,
  DetailedDiffResult,
  DiffKind,
  Json,
} from "./provider";
import type { Goal } from "./goal";
import { contains, parsePath, reset, topLevel } from "./paths";
import type { StepFacts } from "./report";
import type { ResourceState } from "./state";

/** What must happen to a resource that the state has, and why. */
export interface Decision {
  readonly op: "same" | "update" | "replace";
  /** Of a replacement: the old one goes first. */
  readonly deleteBefore: boolean;
  /** Top-level inputs. */
  readonly diffReasons: string[];
  readonly replaceReasons: string[];
  readonly detailed: DetailedDiff;
}

/** The program's inputs with what it wants ignored as the state has it. */
export function desiredInputs(
  goal: Pick<Goal, "inputs" | "ignoreChanges">,
  old: ResourceState | undefined,
): Json {
  if (old === undefined) return goal.inputs;
  return goal.ignoreChanges.reduce(
    (news, path) => reset(news, old.inputs ?? {}, parsePath(path)),
    goal.inputs,
  );
}

/**
 * Decides between nothing, an update and a replacement. Source: `continueStepsFromDiff` of Pulumi's `step_generator.go`.
 * `condemned`: the old one was or will be deleted with something that it depends on.
 */
export function decide(
  old: ResourceState,
  goal: Pick<Goal, "replaceOnChanges" | "deleteBeforeReplace">,
  diff: DetailedDiffResult,
  condemned = false,
): Decision {
  const patterns = [
    ...goal.replaceOnChanges,
    ...(diff.replaces ?? []).filter((key) => !isMarked(diff, key)),
  ];
  const detailed = withReplacements(diff.detailed ?? {}, patterns);
  const paths = Object.keys(detailed);
  const replacing = paths
    .filter((path) => detailed[path]?.endsWith("-replace"))
    .map(topLevel);
  const replaceReasons = [...new Set([...(diff.replaces ?? []), ...replacing])];
  const changed =
    diff.changes ?? (paths.length > 0 || replaceReasons.length > 0);
  const reasons = {
    diffReasons: [...new Set([...paths.map(topLevel), ...replaceReasons])],
    detailed,
  };
  const gone = condemned || old.pendingReplacement === true;
  if (gone || (changed && replaceReasons.length > 0)) {
    const deleteBefore =
      gone || (goal.deleteBeforeReplace ?? diff.deleteBeforeReplace ?? false);
    return { op: "replace", deleteBefore, replaceReasons, ...reasons };
  }
  const repair = (old.initErrors?.length ?? 0) > 0;
  const op = changed || repair ? "update" : "same";
  return {
    op,
    deleteBefore: false,
    replaceReasons: [],
    ...(op === "same" ? { diffReasons: [], detailed: {} } : reasons),
  };
}

/** Whether the detailed diff says which part of a property replaces. */
function isMarked({ detailed = {} }: DetailedDiffResult, key: string): boolean {
  return Object.keys(detailed).some(
    (path) => topLevel(path) === key && detailed[path]?.endsWith("-replace"),
  );
}

function withReplacements(
  detailed: DetailedDiff,
  patterns: readonly string[],
): DetailedDiff {
  if (patterns.length === 0) return detailed;
  const parsed = patterns.map(parsePath);
  const marked = Object.entries(detailed).map(
    ([path, kind]): [string, DiffKind] => {
      const replaces =
        !kind.endsWith("-replace") &&
        parsed.some((pattern) => contains(pattern, parsePath(path)));
      return [path, replaces ? (`${kind}-replace` as DiffKind) : kind];
    },
  );
  return Object.fromEntries(marked);
}

/** Why a protected resource is left alone, in Pulumi's words. */
export function protectRefusal(
  verb: "replace" | "delete",
  urn: string,
): string {
  return (
    `unable to ${verb} resource "${urn}"\nas it is currently marked for protection. ` +
    "To unprotect the resource, remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`"
  );
}

/** The state of a resource as the program wants it; id, outputs and dates come from what happens to it. */
export function wantedState(
  urn: string,
  goal: Goal,
  inputs: Json,
): ResourceState {
  return {
    urn,
    custom: goal.custom,
    type: goal.type,
    inputs,
    parent: goal.parent,
    protect: goal.protect,
    dependencies: [...goal.dependencies],
    provider: goal.provider,
    propertyDependencies: { ...goal.propertyDependencies },
    additionalSecretOutputs: [...goal.additionalSecretOutputs],
    customTimeouts: { ...goal.customTimeouts },
    importID: goal.importId,
    retainOnDelete: goal.retainOnDelete,
    deletedWith: goal.deletedWith,
    ignoreChanges: [...goal.ignoreChanges],
    replaceOnChanges: [...goal.replaceOnChanges],
  };
}

/** A decision as a step tells it. */
export function facts({
  diffReasons,
  replaceReasons,
  detailed,
}: Decision): StepFacts {
  return { diffReasons, replaceReasons, detailed };
}
