import type { demo as fr } from "../fr/demo";

/** The demo's summary. */
export const demo = {
  part: (number, total, what) => `[${number}/${total}] ${what}`,
  partSandbox: () => "the sandbox: the vendor, small, on this machine",
  partPlatform: (stack) => `the shared platform (${stack})`,
  partBeneficiary: (name) => `the association ${name}`,
  nothingToDo: (time) =>
    `Nothing to do: all is online already (checked in ${time}).`,
  online: (names, time) => `Online: ${names}, in ${time}.`,
  created: (list) => `Created: ${list}.`,
  sites: () => "To be seen in a browser on this machine:",
  admin: (command) => `Password of WordPress's administrator: ${command}`,
  mail: (command) => `Read the mail received: ${command}`,
  again: (command) => `Run all of it again, or heal it: ${command}`,
  stop: (command) => `Stop and erase it all: ${command}`,
} satisfies typeof fr;
