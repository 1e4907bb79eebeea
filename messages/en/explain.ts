import type { AnswerFacts, BucketFacts, explain as fr } from "../fr/explain";

const passwordVersion = (version: number): string =>
  version === 1 ? "" : `, password no. ${version}`;

const processors = (cpus: number): string =>
  cpus === 1 ? "one processor" : `${cpus} processor${cpus < 1 ? "" : "s"}`;

/** What `explain` says of a stack. */
export const explain = {
  title: (displayName, stack) => `${displayName} (${stack})`,
  sections: {
    who: () => "Who",
    web: () => "On the web",
    mail: () => "Mail",
    zone: () => "Zone of the domain",
    limits: () => "Limits",
    data: () => "Data",
    server: () => "Server",
    platform: () => "Platform",
    exceptions: () => "Exceptions to the rules",
  },
  labels: {
    contact: () => "contact",
    domain: () => "domain",
    mailboxes: () => "mailboxes",
    mailbox: () => "mailbox",
    redirection: () => "redirection",
    responder: () => "automatic answer",
    imap: () => "incoming (IMAP)",
    smtp: () => "outgoing (SMTP)",
    sending: () => "mail sent by apps",
    filesOf: (who: string) => `file access of ${who}`,
    cronOf: (app: string, job: string) => `job ${job} of ${app}`,
    sftp: () => "SFTP open to",
    login: () => "user name",
    mailRecords: () => "mail",
    signature: () => "signature (DKIM)",
    size: () => "size",
    disk: () => "disk",
    snapshotOf: (name: string) => `snapshot ${name}`,
    memoryOf: (app) => `memory of ${app}`,
    limitsOf: (service: string) => `limits of ${service}`,
    uploadsTo: (app: string) => `upload to ${app}, at most`,
    backupOf: (app: string) => `to back up of ${app}`,
    databaseServer: (software) => `memory of ${software}`,
    databases: () => "databases",
    databaseOf: (app) => `database of ${app}`,
    bucketOf: (name: string) => `bucket ${name}`,
    onRemoval: () => "when removed",
    backups: () => "backups",
    server: () => "server",
    address: () => "address",
    memory: () => "memory",
    volumes: () => "disks (volumes)",
    images: () => "images of apps",
    beneficiaries: () => "associations",
    region: () => "region",
    objectStorage: () => "Object Storage region",
    power: () => "power",
    project: () => "OVH project",
    gateway: () => "gateway",
    regions: () => "activated regions",
    technicalUser: (name) => `technical user ${name}`,
    alert: () => "spending alert",
    epicier: (login) => `épicier ${login}`,
    mysql: () => "MySQL service",
    ssh: () => "SSH open to",
    sshKeys: () => "SSH keys of",
    reverse: () => "reverse name (PTR)",
    machine: () => "machine",
    bootVolume: () => "system disk",
    apartIn: () => "never with the group",
    restart: () => "restart",
    swap: () => "swap",
    dedicatedTo: () => "reserved for",
  },
  none: () => "none",
  noMailbox: () => "none",
  nobody: () => "nobody",
  backup: (directories: readonly string[], database: boolean) =>
    [...directories, ...(database ? ["database"] : [])].join(", ") || "nothing",
  noDomain: () => "none, hence no site and no mailbox",
  nameOrdered: () => "name and zone ordered at OVH, billed each year",
  zoneOrdered: () => "zone ordered at OVH",
  archive: ({ version }) => `code: archive ${version}, checked by its hash`,
  redirect: (host) => `leads to https://${host}`,
  mailbox: (address, megabytes, version) =>
    `${address}, ${megabytes} MB${passwordVersion(version)}`,
  passwordVersion,
  forwards: (address, targets, localCopy) =>
    `${address} to ${targets}${localCopy ? ", and the mailbox keeps a copy" : ""}`,
  answers: ({ address, message, from, to }: AnswerFacts) =>
    [
      address,
      ...(from === undefined ? [] : [`from ${from}`]),
      ...(to === undefined ? [] : [`until ${to}`]),
      `"${message}"`,
    ].join(", "),
  keys: (count) => (count === 1 ? "one key" : `${count} keys`),
  exception: (resource, reason) => `${resource}: ${reason}`,
  power: (cpus, memory) => `${processors(cpus)}, ${memory} MB`,
  mailServer: (host, port, security) => `${host}, port ${port}, ${security}`,
  login: () => "the whole address",
  mailRecords: {
    ovh: () => "at OVH",
    other: () => "at another provider",
    none: () => "none: what pretends to come from the domain is to be refused",
    untouched: () =>
      'nothing is published; mail: "none" guards a domain without mail',
  },
  signature: () =>
    "OVH signs what its mailboxes send, and publishes its keys in the zone itself",
  serverAddress: () => "the address of its server",
  /** What asks for a record. */
  recordFrom: {
    web: () => "apps",
    certificate: () => "apps",
    mail: () => "mail",
    server: () => "servers",
    written: () => "records",
  },
  mysqlOrdered: () => "ordered; its address is still to be written",
  gateway: () => "the private network has a way out of its own, billed by OVH",
  projectOrdered: () => "ordered; its id is still to be written",
  purposes: {
    deploy: () => "changes servers, volumes and networks",
    supervise: () => "only looks",
    storage: () => "changes what is in Object Storage",
  },
  alert: ({ email, monthly }) =>
    `to ${email} above ${monthly} a month (taxes not included)`,
  databases: {
    shared: () => "on the platform's MySQL service",
    own: () => "on a MariaDB server of its own, beside its apps",
    postgresql: () => "on a PostgreSQL server of its own, beside its apps",
  },
  sending: (from: string, limit: number, minutes: number) =>
    `from ${from}, at most ${limit} recipients in ${minutes} min`,
  sendingLimit: (limit, minutes) =>
    `at most ${limit} recipients in ${minutes} min, unless an association says otherwise`,
  cronJob: (schedule, command, minutes, user) =>
    `${schedule}: ${command} (${user === undefined ? "" : `user ${user}; `}stopped after ${minutes} min)`,
  limits: (cpus, pids, files, megabytes) =>
    `${processors(cpus)}, ${pids} processes, log of ${files} × ${megabytes} MB`,
  fileAccess: (account: string, host: string, port: number, app: string) =>
    `sftp://${account}@${host}:${port} (the files of ${app})`,
  serverSnapshot: () =>
    "an image of its own disk, without the associations' disks",
  snapshots: {
    kept: () => "kept, on the same storage as the disk",
    opened: () => "kept, and shown read-only on a second disk",
  },
  kept: () => "kept: nothing is destroyed by accident",
  disposable: () => "destroyed with the stack (disposable: true)",
  bucket: (prefix) => `a bucket of its own, whose name begins with ${prefix}`,
  backups: (bucket) => `${bucket}; the backup of each night is not made yet`,
  bucketOfEach: () => "a bucket for each association",
  access: (role, stacks) =>
    `${{ reader: "sees", manager: "sees, changes records and mailboxes" }[role]}: ${stacks}`,
  everything: () => "everything",
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
      ...(api === "swift" ? ["Swift protocol"] : []),
      access,
      !versioning
        ? "no versions"
        : keepVersionsDays === undefined
          ? "versions kept for ever"
          : `versions kept ${keepVersionsDays} days`,
      ...(lock ? [`locked ${lock.days} days (${lock.mode})`] : []),
      ...(replicateTo === undefined ? [] : [`copied to ${replicateTo}`]),
      ...Object.entries(credentials).map(
        ([name, may]) => `another key, ${name}: ${may}`,
      ),
    ].join(", "),
  reverse: (name: string) => `${name}, to set once at OVH`,
  serverWith: (name, flavor) => `${name} (${flavor})`,
  used: (used, most) => `${used} of ${most} possible`,
  room: (free, usable) =>
    `${free} MB are left of the ${usable} MB that associations share`,
  machine: (machine: string, image: string) => `${machine}, ${image}`,
  rebuilding: (machine: string, former: string) =>
    `${machine}; ${former} stays until everybody has moved`,
  restartAt: (time: string) =>
    `at ${time} UTC when a security update asks for it`,
  never: () => "never by itself",
  megabytes: (amount) => `${amount} MB`,
  gigabytes: (amount) => `${amount} GB`,
  origins: {
    written: () => "written in the file",
    preset: (size) => `size ${size}`,
    default: () => "default",
    catalog: () => "catalog",
  },
} satisfies typeof fr;
