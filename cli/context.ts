import type { Language, Messages } from "../messages/messages";
import type { Arguments } from "./arguments";
import type { Output } from "./output";

/** What a command is given: all it knows of the outside. */
export interface Context {
  readonly arguments: Arguments;
  readonly language: Language;
  readonly messages: Messages;
  readonly output: Output;
  /** The checkout. */
  readonly root: string;
  /** Where state, passphrase and sandbox live: EPICERIE_HOME, else `.epicerie` in the checkout. */
  readonly home: string;
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
}
