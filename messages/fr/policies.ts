/** The rules that every plan must respect: what breaks them, what to do, and what is said around them. */
export const policies = {
  /** One sentence per rule, by its id. */
  titles: {
    "backups-declared": () =>
      "Ce qui porte des données a un plan de sauvegarde, sauf si l'association est jetable (disposable).",
    "data-protected": () =>
      "Ce qui porte des données est protégé, sauf si l'association est jetable (disposable).",
    "eu-regions": () => "Tout est hébergé dans l'Union européenne.",
    "memory-limits": () =>
      "Chaque service et chaque conteneur a une limite de mémoire.",
    "no-wildcard-rights": () =>
      "Les droits nomment leurs actions et leurs ressources, sans « * ».",
    "pinned-images": () =>
      "Les images Docker sont fixées à une version ou à une empreinte.",
    "private-ports": () =>
      "Ni SSH, ni base de données, ni Docker n'est ouvert au monde entier.",
  },
  dataNotProtected: () => ({
    what: "porte des données et n'est pas protégé : une ligne retirée du code le détruirait",
    remedy:
      "Dans le composant : protect: true. Si ces données peuvent disparaître : « disposable: true » dans le fichier de l'association.",
  }),
  pathWithoutBackup: (path: string) => ({
    what: `écrit dans ${path}, dont la sauvegarde n'est prévue nulle part`,
    remedy:
      "Dans apps-catalog : nommez ce dossier dans « backup » de l'application.",
  }),
  databaseWithoutBackup: () => ({
    what: "est une base de données dont la sauvegarde n'est prévue nulle part",
    remedy:
      "Dans apps-catalog : écrivez « database: true » dans « backup » de l'application.",
  }),
  volumeWithoutBackup: () => ({
    what: "est un disque dont la sauvegarde n'est prévue nulle part",
    remedy:
      "Mettez ces données sur le disque de l'association, dans une application du catalogue.",
  }),
  bucketWithoutVersions: () => ({
    what: "ne garde pas les anciennes versions : ce qui y est effacé est perdu",
    remedy:
      "Retirez « versioning: false » du bucket : les anciennes versions restent.",
  }),
  regionOutsideEu: (region: string) => ({
    what: `la région ${region} n'est pas dans l'Union européenne`,
    remedy:
      "Choisissez une région de Gravelines (GRA), Strasbourg (SBG), Roubaix (RBX), Francfort (DE), Varsovie (WAW), Paris ou Milan (EU-…).",
  }),
  noMemoryLimit: (property: string) => ({
    what: "n'a pas de limite de mémoire : une fuite arrêterait ses voisins",
    remedy: `Donnez une limite : ${property}.`,
  }),
  imageNotPinned: (image: string) => ({
    what: `l'image « ${image} » n'est pas fixée à une version`,
    remedy:
      "Écrivez une version, par exemple caddy:2.11.7, ou une empreinte (@sha256:…).",
  }),
  portsOpenToWorld: (ports: string) => ({
    what: `ouvre au monde entier : ${ports}`,
    remedy:
      'Donnez les réseaux qui en ont besoin, par exemple sshFrom: ["203.0.113.7/32"] dans stacks/prod.ts.',
  }),
  databaseOpenToWorld: () => ({
    what: "ouvre la base de données au monde entier",
    remedy: "N'autorisez que l'adresse des serveurs.",
  }),
  wildcard: (text: string) => ({
    what: `donne des droits sans limite : ${text}`,
    remedy:
      "Nommez chaque action et chaque ressource. Seul « arn:aws:s3:::nom-du-bucket/* » est permis.",
  }),
  policyNotReadable: () => ({
    what: "les droits ne sont pas lisibles, et personne ne peut donc les vérifier",
    remedy: "Écrivez-les en JSON, sans secret dedans.",
  }),
  violations: (count: number) =>
    count > 1
      ? `INTERDIT · ${count} règles ne sont pas respectées :`
      : "INTERDIT · 1 règle n'est pas respectée :",
  violation: (resource: string, what: string, rule: string, remedy: string) =>
    `${resource} : ${what} (règle ${rule}). ${remedy}`,
  exceptionHint: (file: string, rule: string, resource: string) =>
    `Si c'est voulu, dites pourquoi dans ${file} : exceptions: [{ rule: "${rule}", resource: "${resource}", reason: "…" }]`,
  excused: (resource: string, rule: string, reason: string) =>
    `Exception acceptée : ${resource}, règle ${rule} (${reason})`,
  unusedException: (file: string, rule: string, resource: string) =>
    `${file} : exceptions : l'exception à ${rule} pour ${resource} ne sert à rien : ce nom ne désobéit pas à cette règle. Corrigez le nom ou retirez-la.`,
  refused: (stack: string) =>
    `Rien n'a été fait : la pile ${stack} ne respecte pas les règles ci-dessus.`,
};
