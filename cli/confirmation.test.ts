import { messagesFor } from "../messages/messages";
import { parseArguments } from "./arguments";
import { destroy } from "./commands/destroy";
import { requireConfirmation } from "./confirmation";
import type { Context } from "./context";
import { Refusal } from "./refusal";

const confirmed = (...words: string[]): Promise<string> =>
  requireConfirmation(
    {
      arguments: parseArguments(["les-amis", ...words], destroy),
      messages: messagesFor("en"),
    } as Context,
    "les-amis",
    "destroy",
  ).then(
    () => "confirmed",
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      return error.say(messagesFor("en")).join("\n");
    },
  );

it("takes the stack's own name behind --yes, and nothing else", async () => {
  expect(await confirmed("--yes", "les-amis")).toBe("confirmed");
  for (const words of [[], ["--yes"], ["--yes", "les-amies"]])
    expect(await confirmed(...words)).toBe(
      'Nothing was done: the name "les-amis" was not given.\nTo confirm without a question: epicerie destroy les-amis --yes les-amis',
    );
});

it("names the engine again that was asked for", async () => {
  expect(await confirmed("--engine", "pulumi")).toContain(
    "epicerie destroy les-amis --yes les-amis --engine pulumi",
  );
});
