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
  resume: (command) => `What is done is recorded; "${command}" does the rest.`,
  nextRunHeals: (command) =>
    `What succeeded is recorded. Once the cause is gone, run "${command}" again: only the rest is done.`,
} satisfies typeof fr;
