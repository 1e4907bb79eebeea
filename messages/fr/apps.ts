/** What `apps` says of the catalog. */
export const apps = {
  header: () => [
    "app",
    "base",
    "mémoire",
    "mails",
    "mises à jour",
    "bac à sable",
  ],
  database: {
    none: () => "non",
    mysql: () => "MySQL",
    "mysql-on-request": () => "au choix",
    postgresql: () => "PostgreSQL",
  },
  mail: {
    relay: () => "oui",
    mailbox: () => "boîte de chacun",
    none: () => "jamais",
  },
  updates: {
    epicier: () => "par l'épicier",
    itself: () => "par elle-même",
  },
  tried: (yes: boolean): string => (yes ? "essayée" : "pas encore"),
  more: (command: string) => `Tout sur l'une d'elles : ${command}`,
  title: (title: string, id: string) => `${title} (${id})`,
  triedInSandbox: (yes: boolean): string =>
    yes
      ? "essayée dans le bac à sable"
      : "pas encore essayée dans le bac à sable",
  sections: {
    written: () => "Dans le fichier de l'association",
    version: () => "Version",
    needs: () => "Ce qu'il lui faut",
    data: () => "Données",
    use: () => "À l'usage",
    source: () => "D'où viennent ces faits",
    notes: () => "À savoir",
  },
  labels: {
    written: () => "dans apps",
    joins: () => "complète",
    cronTaken: () => "tâches",
    image: () => "image",
    beside: (service: string) => `image de ${service}`,
    release: () => "archive du code",
    releaseSource: () => "empreinte publiée par",
    updates: () => "mises à jour",
    supported: () => "versions suivies",
    step: () => "d'une version à l'autre",
    database: () => "base de données",
    password: () => "son mot de passe",
    memory: () => "mémoire",
    disk: () => "disque",
    directory: (name: string) => `dossier ${name}`,
    backup: () => "à sauvegarder",
    sqlite: () => "bases SQLite",
    quiet: () => "pendant la copie",
    restored: () => "après un retour",
    admin: () => "compte de l'épicier",
    mail: () => "mails",
    uploads: () => "fichier envoyé, au plus",
    job: (name: string) => `commande ${name}`,
    cron: (name: string) => `tâche ${name}`,
    source: () => "documentation",
  },
  joins: (app: string) => `l'application ${app} de la même association`,
  cronTaken: () => "celles que l'on demande (cron), en plus",
  release: (version: string, url: string) => `${version}, ${url}`,
  updatedBy: {
    epicier: () =>
      "par l'épicier : une nouvelle version dans apps-catalog/ est une nouvelle version de l'application",
    itself: () =>
      "dans l'application, par son administration ; une nouvelle image ne change que ce qui la fait tourner",
  },
  step: {
    free: () => "de n'importe laquelle à une plus récente, jamais en arrière",
    "one-major": () => "une version majeure à la fois, jamais en arrière",
    itself: () =>
      "l'application s'en occupe ; son image peut revenir en arrière",
  },
  databaseOf: {
    none: () => "aucune",
    mysql: () => "MySQL",
    "mysql-on-request": () => "MySQL, si on la demande : database: true",
    postgresql: () =>
      "PostgreSQL, sur un serveur que l'association reçoit pour cela",
  },
  extensions: (database: string, extensions: string) =>
    `${database} (avec ${extensions})`,
  passwordKept: () =>
    "ne se change pas (databasePasswordVersion) : l'application le garde dans ses propres réglages",
  passwordChanges: () => "se change par databasePasswordVersion",
  memory: (usual: number, least: number) =>
    `${usual} Mo d'habitude, ${least} Mo au moins`,
  disk: (gigabytes: number) =>
    gigabytes === 0
      ? "rien sur celui de l'association"
      : `${gigabytes} Go au moins, sur celui de l'association`,
  directory: (folder: string, editable: boolean) =>
    editable ? `${folder}, ouvert aux webmasters` : folder,
  dump: () => "une copie de la base de données",
  directories: (names: string, several: boolean) =>
    `${several ? "les dossiers" : "le dossier"} ${names}`,
  nothing: () => "rien",
  sqlite: (files: string) => `${files} : SQLite en fait lui-même la copie`,
  quiet: () => "une commande de l'application l'y prépare, une autre y met fin",
  restored: () => "une commande de l'application, une fois ses données remises",
  noAdmin: () => "aucun",
  mailOf: {
    relay: () => "partent de la boîte de l'association, sans rien régler",
    mailbox: () => "partent des boîtes de chacun",
    none: () => "n'en envoie jamais",
  },
  megabytes: (amount: number) => `${amount} Mo`,
  job: {
    before: () => "à chaque nouvelle version, avant qu'elle ne serve",
    after: () => "à chaque nouvelle version, une fois qu'elle sert",
  },
  cron: (schedule: string, minutes: number) =>
    `heure systemd ${schedule} (UTC), arrêtée après ${minutes} min`,
};
