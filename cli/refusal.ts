import type { Messages } from "../messages/messages";

/**
 * Something the person at the keyboard can mend: printed as sentences, without a stack trace. Any other exception is our
 * bug and is printed with its trace.
 */
export class Refusal extends Error {
  constructor(readonly say: (messages: Messages) => readonly string[]) {
    super("refused");
    this.name = "Refusal";
  }
}
