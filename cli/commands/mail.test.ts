import * as path from "node:path";
import { messagesFor } from "../../messages/messages";
import { parseArguments } from "../arguments";
import type { Context } from "../context";
import { Output } from "../output";
import { Refusal } from "../refusal";
import { mail, type MailQueue } from "./mail";

const asked: string[] = [];
let queue: MailQueue;
jest.mock("../sandbox", () => ({
  raiseSandbox: async () => Promise.resolve(),
}));
jest.mock("../server-login", () => ({
  runOnServer: async (_: Context, server: string, command: string) => {
    asked.push(`${server}: ${command}`);
    return Promise.resolve(JSON.stringify(queue));
  },
}));

const SENDING: MailQueue = {
  limit: 200,
  minutes: 2,
  left: false,
  stoppedSince: null,
  waiting: 0,
  held: [],
};

/** What the command prints about the association of `stacks/`. */
async function said(...words: string[]): Promise<string> {
  const lines: string[] = [];
  const stream = { write: (text: string) => lines.push(text) };
  const context: Context = {
    arguments: parseArguments(["les-amis", ...words], mail),
    language: "en",
    messages: messagesFor("en"),
    output: new Output(stream, stream, false),
    root: path.resolve(__dirname, "../.."),
    home: "/nowhere",
    signal: new AbortController().signal,
  };
  try {
    await mail.run(context);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.say(context.messages).join("\n");
  }
  return lines.join("");
}

beforeEach(() => {
  asked.length = 0;
  queue = SENDING;
});

describe("the outgoing mail of an association", () => {
  it("is that on its server", async () => {
    expect(await said()).toContain("Nothing is stopped.");
    expect(asked).toEqual(["commun-1: sudo epicerie-mail show les-amis"]);
  });

  it("is what stayed on a server that it has left, where it is not sending", async () => {
    const held = [
      { at: 0, from: "contact@les-amis.example", to: ["a@b.example"] },
    ];
    queue = {
      ...SENDING,
      left: true,
      stoppedSince: "2026-01-02T03:04:05",
      held,
    };
    const text = await said("--server", "commun-1");
    expect(text).toContain("are no longer on commun-1");
    expect(text).not.toContain("there was too much of it");
    expect(text).toContain("1 message waits");
  });

  it("refuses a server that the platform has not, and asks nobody", async () => {
    expect(await said("--server", "commun-9")).toBe(
      "The platform has no server commun-9. Its servers: commun-1.",
    );
    expect(asked).toEqual([]);
  });
});
