/** What is wrong with a snapshot, and what to do. */
export const modelSnapshots = {
  noDisk: () => ({
    what: "there is no disk to take a snapshot of",
    remedy: "Remove snapshots, or add disk: gigabytes(…).",
  }),
  snapshotTwice: () => ({
    what: "a snapshot is written twice",
    remedy: "Keep one.",
  }),
  tooManySnapshots: (most: number) => ({
    what: "these are too many snapshots of one disk",
    remedy: `At most ${String(most)}: each has its price. Remove the oldest; what keeps for long is a backup.`,
  }),
};
