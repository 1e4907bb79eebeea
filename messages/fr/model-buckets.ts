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
  lockedNotDisposable: () => ({
    what: "rien ne peut détruire un objet verrouillé, or l'association est disposable",
    remedy: "Retirez lock, ou disposable: true.",
  }),
  copyInSameCity: () => ({
    what: "la copie serait dans la même ville que l'original",
    remedy: 'Choisissez une autre ville, par exemple "SBG".',
  }),
  versionsNeeded: (needing: readonly string[]) => ({
    what: `sans versions, pas de ${enumerate(needing, "ni de")}`,
    remedy: "Retirez versioning: false.",
  }),
};
