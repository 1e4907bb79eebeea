/** What `doctor` looks for, and how to get what is missing. */
export const doctor = {
  present: () => "présent",
  missing: () => "MANQUE",
  optional: () => "absent (facultatif)",
  ready: () => "Cette machine a tout ce qu'il faut.",
  notReady: (count: number) =>
    count > 1 ? `Il manque ${count} choses.` : "Il manque une chose.",
  node: () => "Node.js 20 ou plus récent",
  nodeRemedy: () => "installez Node 20, 22 ou 24 : https://nodejs.org",
  npm: () => "npm",
  npmRemedy: () =>
    "npm est livré avec Node.js ; sous Debian : apt-get install npm",
  docker: () => "moteur Docker",
  dockerRemedyRoot: () =>
    "rien à faire : la première commande installera le moteur de la distribution",
  dockerRemedyUser: () =>
    "demandez à l'administrateur : apt-get install docker.io, puis adduser <vous> docker",
  root: () => "droits d'administration (disques du bac à sable)",
  rootRemedy: () => "lancez la démonstration en root (sudo npm run demo)",
  disk: (free: string) => `espace disque libre : ${free}`,
  diskRemedy: (needed: string) => `libérez de la place : il en faut ${needed}`,
  memory: (total: string) => `mémoire : ${total}`,
  memoryRemedy: (needed: string) =>
    `il en faut ${needed} ; fermez d'autres programmes`,
  cgroup: (version: string) =>
    `groupes de contrôle du noyau (cgroup ${version})`,
  cgroupRemedy: () =>
    "montez /sys/fs/cgroup : le bac à sable en a besoin pour limiter la mémoire",
  pulumi: () => "commande « pulumi » (production)",
  pulumiRemedy: () =>
    "utile pour la production seulement : https://www.pulumi.com/docs/install/",
  plugins: (missing: string) =>
    missing
      ? `greffons de Pulumi (manquent : ${missing})`
      : "greffons de Pulumi",
  pluginsRemedy: () => "pulumi install, dans ce dossier",
  chromium: () => "navigateur Chromium (tests seulement)",
  chromiumRemedy: () =>
    "apt-get install chromium ; npm test le fait lui-même en root",
};
