import { resolveExceptions } from "./exceptions";
import { ProblemList } from "./problems";
import { resolved } from "./testing";

const valid = {
  rule: "pinned-images",
  resource: "les-amis-wordpress",
  reason: "no version is published",
} as const;

function problemsWith(...written: unknown[]): string[] {
  return resolved("stacks/les-amis.ts", (list) =>
    resolveExceptions(written, list.at("exceptions")),
  ).problems;
}

describe("an exception in a stack file", () => {
  it("is kept as it is written", () => {
    const list = new ProblemList("stacks/les-amis.ts");
    expect(resolveExceptions([valid], list)).toEqual([valid]);
    expect(resolveExceptions(undefined, list)).toEqual([]);
    expect(list.all).toEqual([]);
  });

  it.each([
    [
      { ...valid, reason: "  " },
      /^stacks\/les-amis\.ts: exceptions\[0\]\.reason: an exception needs a reason \(received: "  "\)\. Say in a few words why/,
    ],
    [{ ...valid, reason: undefined }, /reason: a value is missing/],
    [{ ...valid, resource: "" }, /resource: the resource's name is missing/],
    [
      { ...valid, rule: "no-such-rule" },
      /rule: there is no such value \(received: "no-such-rule"\)\. Choose among: backups-declared, data-protected, eu-regions,/,
    ],
    [{ ...valid, until: "2027" }, /exceptions\[0\]\.until: unknown field/],
    ["pinned-images", /exceptions\[0\]: this is not the right type of value/],
  ])("refuses %j", (written, message) => {
    expect(problemsWith(written)).toEqual([expect.stringMatching(message)]);
  });
});
