import { messagesFor } from "../../messages/messages";
import { formatProblem, ProblemList } from "./problems";

describe("a problem", () => {
  it("says where, what, which value and what to do, in the reader's language", () => {
    const list = new ProblemList("stacks/les-amis.ts");
    list
      .at("apps")
      .at("[0]")
      .at("at")
      .add((texts) => texts.invalidSubdomain(), "a b");
    const [problem] = list.all;
    if (!problem) throw new Error("no problem was added");
    expect(formatProblem(problem, messagesFor("fr").model)).toBe(
      'stacks/les-amis.ts: apps[0].at: ce n\'est pas une adresse possible sous le domaine (reçu : "a b"). Par exemple "www", "cloud", ou "@" pour le domaine lui-même.',
    );
    expect(formatProblem(problem, messagesFor("en").model)).toMatch(
      /cannot be an address .*received: "a b"/,
    );
  });

  it("shortens a long value to one line", () => {
    const list = new ProblemList("f.ts");
    list.add((texts) => texts.missing(), "x".repeat(500));
    expect(list.all[0]?.received).toHaveLength(78);
  });

  it.each<[unknown, string]>([
    [Number.NaN, "NaN"],
    [10n, "10n"],
    [Symbol("x"), "Symbol(x)"],
    [{ many: 10n }, "{ many: 10n }"],
    [true, "true"],
    [() => 1, "() => …"],
    [null, "null"],
  ])("shows what JSON cannot say: %p", (value, shown) => {
    const list = new ProblemList("f.ts");
    list.add((texts) => texts.missing(), value);
    expect(list.all[0]?.received).toBe(shown);
  });
});
