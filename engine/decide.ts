import { contains, parsePath, reset, topLevel } from "./paths";
import type {
  DetailedDiff,
  DetailedDiffResult,
  DiffKind,
  Json,
} from "./provider";
import type { ResourceState } from "./state";

/** What must happen to a resource that the state has, and why. */
export interface Decision {
  readonly op: "same" | "update" | "replace";
  /** Of a replacement: the old one goes first. */
  readonly deleteBefore: boolean;
  readonly reasons: Reasons;
}

/** Why, as a step tells it: top-level inputs, those of them that replace, and what happens to each property. */
interface Reasons {
  readonly diffReasons: readonly string[];
  readonly replaceReasons: readonly string[];
  readonly detailed: DetailedDiff;
}

/** What the program has to say about changes. */
interface Wishes {
  readonly replaceOnChanges?: readonly string[];
  /** Undefined: the provider decides. */
  readonly deleteBeforeReplace?: boolean;
  /** The old one was or will be deleted with something that it depends on. */
  readonly isCondemned?: boolean;
}

/** The program's inputs with what it wants ignored as the state has it. */
export function desiredInputs(
  { inputs = {}, ignoreChanges = [] }: Partial<ResourceState>,
  old: ResourceState | undefined,
): Json {
  if (old === undefined) return inputs;
  return ignoreChanges.reduce(
    (news, path) => reset(news, old.inputs ?? {}, parsePath(path)),
    inputs,
  );
}

/** Decides between nothing, an update and a replacement. Source: `continueStepsFromDiff` of Pulumi's `step_generator.go`. */
export function decide(
  old: ResourceState,
  { replaceOnChanges = [], deleteBeforeReplace, isCondemned }: Wishes,
  diff: DetailedDiffResult,
): Decision {
  const { replaces = [], detailed: told = {} } = diff;
  const marked = replacing(told);
  const patterns = replaces.filter((key) => !marked.includes(key));
  const detailed = withReplacements(told, [...replaceOnChanges, ...patterns]);
  const paths = Object.keys(detailed);
  const replaceReasons = unique([...replaces, ...replacing(detailed)]);
  const diffReasons = unique([...paths.map(topLevel), ...replaceReasons]);
  const changed = diff.changes ?? diffReasons.length > 0;
  const reasons = { diffReasons, replaceReasons, detailed };
  const isGone = isCondemned === true || old.pendingReplacement === true;
  if (isGone || (changed && replaceReasons.length > 0)) {
    const asked = deleteBeforeReplace ?? diff.deleteBeforeReplace ?? false;
    return { op: "replace", deleteBefore: isGone || asked, reasons };
  }
  const isBroken = (old.initErrors?.length ?? 0) > 0;
  if (!changed && !isBroken)
    return { op: "same", deleteBefore: false, reasons: NONE };
  return { op: "update", deleteBefore: false, reasons };
}

const NONE: Reasons = { diffReasons: [], replaceReasons: [], detailed: {} };

/** Top-level properties of which a part replaces the resource. */
function replacing(detailed: DetailedDiff): string[] {
  const entries = Object.entries(detailed);
  return entries
    .filter(([, kind]) => kind.endsWith("-replace"))
    .map(([path]) => topLevel(path));
}

function withReplacements(
  detailed: DetailedDiff,
  patterns: readonly string[],
): DetailedDiff {
  if (patterns.length === 0) return detailed;
  const parsed = patterns.map(parsePath);
  const entries = Object.entries(detailed).map(([path, kind]) => {
    const isHit = parsed.some((pattern) => contains(pattern, parsePath(path)));
    if (!isHit || kind.endsWith("-replace")) return [path, kind] as const;
    return [path, `${kind}-replace` as DiffKind] as const;
  });
  return Object.fromEntries(entries);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
