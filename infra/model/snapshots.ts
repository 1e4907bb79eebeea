import { isName } from "./names";
import type { ProblemList } from "./problems";
import { checkChoice, hasKind } from "./shape";

/**
 * What becomes of a snapshot of a disk: `kept` only, or also `opened`, on a second disk that its server shows read-only in
 * `/mnt/<association>/<snapshot>`, to take files out of it.
 */
export type SnapshotUse = "kept" | "opened";

const USES: readonly SnapshotUse[] = ["kept", "opened"];

/** OVH asks a price for each, and each keeps what the disk has dropped since: a handful is a habit, not a precaution. */
const MOST_SNAPSHOTS = 5;

/** The snapshots that somebody wrote, checked; `disk` is the size of the disk, if there is one. */
export function resolveSnapshots(
  {
    snapshots: written = {},
  }: { readonly snapshots?: Readonly<Record<string, unknown>> },
  disk: number | undefined,
  problems: ProblemList,
): Readonly<Record<string, SnapshotUse>> {
  const names = Object.keys(written);
  if (names.length > 0 && disk === undefined)
    problems.add((texts) => texts.noDisk());
  if (names.length > MOST_SNAPSHOTS)
    problems.add((texts) => texts.tooManySnapshots(MOST_SNAPSHOTS), names);
  for (const [name, use] of Object.entries(written)) {
    const here = problems.at(name);
    if (!isName(name)) here.add((texts) => texts.invalidName(), name);
    if (hasKind(use, "text", here)) checkChoice(use, USES, here);
  }
  return written as Readonly<Record<string, SnapshotUse>>;
}

/** Problems of the snapshots of a server's own disk, by their names. */
export function checkServerSnapshots(
  names: readonly unknown[],
  problems: ProblemList,
): void {
  if (names.length > MOST_SNAPSHOTS)
    problems.add((texts) => texts.tooManySnapshots(MOST_SNAPSHOTS), names);
  if (new Set(names).size < names.length)
    problems.add((texts) => texts.snapshotTwice(), names);
  for (const [index, name] of names.entries()) {
    const here = problems.at(`[${String(index)}]`);
    if (hasKind(name, "text", here) && !isName(name))
      here.add((texts) => texts.invalidName(), name);
  }
}
