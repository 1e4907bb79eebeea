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
  snapshotsOfBootVolume: () => ({
    what: "a server that boots from a volume cannot have snapshots: OVH would also take one of each association's disk, which then could not be deleted",
    remedy:
      "Remove snapshots. For an association's files, write snapshots in its own file.",
  }),
  tooManySnapshots: (most: number) => ({
    what: "these are too many snapshots of one disk",
    remedy: `At most ${String(most)}: each has its price. Remove the oldest; what keeps for long is a backup.`,
  }),
};
