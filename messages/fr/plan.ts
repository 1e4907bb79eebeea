/** The preview of a stack: the verdict, what changes, the counts. */
export const plan = {
  step: (sign: string, operation: string, noun: string, name: string) =>
    `${sign} ${operation} : ${noun} ${name}`,
  title: (stack: string) => `Pile ${stack}`,
  verdictSafe: () => "VERT · Aucune donnée n'est en danger.",
  verdictNothing: () =>
    "VERT · Rien à faire : tout est déjà comme le code le demande.",
  verdictWatch: (parts: string) =>
    `ORANGE · Aucune donnée n'est en danger, mais une coupure de service est possible : ${parts}.`,
  verdictReleased: (parts: string) =>
    `ORANGE · Rien n'est détruit maintenant, mais la protection serait levée, et une suppression deviendrait possible : ${parts}.`,
  verdictRed: (owner: string) =>
    `ROUGE · Des données de ${owner} seraient détruites :`,
  lossDelete: (noun: string, name: string) =>
    `${noun} « ${name} » : suppression, avec tout son contenu`,
  lossReplace: (noun: string, name: string) =>
    `${noun} « ${name} » : remplacement, l'ancien contenu disparaît`,
  replacedBecause: (properties: string) => `à cause de : ${properties}`,
  protectedNote: () => "protégé : l'opération sera refusée",
  diskShrinks: (name: string, from: number, to: number) =>
    `✗ disque ${name} : de ${String(from)} à ${String(to)} Go. Un disque ne fait que grandir. Écrivez disk: gigabytes(${String(from)}) ou plus ; pour un plus petit, il faut un nouveau disque et y copier les fichiers.`,
  shrinksRefused: (stack: string) =>
    `Rien n'a été fait : un disque de la pile ${stack} deviendrait plus petit.`,
  leftBehind: (machine: string, stack: string) =>
    `La pile ${stack} est encore sur ${machine}, qui disparaîtrait : rien n'a été fait. Déménagez-la d'abord (epicerie up ${stack}), la génération de ${machine} gardée.`,
  counts: (
    create: number,
    update: number,
    replace: number,
    remove: number,
    same: number,
  ) =>
    `${create} à créer · ${update} à modifier · ${replace} à remplacer · ${remove} à supprimer · ${same} ${same > 1 ? "inchangées" : "inchangée"}`,
  changedProperties: (properties: string) => `change : ${properties}`,
  drift: (count: number) =>
    count > 1
      ? `${count} ressources ne sont plus comme nous les avions laissées :`
      : `1 ressource n'est plus comme nous l'avions laissée :`,
  noDrift: () => "Aucun écart : la réalité est celle que nous connaissons.",
  driftRemedy: (stack: string) =>
    `Pour remettre tout comme dans le fichier : epicerie up ${stack}`,
  driftGone: () => "a disparu",
  driftChanged: (properties: string) => `a changé : ${properties}`,
  destroyTitle: (stack: string) => `Ce que « destroy ${stack} » supprimerait`,
  destroyNothing: (stack: string) =>
    `La pile ${stack} ne contient rien : il n'y a rien à supprimer.`,
  moreLines: (count: number) => `… et ${count} de plus (--json les donne tous)`,
};
