import type { progress as fr } from "../fr/progress";

/** What is said while work is under way. */
export const progress = {
  started: (operation, noun, name) => `${operation}: ${noun} ${name}`,
  done: (operation, noun, name, time) =>
    `${operation}: ${noun} ${name} (${time})`,
  failed: (operation, noun, name, time) =>
    `FAILED, ${operation}: ${noun} ${name} (after ${time})`,
  waiting: (time, what) => `${time} · under way: ${what}`,
  waitingFor: (what, detail) => `${what} (${detail})`,
  stopping: () =>
    "Stopping: what is under way finishes, nothing else starts. Ctrl-C again to quit at once.",
  quit: () =>
    "Stopped at once. The state says what was under way; the next command takes it up.",
  finished: (time) => `Done in ${time}.`,
  finishedNothing: (time) => `Nothing to do, checked in ${time}.`,
  stopped: () =>
    "Stopped as you asked: what was under way has finished, the rest was not started.",
  stepsFailed: (count) =>
    count > 1 ? `${count} operations failed:` : "1 operation failed:",
  leftoverRemoved: (what) =>
    `Left by a command that was cut, removed from the server before trying again: ${what}.`,
  resume: (command) => `What is done is recorded; "${command}" does the rest.`,
  notices: {
    protectedDelete: (command) =>
      `protected, because it holds data: it is not deleted. To give it up for good: ${command}, then "up" again.`,
    protectedReplace: () =>
      "protected, because it holds data: this change would replace it by an empty one, and is refused.",
    interruptedCreating: () =>
      "the last command was cut while it was being created. If it exists at the vendor already, the state does not know it: look for it, and delete it if it is there twice.",
    interrupted: () =>
      "the last command was cut while it worked on it; it is in the state and will be looked at again.",
    unknownStack: (stack: string) =>
      `the stack ${stack} is not online yet. First: epicerie up ${stack}`,
    stuck: () =>
      "the program was ended: it waited for the result of something that failed. What is done is recorded.",
    nothingLeft: () =>
      "the program waits for something that never comes. This is a bug in the code, not in your file: show it to somebody who knows it.",
  },
  nextRunHeals: (command) =>
    `What succeeded is recorded. Once the cause is gone, run "${command}" again: only the rest is done.`,
} satisfies typeof fr;
