/** The demo's summary. */
export const demo = {
  part: (number: number, total: number, what: string) =>
    `[${number}/${total}] ${what}`,
  partSandbox: () =>
    "le bac à sable : l'hébergeur, en petit, sur cette machine",
  partPlatform: (stack: string) => `la plateforme partagée (${stack})`,
  partBeneficiary: (name: string) => `l'association ${name}`,
  nothingToDo: (time: string) =>
    `Rien à faire : tout est déjà en ligne (vérifié en ${time}).`,
  online: (names: string, time: string) => `En ligne : ${names}, en ${time}.`,
  created: (list: string) => `Créé : ${list}.`,
  sites: () => "À voir dans un navigateur de cette machine :",
  admin: (command: string) =>
    `Mot de passe de l'administration de WordPress : ${command}`,
  mail: (command: string) => `Lire le courrier reçu : ${command}`,
  again: (command: string) => `Tout relancer ou réparer : ${command}`,
  stop: (command: string) => `Tout arrêter et effacer : ${command}`,
};
