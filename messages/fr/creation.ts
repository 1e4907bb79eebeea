/** What `new` asks and answers. */
export const creation = {
  intro: (file: string) =>
    `Quelques questions, puis ${file} sera écrit. Ctrl-C arrête tout, sans rien écrire.`,
  questions: {
    displayName: () => "Le nom complet de l'association",
    contact: () => "L'adresse de quelqu'un qui répond",
    domain: () => "Son domaine, déjà chez OVH (par exemple le-parc.example)",
    apps: (catalog: string) =>
      `Ses applications, séparées par des espaces, chacune avec le début de son adresse si ce n'est pas la première (wordpress nextcloud@cloud) ; Entrée pour aucune.\n  Au catalogue : ${catalog}\nApplications`,
    mailboxes: () =>
      "Ses boîtes mail, ce qui est avant le @, séparées par des espaces ; Entrée pour aucune",
    size: (sizes: string) => `Sa taille, parmi : ${sizes}`,
    server: (servers: string) => `Son serveur, parmi : ${servers}`,
  },
  sizeOf: (name: string, disk: number) => `${name} (disque de ${disk} Go)`,
  roomOn: (name: string, free: number) => `${name} (reste ${free} Mo)`,
  prompt: (question: string) => `${question} : `,
  promptWithDefault: (question: string, usual: string) =>
    `${question} [${usual}] : `,
  wrongAnswer: (what: string, remedy: string) => `  → ${what}. ${remedy}`,
  fileExists: (file: string) =>
    `${file} existe déjà : il n'est pas touché. Ouvrez-le pour le changer, ou choisissez un autre nom.`,
  cannotWrite: (file: string, code: string) =>
    `${file} ne peut pas être écrit (${code}) : le dossier n'est pas là, ou il n'est pas à vous. Prenez le compte à qui est ce dépôt, ou demandez-lui.`,
  missingOptions: (options: string) =>
    `Sans terminal pour poser les questions, il manque : ${options}.`,
  servers: (rooms: string) => `Serveurs : ${rooms}.`,
  missingOptionsExample: (command: string) => `Par exemple : ${command}`,
  stopped: () => "Arrêté : rien n'a été écrit.",
  written: (file: string) => `${file} est écrit, et il est en ordre. Ensuite :`,
  next: {
    explain: () => "tout ce qu'elle aura",
    preview: () => "ce que « up » ferait",
    up: () => "mettre en ligne",
  },
};
