import type { Messages } from "../messages/messages";
import type { Context } from "./context";
import type { OptionName } from "./options";

/** 0: done; 1: failed; 2: it worked, and found drift, a red verdict, or what is not seen from outside. */
export type ExitCode = 0 | 1 | 2;

export type CommandName = keyof Messages["help"]["command"];
export type ArgumentName = keyof Messages["help"]["argument"];

/** A command of `epicerie`, as a value: help, parsing and the run itself come from the same object. */
export interface Command {
  readonly name: CommandName;
  /** Words that must follow the command, in order. */
  readonly positionals: readonly ArgumentName[];
  /**
   * Words that may follow those, in order.
   * @default none
   */
  readonly optionalPositionals?: readonly ArgumentName[];
  /** Options besides the global ones. */
  readonly options: readonly OptionName[];
  run(context: Context): Promise<ExitCode>;
}
