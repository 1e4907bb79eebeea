import type { modelFiles as french, SourceLine } from "../fr/model-files";

const unreadable = ({ line, text }: SourceLine): string =>
  `the file cannot be read, at line ${line}: "${text}"`;

export const modelFiles: typeof french = {
  quoteMissing: (where) => ({
    what: unreadable(where),
    remedy: 'A quote (") is probably missing on this line.',
  }),
  commaMissing: (where, line) => ({
    what: unreadable(where),
    remedy: `A comma is probably missing at the end of line ${line}.`,
  }),
  strangeSign: (where) => ({
    what: unreadable(where),
    remedy: `A sign has no place there. Quotes must be straight: "…".`,
  }),
  bracketMissing: (where, bracket) => ({
    what: unreadable(where),
    remedy: `"${bracket}" is probably missing, on this line or on those before.`,
  }),
  unreadable: (where) => ({
    what: unreadable(where),
    remedy:
      "Look at this line and the one before: a comma, a quote, a bracket or a brace is probably missing there, or one too many.",
  }),
  notImported: (name, factory) => ({
    what: `"${name}" is not imported`,
    remedy: `Add it between the braces of the first line: import { ${name === factory ? name : `${factory}, ${name}`} } from "../infra/model/define";`,
  }),
  unknownWord: (word) => ({
    what: `the word "${word}" is not known`,
    remedy: `If it is a text, put it between quotes: "${word}".`,
  }),
  keyWrittenTwice: (first, second) => ({
    what:
      first === second
        ? `this is written twice on line ${first}, and only the second would count`
        : `this is written twice, on lines ${first} and ${second}, and only the second would count`,
    remedy: "Keep one, with all that is needed.",
  }),
  unitMissing: (unit, number) => ({
    what: `"${number}" lacks its unit`,
    remedy: `Write ${unit}(${number}).`,
  }),
  otherUnit: (unit, written) => ({
    what: `"${written}" is not in the right unit`,
    remedy: `Write ${unit}(…).`,
  }),
};
