import type { creation as fr } from "../fr/creation";

/** What `new` asks and answers. */
export const creation = {
  intro: (file) =>
    `A few questions, then ${file} will be written. Ctrl-C stops it all, and nothing is written.`,
  questions: {
    displayName: () => "The association's full name",
    contact: () => "The address of somebody who answers",
    domain: () => "Its domain, already at OVH (for example le-parc.example)",
    apps: (catalog) =>
      `Its apps, separated by spaces, each with its address unless it is the first (wordpress nextcloud@cloud); Enter for none.\n  In the catalog: ${catalog}\nApps`,
    mailboxes: () =>
      "Its mailboxes, what is before the @, separated by spaces; Enter for none",
    size: (sizes) => `Its size, one of: ${sizes}`,
    server: (servers) => `Its server, one of: ${servers}`,
  },
  sizeOf: (name, disk) => `${name} (disk of ${disk} GB)`,
  roomOn: (name, free) => `${name} (${free} MB left)`,
  prompt: (question) => `${question}: `,
  promptWithDefault: (question, usual) => `${question} [${usual}]: `,
  wrongAnswer: (what, remedy) => `  → ${what}. ${remedy}`,
  fileExists: (file) =>
    `${file} exists already and is left alone. Open it to change it, or choose another name.`,
  cannotWrite: (file, code) =>
    `${file} cannot be written (${code}): its folder is not there, or is not yours. Use the account that owns this checkout, or ask its owner.`,
  missingOptions: (options) =>
    `Without a terminal to ask on, these are missing: ${options}.`,
  servers: (rooms) => `Servers: ${rooms}.`,
  missingOptionsExample: (command) => `For example: ${command}`,
  stopped: () => "Stopped: nothing was written.",
  written: (file) => `${file} is written, and it is sound. Next:`,
  next: {
    explain: () => "all that it will get",
    preview: () => 'what "up" would do',
    up: () => "put it online",
  },
} satisfies typeof fr;
