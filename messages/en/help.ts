import type { help as fr } from "../fr/help";

/** One line per command and option; `epicerie --help` is made of them. */
export const help = {
  intro: () => "Épicerie: hosting for associations, written in files.",
  usage: (line) => `Usage: ${line}`,
  commandWord: (group) => (group ? `${group} <command>` : "<command>"),
  commands: () => "Commands",
  options: () => "Options",
  arguments: () => "Arguments",
  moreHelp: (command) => `More about a command: ${command}`,
  command: {
    check: "validates the files in stacks/, touching nothing and asking nobody",
    new: "asks a few questions, then writes an association's file",
    explain:
      "says all that a stack gives: addresses, limits, room on the server",
    preview: 'says what "up" would do, and whether data is at risk',
    up: "shows what changes, then puts the stack online",
    forget:
      'forgets what a stack had on a dead machine, so that "up" puts it elsewhere with its disk',
    unprotect:
      'lifts the protection of one thing that holds data, so that "up" deletes it once its line is gone',
    destroy:
      "says what would be lost, asks for the name, then deletes the stack",
    refresh: "compares reality with what we know of it",
    verify:
      "asks the name servers whether every record is published, and whether others get in the way; visits the sites",
    mail: "shows an association's mail that is stopped; --release lets it go, --discard deletes it",
    outputs: "shows a stack's outputs (addresses, names, passwords hidden)",
    apps: "shows the apps that one can have; with a name, all about that one",
    list: "shows the stacks and what they hold",
    images: "shows each image's digest; with --refresh, asks its registry",
    sandbox: "the sandbox: up, down, status, env",
    "sandbox up": "starts the sandbox, or heals what has stopped",
    "sandbox down": "stops the sandbox and erases all it holds",
    "sandbox status": "says what runs in the sandbox",
    "sandbox env":
      'serves the sandbox to the "pulumi" command and says what to export',
    doctor: "says what is installed, what is missing and how to get it",
    demo: "puts the platform and an association online on this machine",
  },
  argument: {
    app: "an app of the catalog, like wordpress",
    stack: "a stack's name: a file of stacks/, without .ts",
    resource:
      "what is protected, by its name in a preview (les-amis-contact), or its whole URN",
    machine:
      "a machine of the platform (commun-1, commun-1-g2 …), or the IPv4 address of one that is gone",
    name: "the association's short name: lower case, digits, hyphens; it never changes",
  },
  option: {
    lang: "language of the messages: fr or en (or the variable EPICERIE_LANG)",
    release: "lets the mail go that waits",
    discard: "deletes the mail that waits, once confirmed",
    republish:
      "publishes the zone again, if something is missing there or too much",
    json: "result as JSON, for scripts",
    engine:
      "embedded (built in, on the sandbox) or pulumi (the standard command)",
    yes: "followed by the stack's name: confirms without asking, even what loses data",
    config:
      "a value of Pulumi.<stack>.yaml for this time: key=value (may be repeated)",
    showSecrets: "shows the secret values",
    images: "also erases the images built (the next start takes longer)",
    refresh: "asks the registries for the digests and writes them",
    displayName: "the association's full name",
    contact: "the address of somebody who answers",
    domain: "its domain, already at OVH",
    app: "an app and the start of its address, like wordpress@www (may be repeated)",
    mailbox: "a mailbox, what is before the @ (may be repeated)",
    size: "its size: small, medium or large",
    server:
      'a server of the platform: for "new", optional where there is one only; for "mail", the one that the association has left',
    help: "this help",
  },
} satisfies typeof fr;
