/** A line of a file, as it is written there. */
export interface SourceLine {
  readonly line: number;
  readonly text: string;
}

const unreadable = ({ line, text }: SourceLine): string =>
  `le fichier ne se lit pas, à la ligne ${line} : « ${text} »`;

/** What is wrong with the text of a file in `stacks/`, before anything in it is looked at. */
export const modelFiles = {
  quoteMissing: (where: SourceLine) => ({
    what: unreadable(where),
    remedy: 'Il manque sans doute un guillemet (") sur cette ligne.',
  }),
  commaMissing: (where: SourceLine, line: number) => ({
    what: unreadable(where),
    remedy: `Il manque sans doute une virgule à la fin de la ligne ${line}.`,
  }),
  strangeSign: (where: SourceLine) => ({
    what: unreadable(where),
    remedy: `Un signe n'y a pas sa place. Les guillemets doivent être droits : "…".`,
  }),
  bracketMissing: (where: SourceLine, bracket: string) => ({
    what: unreadable(where),
    remedy: `Il manque sans doute « ${bracket} », sur cette ligne ou sur celles d'avant.`,
  }),
  unreadable: (where: SourceLine) => ({
    what: unreadable(where),
    remedy:
      "Regardez cette ligne et celle d'avant : il y manque sans doute une virgule, un guillemet, une parenthèse ou une accolade, ou il y en a de trop.",
  }),
  notImported: (name: string, factory: string) => ({
    what: `« ${name} » n'est pas importé`,
    remedy: `Ajoutez-le entre les accolades de la première ligne : import { ${name === factory ? name : `${factory}, ${name}`} } from "../infra/model/define";`,
  }),
  unknownWord: (word: string) => ({
    what: `le mot « ${word} » n'est pas connu`,
    remedy: `Si c'est un texte, mettez-le entre guillemets : "${word}".`,
  }),
  keyWrittenTwice: (first: number, second: number) => ({
    what:
      first === second
        ? `c'est écrit deux fois à la ligne ${first}, et seul le second compterait`
        : `c'est écrit deux fois, aux lignes ${first} et ${second}, et seul le second compterait`,
    remedy: "Gardez-en un, avec tout ce qu'il faut.",
  }),
  unitMissing: (unit: string, number: string) => ({
    what: `il manque l'unité à « ${number} »`,
    remedy: `Écrivez ${unit}(${number}).`,
  }),
  otherUnit: (unit: string, written: string) => ({
    what: `« ${written} » n'est pas dans la bonne unité`,
    remedy: `Écrivez ${unit}(…).`,
  }),
};
