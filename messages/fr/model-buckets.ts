import { enumerate } from "../format";

/** Ce qui ne va pas dans un bucket, et que faire. */
export const modelBuckets = {
  shortName: () => ({
    what: "ce nom n'est pas permis",
    remedy:
      "Minuscules sans accent et chiffres, sans tiret, de 2 à 16 caractères, en commençant par une lettre.",
  }),
  bucketReserved: () => ({
    what: "ce nom est celui du bucket des sauvegardes, que chaque association a déjà",
    remedy: 'Choisissez un autre nom, par exemple "fichiers".',
  }),
  swiftVersionsReserved: () => ({
    what: "Swift garde sous ce nom les anciennes versions des autres buckets",
    remedy: 'Choisissez un autre nom, par exemple "fichiers".',
  }),
  lockedNotDisposable: () => ({
    what: "rien ne peut détruire un objet verrouillé, or l'association est disposable",
    remedy: "Retirez lock, ou disposable: true.",
  }),
  copyInSameCity: () => ({
    what: "la copie serait dans la même ville que l'original",
    remedy: 'Choisissez une autre ville, par exemple "SBG".',
  }),
  noSwiftIn: (region: string, known: readonly string[]) => ({
    what: `OVH n'a pas Swift à ${region}, la ville de la plateforme : seulement à ${enumerate(known, "et")}`,
    remedy: 'Retirez api: "swift" ; le bucket sera un bucket S3.',
  }),
  notInSwift: () => ({
    what: 'les buckets api: "swift" n\'ont pas cela',
    remedy: 'Retirez cette ligne, ou api: "swift".',
  }),
  noAppendOnlyInSwift: () => ({
    what: "avec Swift, qui peut écrire peut aussi effacer ; mais personne ne peut effacer les anciennes versions",
    remedy: 'Choisissez "read-write" ou "read-only", ou retirez api: "swift".',
  }),
  versionsNeeded: (needing: readonly string[]) => ({
    what: `sans versions, pas de ${enumerate(needing, "ni de")}`,
    remedy: "Retirez versioning: false.",
  }),
};
