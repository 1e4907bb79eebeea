/** The demo's summary. */
export const demo = {
  part: (number: number, total: number, what: string) =>
    `[${number}/${total}] ${what}`,
  partSandbox: () =>
    "le bac à sable : l'hébergeur, en petit, sur cette machine",
  partPlatform: (stack: string) => `la plateforme partagée (${stack})`,
  partBeneficiary: (displayName: string, stack: string) =>
    `l'association ${displayName} (${stack})`,
  associationMissing: (file: string) => [
    `La démonstration met en ligne l'association de ${file}, et ce fichier n'est pas là.`,
    `Reprenez-le (git checkout -- ${file}), ou mettez la vôtre en ligne : epicerie sandbox up, puis epicerie up prod, puis epicerie up <pile>.`,
  ],
  nothingToDo: (time: string) =>
    `Rien à faire : tout est déjà en ligne (vérifié en ${time}).`,
  online: (names: string, time: string) => `En ligne : ${names}, en ${time}.`,
  created: (list: string) => `Créé : ${list}.`,
  quantity: (count: number, noun: string) => `${count} × ${noun}`,
  look: () => "À voir, dans un navigateur de cette machine :",
  passwords: (command: string) =>
    `Mots de passe (sites, boîtes mail) : ${command}`,
  mail: (command: string) => `Lire le courrier d'une boîte : ${command}`,
  another: (command: string) =>
    `Mettre une autre association en ligne : ${command}`,
  stop: (command: string) => `Tout arrêter et effacer : ${command}`,
};
