import { checkOwnNames, claimOf, claimOfPlatform } from "./own-names";
import type { Problem } from "./problems";
import { said as saidOf } from "./testing";

const site = (at: string, more: object = {}) => ({
  apps: [{ app: "static-site", at, ...more }],
});

/** What is said of the files a, b, c … */
function said(...inputs: unknown[]): string[] {
  const claims = inputs.map((input, index) =>
    claimOf(`stacks/${"abc".charAt(index)}.ts`, input),
  );
  return told(claims);
}

function told(claims: Parameters<typeof checkOwnNames>[0]): string[] {
  const problems: Problem[] = [];
  checkOwnNames(claims, problems);
  return saidOf(problems);
}

describe("the names of a stack", () => {
  it("may be beside and below those of another", () => {
    expect(
      said(
        { domain: "a.example", ...site("www") },
        { domain: "club.a.example", ...site("@") },
      ),
    ).toEqual([]);
  });

  it("are its own: each file hears of the others, once per domain", () => {
    const input = { domain: "a.example", ...site("www") };
    expect(said(input, input, input)).toEqual([
      expect.stringMatching(
        /^stacks\/a.ts: domain: .* already that of stacks\/b.ts, stacks\/c.ts/,
      ),
      expect.stringMatching(/^stacks\/b.ts: .* stacks\/a.ts, stacks\/c.ts/),
      expect.stringMatching(/^stacks\/c.ts: .* stacks\/a.ts, stacks\/b.ts/),
    ]);
  });

  it("are told where they are written", () => {
    const twice = (received: string, host: string, other: string) =>
      `the address ${host} is already taken by stacks/${other}.ts (received: "${received}"). Give one of the two another.`;
    expect(
      said(
        { domain: "z.example", domains: ["b.example", "a.example"] },
        { domain: "a.example" },
      ),
    ).toEqual([
      'stacks/a.ts: domains[1]: this domain is already that of stacks/b.ts (received: "a.example"). A domain belongs to one association only: change one of the two.',
      'stacks/b.ts: domain: this domain is already that of stacks/a.ts (received: "a.example"). A domain belongs to one association only: change one of the two.',
    ]);
    const blog = "blog.a.example";
    expect(
      said(
        { domain: "a.example", ...site("blog") },
        { domain: "b.example", ...site("www", { also: ["b.example", blog] }) },
        { domain: "c.example", domains: [blog], ...site("www") },
      ),
    ).toEqual([
      `stacks/a.ts: apps[0].at: ${twice(blog, blog, "b.ts, stacks/c")}`,
      `stacks/b.ts: apps[0].also[1]: ${twice(blog, blog, "a.ts, stacks/c")}`,
      `stacks/c.ts: domains[0]: ${twice(blog, blog, "a.ts, stacks/b")}`,
    ]);
  });

  it("are claimed by a file with whatever else is wrong in it", () => {
    expect(
      said(
        { domain: "a.example", apps: [7, { at: 7, also: "x" }, null] },
        { name: 7, domain: "a.example" },
        "nothing",
        { domains: [7, "A B"] },
      ),
    ).toEqual([
      expect.stringMatching(/^stacks\/a.ts: domain: .* stacks\/b.ts/),
      expect.stringMatching(/^stacks\/b.ts: domain: .* stacks\/a.ts/),
    ]);
  });

  it("yield to the platform's: its own file hears of nothing", () => {
    const platform = claimOfPlatform("stacks/prod.ts", {
      domain: "hote.example",
      servers: [{ name: "commun-1" }],
    });
    const host = { domain: "commun-1.hote.example", ...site("@") };
    expect(
      told([
        platform,
        claimOf("stacks/a.ts", { domain: "hote.example" }),
        claimOf("stacks/b.ts", host),
      ]),
    ).toEqual([
      'stacks/a.ts: domain: this domain is already that of stacks/prod.ts (received: "hote.example"). A domain belongs to one association only: change one of the two.',
      'stacks/b.ts: apps[0].at: the address commun-1.hote.example is already taken by stacks/prod.ts (received: "commun-1.hote.example"). Give one of the two another.',
    ]);
  });

  it("may be written twice in one stack: that is told elsewhere", () => {
    expect(said({ domain: "a.example", domains: ["a.example"] })).toEqual([]);
  });
});
