import { messagesFor } from "../../messages/messages";
import { type Claim, checkOwnNames } from "./own-names";
import { formatProblem, type Problem } from "./problems";

function said(...claims: Partial<Claim>[]): string[] {
  const problems: Problem[] = [];
  checkOwnNames(
    claims.map((claim, index) => ({
      file: `stacks/${"abc".charAt(index)}.ts`,
      domains: [],
      hosts: [],
      ...claim,
    })),
    problems,
  );
  return problems.map((problem) =>
    formatProblem(problem, messagesFor("en").model),
  );
}

describe("the names of a stack", () => {
  it("may be beside and below those of another", () => {
    expect(
      said(
        { domains: ["a.example"], hosts: ["www.a.example", "a.example"] },
        { domains: ["club.a.example"], hosts: ["club.a.example"] },
      ),
    ).toEqual([]);
  });

  it("are its own: each file hears of the others, once per domain", () => {
    const claim = { domains: ["a.example"], hosts: ["www.a.example"] };
    expect(said(claim, claim, claim)).toEqual([
      expect.stringMatching(
        /^stacks\/a.ts: domain: .* already that of stacks\/b.ts, stacks\/c.ts/,
      ),
      expect.stringMatching(/^stacks\/b.ts: .* stacks\/a.ts, stacks\/c.ts/),
      expect.stringMatching(/^stacks\/c.ts: .* stacks\/a.ts, stacks\/b.ts/),
    ]);
  });

  it("are not shared either when one domain is inside the other", () => {
    expect(
      said(
        { domains: ["a.example"], hosts: ["www.a.example"] },
        { domains: ["www.a.example"], hosts: ["www.a.example"] },
      ),
    ).toEqual([
      'stacks/a.ts: domain: the address www.a.example is already taken by stacks/b.ts (received: "www.a.example"). Give one of the two another.',
      'stacks/b.ts: domain: the address www.a.example is already taken by stacks/a.ts (received: "www.a.example"). Give one of the two another.',
    ]);
  });

  it("may be written twice in one stack: that is told elsewhere", () => {
    expect(said({ domains: ["a.example", "a.example"] })).toEqual([]);
  });
});
