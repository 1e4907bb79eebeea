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
  snapshotsOfBootVolume: () => ({
    what: "un serveur qui démarre sur un volume ne peut pas avoir d'instantanés : OVH prendrait aussi ceux de tous les disques des associations, qui ne pourraient plus être supprimés",
    remedy:
      "Retirez snapshots. Pour les fichiers d'une association, écrivez snapshots dans son propre fichier.",
  }),
  tooManySnapshots: (most: number) => ({
    what: "cela fait trop d'instantanés d'un disque",
    remedy: `Au plus ${String(most)} : chacun se paie. Retirez les plus anciens ; pour garder longtemps, comptez sur les sauvegardes.`,
  }),
};
