/** Ce qui ne va pas dans un instantané, et que faire. */
export const modelSnapshots = {
  noDisk: () => ({
    what: "il n'y a pas de disque dont prendre un instantané",
    remedy: "Retirez snapshots, ou ajoutez disk: gigabytes(…).",
  }),
  snapshotTwice: () => ({
    what: "un instantané est écrit deux fois",
    remedy: "Gardez-en un.",
  }),
  tooManySnapshots: (most: number) => ({
    what: "cela fait trop d'instantanés d'un disque",
    remedy: `Au plus ${String(most)} : chacun se paie. Retirez les plus anciens ; pour garder longtemps, ce sont les sauvegardes.`,
  }),
};
