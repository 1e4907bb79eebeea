import { createInterface } from "node:readline/promises";
import type { Context } from "./context";
import { engineFlag } from "./pulumi";
import { Refusal } from "./refusal";

/**
 * Asks for the stack's name before something is lost. `--yes` with that very name answers for scripts; without a terminal
 * to ask on, with another name, none, or Ctrl-C, refuses and says how to confirm.
 */
export async function requireConfirmation(
  context: Context,
  stack: string,
  command: string,
): Promise<void> {
  const { arguments: typed, messages } = context;
  if (typed.has("yes")) {
    if (typed.value("yes") === stack) return;
  } else if (process.stdin.isTTY) {
    const answer = await ask(messages.cli.confirmName(stack));
    if (answer.trim() === stack) return;
  }
  const again = `epicerie ${command} ${stack} --yes ${stack}${engineFlag(context)}`;
  throw new Refusal(({ cli }) => [
    cli.notConfirmed(stack),
    cli.confirmWith(again),
  ]);
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  try {
    return await terminal.question(question);
  } catch (error) {
    // Ctrl-C, or the end of the input.
    if (error instanceof Error && error.name === "AbortError") return "";
    throw error;
  } finally {
    terminal.close();
  }
}
