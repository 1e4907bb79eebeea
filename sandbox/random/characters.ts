import { randomInt } from "node:crypto";

const DIGITS = "0123456789";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

/** The rules of a generated string, complete: what `RandomString` and `RandomPassword` share. */
export interface CharacterRules {
  readonly length: number;
  readonly lower: boolean;
  readonly upper: boolean;
  readonly numeric: boolean;
  readonly special: boolean;
  readonly minLower: number;
  readonly minUpper: number;
  readonly minNumeric: number;
  readonly minSpecial: number;
  /** Replaces the special characters; empty: the default ones. */
  readonly overrideSpecial: string;
}

/** A string of cryptographic randomness that follows the rules; fails when they leave no character to choose from. */
export function generateCharacters(rules: CharacterRules): string {
  const special = rules.overrideSpecial || SPECIAL;
  const all =
    (rules.upper ? UPPER : "") +
    (rules.lower ? LOWER : "") +
    (rules.numeric ? DIGITS : "") +
    (rules.special ? special : "");
  if (all === "") throw new Error("the character set specified is empty");
  const chosen = [
    ...pick(DIGITS, rules.minNumeric),
    ...pick(LOWER, rules.minLower),
    ...pick(UPPER, rules.minUpper),
    ...pick(special, rules.minSpecial),
  ];
  return shuffle([...chosen, ...pick(all, rules.length - chosen.length)]).join(
    "",
  );
}

/** The same values in an order of cryptographic randomness (Fisher and Yates). */
export function shuffle<T>(values: readonly T[]): T[] {
  const result = [...values];
  for (let i = result.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}

function pick(characters: string, count: number): string[] {
  const set = [...characters];
  return Array.from(
    { length: Math.max(0, count) },
    () => set[randomInt(set.length)] as string,
  );
}
