/** The demo's summary. */
export const demo = {
  part: (number: number, total: number, what: string) =>
    `[${number}/${total}] ${what}`,
  partSandbox: () =>
    "le bac à sable : l'hébergeur, en petit, sur cette machine",
  partPlatform: (stack: string) => `la plateforme partagée (${stack})`,
  partBeneficiary: (displayName: string, stack: string) =>
    `l'association ${displayName} (${stack})`,
  nothingToDo: (time: string) =>
    `Rien à faire : tout est déjà en ligne (vérifié en ${time}).`,
  online: (names: string, time: string) => `En ligne : ${names}, en ${time}.`,
  created: (list: string) => `Créé : ${list}.`,
  quantity: (count: number, noun: string) => `${count} × ${noun}`,
  look: () => "À voir, dans un navigateur de cette machine :",
  admin: (url: string) => `L'administration de WordPress : ${url}`,
  passwords: (command: string) =>
    `Mots de passe (sites, boîtes mail) : ${command}`,
  mail: (command: string) => `Lire le courrier d'une boîte : ${command}`,
  another: (command: string) =>
    `Mettre une autre association en ligne : ${command}`,
  stop: (command: string) => `Tout arrêter et effacer : ${command}`,
};
