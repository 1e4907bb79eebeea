import { createInterface } from "node:readline/promises";
import type { Context } from "./context";
import { Refusal } from "./refusal";

/**
 * Asks for the stack's name before something is lost. `--yes` alone or with that very name answers for scripts; without
 * a terminal to ask on, or with another name, refuses and says how to confirm.
 */
export async function requireConfirmation(
  context: Context,
  stack: string,
  command: string,
): Promise<void> {
  const { arguments: typed, messages } = context;
  if (typed.has("yes")) {
    const given = typed.value("yes");
    if (given === undefined || given === stack) return;
  } else if (process.stdin.isTTY) {
    const answer = await ask(messages.cli.confirmName(stack));
    if (answer.trim() === stack) return;
  }
  throw new Refusal(({ cli }) => [
    cli.notConfirmed(stack),
    cli.confirmWith(`epicerie ${command} ${stack} --yes ${stack}`),
  ]);
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
