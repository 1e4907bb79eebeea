import type { plan as fr } from "../fr/plan";

/** The preview of a stack: the verdict, what changes, the counts. */
export const plan = {
  step: (sign, operation, noun, name) =>
    `${sign} ${operation}: ${noun} ${name}`,
  title: (stack) => `Stack ${stack}`,
  verdictSafe: () => "GREEN · Nobody's data is at risk.",
  verdictNothing: () =>
    "GREEN · Nothing to do: everything is already as the code asks.",
  verdictWatch: (parts) =>
    `ORANGE · Nobody's data is at risk, but service may be interrupted: ${parts}.`,
  verdictReleased: (parts) =>
    `ORANGE · Nothing is destroyed now, but this would no longer be protected from deletion: ${parts}.`,
  verdictRed: (owner) => `RED · Data of ${owner} would be destroyed:`,
  lossDelete: (noun, name) =>
    `${noun} "${name}": deletion, with all that it holds`,
  lossReplace: (noun, name) =>
    `${noun} "${name}": replacement, what the old one holds is lost`,
  replacedBecause: (properties) => `because of: ${properties}`,
  protectedNote: () => "protected: the operation will be refused",
  diskShrinks: (name: string, from: number, to: number) =>
    `✗ disk ${name}: from ${String(from)} GB to ${String(to)} GB. A disk only grows. Write disk: gigabytes(${String(from)}) or more; for a smaller one, a new disk is needed, and its files must be copied.`,
  shrinksRefused: (stack: string) =>
    `Nothing was done: a disk of the stack ${stack} would get smaller.`,
  leftBehind: (machine: string, stack: string) =>
    `The stack ${stack} is still on ${machine}, which would go: nothing was done. Move it first (epicerie up ${stack}), with the generation of ${machine} kept.`,
  counts: (create, update, replace, remove, same) =>
    `${create} to create · ${update} to update · ${replace} to replace · ${remove} to delete · ${same} unchanged`,
  changedProperties: (properties) => `changes: ${properties}`,
  drift: (count) =>
    count > 1
      ? `${count} resources are no longer as we left them:`
      : `1 resource is no longer as we left it:`,
  noDrift: () => "No drift: reality is what we know.",
  driftRemedy: (stack) =>
    `To put everything back as the file says: epicerie up ${stack}`,
  driftGone: () => "is gone",
  driftChanged: (properties) => `has changed: ${properties}`,
  destroyTitle: (stack) => `What "destroy ${stack}" would delete`,
  destroyNothing: (stack) =>
    `The stack ${stack} holds nothing: there is nothing to delete.`,
  moreLines: (count) => `… and ${count} more (--json lists them all)`,
} satisfies typeof fr;
