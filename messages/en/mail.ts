import type { Messages } from "../messages";

export const mail: Messages["mail"] = {
  sendsNone: (stack) =>
    `The apps of ${stack} send no mail: they need a mailbox (mailboxes).`,
  oneAct: () => "Choose: --release lets go what waits, --discard deletes it.",
  unknown: (name, command) =>
    `The server does not know the mail of ${name} yet: ${command}`,
  nothingThere: (name, server) => `Nothing of ${name} waits on ${server}.`,
  left: (name, server) =>
    `The apps of ${name} are no longer on ${server}: what waited there has stayed.`,
  limit: (name, limit, minutes) =>
    `${name}: ${String(limit)} recipients in ${String(minutes)} minutes at most.`,
  waiting: (count) =>
    count === 1
      ? "1 message is on its way."
      : `${String(count)} messages are on their way.`,
  nothingStopped: () => "Nothing is stopped.",
  stopped: (time) =>
    `Its mail is stopped since ${time}: there was too much of it. Nothing is lost.`,
  held: (count) =>
    count === 0
      ? "No message waits."
      : count === 1
        ? "1 message waits (at, from, to):"
        : `${String(count)} messages wait (at, from, to):`,
  release: (command) => `If it was meant, all of it leaves: ${command}`,
  discard: (command) =>
    `If it is spam, find where it comes from first (a form, an extension, a stolen password), then delete it: ${command}`,
  done: (act, count) => {
    const messages =
      count === 0
        ? "No message waited"
        : count === 1
          ? `1 message has ${act === "release" ? "left" : "been deleted"}`
          : `${String(count)} messages have ${act === "release" ? "left" : "been deleted"}`;
    return `${messages}; its mail is no longer stopped.`;
  },
};
