import {
  resolveOutgoingMail,
  resolveSendingLimit,
  type SendingLimit,
} from "./outgoing-mail";
import { ProblemList } from "./problems";
import { resolved } from "./testing";

const problemsOf = (resolve: (problems: ProblemList) => unknown): string[] =>
  resolved("outgoingMail", resolve).problems;

function outgoing(
  input: unknown,
  mailboxes: readonly string[],
  usual?: SendingLimit,
): unknown {
  return resolveOutgoingMail(input, mailboxes, usual, new ProblemList("x"));
}

describe("the mail that apps send", () => {
  it("is limited as on the platform, and goes out as contact", () => {
    const usual = { limit: 50, minutes: 10 };
    expect(outgoing(undefined, ["accueil", "contact"], usual)).toMatchObject({
      limit: 50,
      minutes: 10,
      from: "contact",
      origins: { limit: "default", minutes: "default", from: "default" },
    });
  });

  it("goes out as the first mailbox in alphabetical order where there is no contact", () => {
    const { from } = outgoing(undefined, ["zoe", "anne"]) as { from: string };
    expect(from).toBe("anne");
  });

  it("is what the file says", () => {
    const written = { limit: 500, minutes: 60, from: "zoe" };
    expect(outgoing(written, ["contact", "zoe"])).toMatchObject(written);
  });

  it("has no way out without a mailbox", () => {
    expect(outgoing(undefined, [])).toBeUndefined();
  });

  it.each([
    [
      { limit: 0 },
      "outgoingMail.limit: this number is not allowed (received: 0). A whole number from 1 to 10000.",
    ],
    [
      { minutes: 1.5 },
      "outgoingMail.minutes: this number is not allowed (received: 1.5). A whole number from 1 to 1440.",
    ],
    [
      { from: "bureau" },
      'outgoingMail.from: there is no such value (received: "bureau"). Choose among: contact and zoe.',
    ],
    [
      { speed: 1 },
      "outgoingMail.speed: unknown field (received: 1). Remove it, or choose among: limit, minutes and from.",
    ],
  ])("refuses %j", (input, expected) => {
    const resolve = (problems: ProblemList) =>
      resolveOutgoingMail(input, ["contact", "zoe"], undefined, problems);
    expect(problemsOf(resolve)).toEqual([expected]);
  });

  it("refuses settings without a mailbox", () => {
    const resolve = (problems: ProblemList) =>
      resolveOutgoingMail({ limit: 10 }, [], undefined, problems);
    expect(problemsOf(resolve)).toEqual([
      'outgoingMail: the apps have no mailbox to send from. Add one, for example mailboxes: ["contact"].',
    ]);
  });
});

describe("the platform's limit", () => {
  it("is 200 recipients in two minutes", () => {
    const problems = new ProblemList("x");
    expect(resolveSendingLimit(undefined, problems)).toEqual({
      limit: 200,
      minutes: 2,
    });
  });

  it("takes what is written as undefined for not written", () => {
    const problems = new ProblemList("x");
    const written = { limit: undefined, minutes: 5 };
    expect(resolveSendingLimit(written, problems)).toEqual({
      limit: 200,
      minutes: 5,
    });
    expect(problems.all).toEqual([]);
  });

  it("refuses what is no whole number", () => {
    const resolve = (problems: ProblemList) =>
      resolveSendingLimit({ limit: -1 }, problems);
    expect(problemsOf(resolve)).toEqual([
      "outgoingMail.limit: this number is not allowed (received: -1). A whole number from 1 to 10000.",
    ]);
  });
});
