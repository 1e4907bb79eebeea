/** A bucket, as the model has it. */
export interface BucketFacts {
  readonly api: "s3" | "swift";
  readonly access: "read-write" | "append-only" | "read-only";
  readonly versioning: boolean;
  readonly keepVersionsDays?: number | undefined;
  readonly lock?: { readonly days: number; readonly mode: string } | undefined;
  /** An Object Storage region. */
  readonly replicateTo?: string | undefined;
  /** Further credentials, by name. */
  readonly credentials?: Readonly<Record<string, BucketFacts["access"]>>;
}

/** An automatic answer, its moments in ISO 8601. */
export interface AnswerFacts {
  readonly address: string;
  readonly message: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Who hears of a month that costs too much. */
interface AlertFacts {
  readonly email: string;
  readonly monthly: number;
}

const ACCESS = {
  "read-write": "lecture et écriture",
  "append-only": "ajout seul",
  "read-only": "lecture seule",
};

const passwordVersion = (version: number): string =>
  version === 1 ? "" : `, mot de passe n° ${version}`;

const processors = (cpus: number): string =>
  cpus === 1
    ? "un processeur"
    : `${String(cpus).replace(".", ",")} processeur${cpus < 2 ? "" : "s"}`;

/** What `explain` says of a stack. */
export const explain = {
  title: (displayName: string, stack: string) => `${displayName} (${stack})`,
  sections: {
    who: () => "Qui",
    web: () => "Sur le web",
    mail: () => "Courrier",
    zone: () => "Zone du domaine",
    limits: () => "Limites",
    data: () => "Données",
    server: () => "Serveur",
    platform: () => "Plateforme",
    exceptions: () => "Exceptions aux règles",
  },
  labels: {
    contact: () => "contact",
    domain: () => "domaine",
    mailboxes: () => "boîtes mail",
    mailbox: () => "boîte mail",
    redirection: () => "redirection",
    responder: () => "réponse automatique",
    imap: () => "réception (IMAP)",
    smtp: () => "envoi (SMTP)",
    sending: () => "envois des applications",
    filesOf: (who: string) => `accès de ${who}`,
    cronOf: (app: string, job: string) => `tâche ${job} de ${app}`,
    sftp: () => "SFTP ouvert à",
    login: () => "identifiant",
    mailRecords: () => "courrier",
    signature: () => "signature (DKIM)",
    size: () => "taille",
    disk: () => "disque",
    snapshotOf: (name: string) => `instantané ${name}`,
    memoryOf: (app: string) => `mémoire de ${app}`,
    limitsOf: (service: string) => `limites de ${service}`,
    uploadsTo: (app: string) => `envoi à ${app}, au plus`,
    backupOf: (app: string) => `à sauvegarder de ${app}`,
    databaseServer: (software: string) => `mémoire de ${software}`,
    databases: () => "bases de données",
    databaseOf: (app: string) => `base de données de ${app}`,
    bucketOf: (name: string) => `bucket ${name}`,
    onRemoval: () => "à la suppression",
    backups: () => "sauvegardes",
    server: () => "serveur",
    address: () => "adresse",
    memory: () => "mémoire",
    volumes: () => "disques (volumes)",
    images: () => "images d'applications",
    beneficiaries: () => "associations",
    region: () => "région",
    objectStorage: () => "région d'Object Storage",
    power: () => "puissance",
    project: () => "projet OVH",
    gateway: () => "passerelle",
    regions: () => "régions activées",
    technicalUser: (name: string) => `utilisateur technique ${name}`,
    alert: () => "alerte de dépense",
    epicier: (login: string) => `épicier ${login}`,
    mysql: () => "service MySQL",
    ssh: () => "SSH ouvert à",
    sshKeys: () => "clés SSH de",
    reverse: () => "nom inverse (PTR)",
    machine: () => "machine",
    bootVolume: () => "disque système",
    apartIn: () => "jamais avec le groupe",
    restart: () => "redémarrage",
    swap: () => "mémoire d'appoint",
    dedicatedTo: () => "réservé à",
  },
  none: () => "aucun",
  noMailbox: () => "aucune",
  nobody: () => "personne",
  backup: (directories: readonly string[], database: boolean) =>
    [...directories, ...(database ? ["base de données"] : [])].join(", ") ||
    "rien",
  noDomain: () => "aucun, donc ni site ni boîte mail",
  nameOrdered: () => "nom et zone commandés chez OVH, facturés chaque année",
  zoneOrdered: () => "zone commandée chez OVH",
  archive: ({ version }: { readonly version: string }) =>
    `code : archive ${version}, vérifiée par son empreinte`,
  redirect: (host: string) => `mène à https://${host}`,
  mailbox: (address: string, megabytes: number, version: number) =>
    `${address}, ${megabytes} Mo${passwordVersion(version)}`,
  passwordVersion,
  forwards: (address: string, targets: string, localCopy: boolean) =>
    `${address} vers ${targets}${localCopy ? ", et la boîte en garde copie" : ""}`,
  answers: ({ address, message, from, to }: AnswerFacts) =>
    [
      address,
      ...(from === undefined ? [] : [`à partir de ${from}`]),
      ...(to === undefined ? [] : [`jusqu'à ${to}`]),
      `« ${message} »`,
    ].join(", "),
  keys: (count: number) => (count === 1 ? "une clé" : `${count} clés`),
  exception: (resource: string, reason: string) => `${resource} : ${reason}`,
  power: (cpus: number, memory: number) => `${processors(cpus)}, ${memory} Mo`,
  mailServer: (host: string, port: number, security: string) =>
    `${host}, port ${port}, ${security}`,
  login: () => "l'adresse entière",
  mailRecords: {
    ovh: () => "chez OVH",
    other: () => "chez un autre fournisseur",
    none: () => "aucun : ce qui prétend venir du domaine est à refuser",
    untouched: () =>
      'rien n\'est publié ; mail: "none" protège un domaine sans courrier',
  },
  signature: () =>
    "OVH signe ce qui part de ses boîtes, et publie lui-même ses clés dans la zone",
  serverAddress: () => "l'adresse de son serveur",
  /** What asks for a record. */
  recordFrom: {
    web: () => "apps",
    certificate: () => "apps",
    mail: () => "mail",
    server: () => "servers",
    written: () => "records",
  },
  mysqlOrdered: () => "commandé ; son adresse est encore à écrire",
  gateway: () => "le réseau privé a une sortie à lui, facturée par OVH",
  projectOrdered: () => "commandé ; son identifiant est encore à écrire",
  purposes: {
    deploy: () => "change serveurs, volumes et réseaux",
    supervise: () => "regarde seulement",
    storage: () => "change le contenu d'Object Storage",
  },
  alert: ({ email, monthly }: AlertFacts) =>
    `à ${email} au-delà de ${monthly} par mois (hors taxes)`,
  databases: {
    shared: () => "sur le service MySQL de la plateforme",
    own: () => "sur son propre serveur MariaDB, à côté de ses applications",
    postgresql: () =>
      "sur son propre serveur PostgreSQL, à côté de ses applications",
  },
  sending: (from: string, limit: number, minutes: number) =>
    `de ${from}, au plus ${limit} destinataires en ${minutes} min`,
  sendingLimit: (limit: number, minutes: number) =>
    `au plus ${limit} destinataires en ${minutes} min, sauf si une association en dit autrement`,
  cronJob: (
    schedule: string,
    command: string,
    minutes: number,
    user?: number,
  ) =>
    `${schedule} : ${command} (${user === undefined ? "" : `utilisateur ${user} ; `}arrêtée après ${minutes} min)`,
  limits: (cpus: number, pids: number, files: number, megabytes: number) =>
    `${processors(cpus)}, ${pids} processus, journal de ${files} × ${megabytes} Mo`,
  fileAccess: (account: string, host: string, port: number, app: string) =>
    `sftp://${account}@${host}:${port} (les fichiers de ${app})`,
  serverSnapshot: () =>
    "une image de son propre disque, sans les disques des associations",
  snapshots: {
    kept: () => "gardé, sur le même stockage que le disque",
    opened: () => "gardé, et visible en lecture seule sur un second disque",
  },
  kept: () => "gardées : rien n'est détruit par accident",
  disposable: () => "détruites avec la pile (disposable: true)",
  bucket: (prefix: string) =>
    `un bucket à elle, dont le nom commence par ${prefix}`,
  backups: (bucket: string) =>
    `${bucket} ; la sauvegarde de chaque nuit n'est pas encore faite`,
  bucketOfEach: () => "un bucket par association",
  access: (role: "reader" | "manager", stacks: string) =>
    `${{ reader: "voit", manager: "voit, change adresses et boîtes" }[role]} : ${stacks}`,
  everything: () => "tout",
  bucketFacts: ({
    api,
    access,
    versioning,
    keepVersionsDays,
    lock,
    replicateTo,
    credentials = {},
  }: BucketFacts) =>
    [
      ...(api === "swift" ? ["protocole Swift"] : []),
      ACCESS[access],
      !versioning
        ? "sans versions"
        : keepVersionsDays === undefined
          ? "versions gardées pour toujours"
          : `versions gardées ${keepVersionsDays} jours`,
      ...(lock ? [`verrouillé ${lock.days} jours (${lock.mode})`] : []),
      ...(replicateTo === undefined ? [] : [`copié à ${replicateTo}`]),
      ...Object.entries(credentials).map(
        ([name, may]) => `autre clé ${name} : ${ACCESS[may]}`,
      ),
    ].join(", "),
  reverse: (name: string) => `${name}, à régler une fois chez OVH`,
  serverWith: (name: string, flavor: string) => `${name} (${flavor})`,
  used: (used: number, most: number) => `${used} sur ${most} possibles`,
  room: (free: number, usable: number) =>
    `il reste ${free} Mo sur les ${usable} Mo que les associations se partagent`,
  machine: (machine: string, image: string) => `${machine}, ${image}`,
  rebuilding: (machine: string, former: string) =>
    `${machine} ; ${former} reste jusqu'à ce que tout le monde ait déménagé`,
  restartAt: (time: string) =>
    `à ${time} UTC quand une mise à jour de sécurité le demande`,
  never: () => "jamais tout seul",
  megabytes: (amount: number) => `${amount} Mo`,
  gigabytes: (amount: number) => `${amount} Go`,
  /** Where a value comes from. */
  origins: {
    written: () => "écrit dans le fichier",
    preset: (size: string) => `taille ${size}`,
    default: () => "par défaut",
    catalog: () => "catalogue",
  },
};
