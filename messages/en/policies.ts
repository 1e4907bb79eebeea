import type { policies as fr } from "../fr/policies";

/** The rules that every plan must respect: what breaks them, what to do, and what is said around them. */
export const policies = {
  /** One sentence per rule, by its id. */
  titles: {
    "backups-declared": () =>
      "What holds data has a plan for its backup, unless the association is disposable.",
    "data-protected": () =>
      "What holds data is protected, unless the association is disposable.",
    "eu-regions": () => "Everything is hosted in the European Union.",
    "memory-limits": () => "Every service and container has a memory limit.",
    "no-wildcard-rights": () =>
      'Rights name their actions and resources, without "*".',
    "pinned-images": () =>
      "Docker images are pinned to a version or to a digest.",
    "private-ports": () =>
      "No SSH, no database and no Docker is open to the whole world.",
  },
  dataNotProtected: () => ({
    what: "holds data and is not protected: a line removed from the code would destroy it",
    remedy:
      'In the component: protect: true. If this data may be lost: "disposable: true" in the association\'s file.',
  }),
  pathWithoutBackup: (path: string) => ({
    what: `writes to ${path}, and no plan says how that is backed up`,
    remedy: 'In apps-catalog: name that directory in the app\'s "backup".',
  }),
  databaseWithoutBackup: () => ({
    what: "is a database, and no plan says how it is backed up",
    remedy: 'In apps-catalog: write "database: true" in the app\'s "backup".',
  }),
  volumeWithoutBackup: () => ({
    what: "is a volume, and no plan says how it is backed up",
    remedy:
      "Put this data on the association's own volume, in an app of the catalog.",
  }),
  bucketWithoutVersions: () => ({
    what: "keeps no old versions: what is deleted there is lost",
    remedy: 'Remove "versioning: false" from the bucket: old versions stay.',
  }),
  regionOutsideEu: (region: string) => ({
    what: `the region ${region} is not in the European Union`,
    remedy:
      "Choose a region of Gravelines (GRA), Strasbourg (SBG), Roubaix (RBX), Frankfurt (DE), Warsaw (WAW), Paris or Milan (EU-…).",
  }),
  noMemoryLimit: (property: string) => ({
    what: "has no memory limit: a leak would stop its neighbours",
    remedy: `Give one: ${property}.`,
  }),
  imageNotPinned: (image: string) => ({
    what: `the image "${image}" is not pinned to a version`,
    remedy:
      "Write a version, for example caddy:2.11.7, or a digest (@sha256:…).",
  }),
  portsOpenToWorld: (ports: string) => ({
    what: `opens to the whole world: ${ports}`,
    remedy:
      'Give the networks that need it, for example sshFrom: ["203.0.113.7/32"] in stacks/prod.ts.',
  }),
  databaseOpenToWorld: () => ({
    what: "opens the database to the whole world",
    remedy: "Allow the servers' address only.",
  }),
  wildcard: (text: string) => ({
    what: `gives rights without limit: ${text}`,
    remedy:
      'Name each action and each resource. Only "arn:aws:s3:::bucket-name/*" is allowed.',
  }),
  policyNotReadable: () => ({
    what: "the rights cannot be read, so nobody can check them",
    remedy: "Write them as JSON, without a secret in it.",
  }),
  violations: (count: number) =>
    count > 1
      ? `FORBIDDEN · ${count} rules are broken:`
      : "FORBIDDEN · 1 rule is broken:",
  violation: (resource: string, what: string, rule: string, remedy: string) =>
    `${resource}: ${what} (rule ${rule}). ${remedy}`,
  exceptionHint: (file: string, rule: string, resource: string) =>
    `If it is meant, say why in ${file}: exceptions: [{ rule: "${rule}", resource: "${resource}", reason: "…" }]`,
  excused: (resource: string, rule: string, reason: string) =>
    `Exception accepted: ${resource}, rule ${rule} (${reason})`,
  unusedException: (file: string, rule: string, resource: string) =>
    `${file}: exceptions: the exception to ${rule} for ${resource} is of no use: nothing of that name breaks that rule. Mend the name or remove it.`,
  refused: (stack: string) =>
    `Nothing was done: the stack ${stack} breaks the rules above.`,
} satisfies typeof fr;
