import type { apps as fr } from "../fr/apps";

/** What `apps` says of the catalog. */
export const apps = {
  header: () => ["app", "database", "memory", "mail", "updates", "sandbox"],
  database: {
    none: () => "no",
    mysql: () => "MySQL",
    "mysql-on-request": () => "on request",
    postgresql: () => "PostgreSQL",
  },
  mail: {
    relay: () => "yes",
    mailbox: () => "each one's box",
    none: () => "never",
  },
  updates: { epicier: () => "by the épicier", itself: () => "by itself" },
  tried: (yes) => (yes ? "run" : "not yet"),
  more: (command) => `All about one of them: ${command}`,
  title: (title, id) => `${title} (${id})`,
  triedInSandbox: (yes) =>
    yes ? "run in the sandbox" : "not yet run in the sandbox",
  sections: {
    written: () => "In the association's file",
    version: () => "Version",
    needs: () => "What it needs",
    data: () => "Data",
    use: () => "In use",
    source: () => "Where these facts come from",
    notes: () => "Good to know (in French)",
  },
  labels: {
    written: () => "in apps",
    joins: () => "completes",
    cronTaken: () => "jobs",
    image: () => "image",
    beside: (service) => `image of ${service}`,
    release: () => "archive of its code",
    releaseSource: () => "hash published by",
    updates: () => "updates",
    supported: () => "supported versions",
    step: () => "from version to version",
    database: () => "database",
    password: () => "its password",
    memory: () => "memory",
    disk: () => "disk",
    directory: (name) => `folder ${name}`,
    backup: () => "to back up",
    sqlite: () => "SQLite databases",
    quiet: () => "during the copy",
    restored: () => "after a restore",
    admin: () => "épicier's account",
    mail: () => "mail",
    uploads: () => "uploaded file, at most",
    job: (name) => `command ${name}`,
    cron: (name) => `job ${name}`,
    source: () => "documentation",
  },
  joins: (app) => `the app ${app} of the same association`,
  cronTaken: () => "those that one asks for (cron), too",
  release: (version, url) => `${version}, ${url}`,
  updatedBy: {
    epicier: () =>
      "by the épicier: a new version in apps-catalog/ is a new version of the app",
    itself: () =>
      "in the app, from its administration; a new image changes only what it runs on",
  },
  step: {
    free: () => "from any to a later one, never back",
    "one-major": () => "one major version at a time, never back",
    itself: () => "the app sees to it; its image may go back",
  },
  databaseOf: {
    none: () => "none",
    mysql: () => "MySQL",
    "mysql-on-request": () => "MySQL, when asked for: database: true",
    postgresql: () =>
      "PostgreSQL, on a server that the association gets for it",
  },
  extensions: (database, extensions) => `${database} (with ${extensions})`,
  passwordKept: () =>
    "cannot be changed (databasePasswordVersion): the app keeps it in settings of its own",
  passwordChanges: () => "is changed by databasePasswordVersion",
  memory: (usual, least) => `${usual} MB usually, ${least} MB at least`,
  disk: (gigabytes) =>
    gigabytes === 0
      ? "nothing on the association's"
      : `${gigabytes} GB at least, on the association's`,
  directory: (folder, editable) =>
    editable ? `${folder}, open to webmasters` : folder,
  dump: () => "a copy of the database",
  directories: (names, several) =>
    `${several ? "the folders" : "the folder"} ${names}`,
  nothing: () => "nothing",
  sqlite: (files) => `${files}: SQLite itself copies what is there`,
  quiet: () => "a command of the app prepares it, another one ends that",
  restored: () => "a command of the app, once its data is back",
  noAdmin: () => "none",
  mailOf: {
    relay: () => "leaves from the association's mailbox, with nothing to set",
    mailbox: () => "leaves from each one's mailbox",
    none: () => "never sends any",
  },
  megabytes: (amount) => `${amount} MB`,
  job: {
    before: () => "with each new version, before it serves",
    after: () => "with each new version, once it serves",
  },
  cron: (schedule, minutes) =>
    `systemd's time ${schedule} (UTC), stopped after ${minutes} min`,
} satisfies typeof fr;
