import type { Context } from "../context";
import { saidBy, terminal } from "../testing";
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

/** What the command says about the association of `stacks/`. */
const said = (...words: string[]): Promise<string> =>
  saidBy(mail, terminal(mail, ["les-amis", ...words], { home: "/nowhere" }));

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
