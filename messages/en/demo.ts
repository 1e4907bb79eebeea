import type { demo as fr } from "../fr/demo";

/** The demo's summary. */
export const demo = {
  part: (number, total, what) => `[${number}/${total}] ${what}`,
  partSandbox: () => "the sandbox: the vendor, small, on this machine",
  partPlatform: (stack) => `the shared platform (${stack})`,
  partBeneficiary: (displayName, stack) =>
    `the association ${displayName} (${stack})`,
  associationMissing: (file) => [
    `The demo puts the association of ${file} online, and this file is not there.`,
    `Take it back (git checkout -- ${file}), or put your own online: epicerie sandbox up, then epicerie up prod, then epicerie up <stack>.`,
  ],
  nothingToDo: (time) =>
    `Nothing to do: all is online already (checked in ${time}).`,
  online: (names, time) => `Online: ${names}, in ${time}.`,
  created: (list) => `Created: ${list}.`,
  quantity: (count, noun) => `${count} × ${noun}`,
  look: () => "To be seen in a browser on this machine:",
  passwords: (command) => `Passwords (sites, mailboxes): ${command}`,
  mail: (command) => `Read a mailbox: ${command}`,
  another: (command) => `Put another association online: ${command}`,
  stop: (command) => `Stop and erase it all: ${command}`,
} satisfies typeof fr;
