import { checkDomainOrder } from "./domain-order";
import { resolved } from "./testing";

function problemsOf(order: unknown, domain?: string): string[] {
  return resolved("stacks/les-amis.ts", (list) =>
    checkDomainOrder(order, domain, list.at("domainOrder")),
  ).problems;
}

describe("the order of a domain", () => {
  it.each([undefined, "zone", { owner: 13189481 }])("may be %j", (order) => {
    expect(problemsOf(order, "les-amis.example")).toEqual([]);
  });

  it.each<[unknown, RegExp]>([
    [
      "name",
      /domainOrder: this is not an order of a domain \(received: "name"\)\. .*owner/,
    ],
    [{}, /domainOrder\.owner: a value is missing/],
    [{ owner: "me" }, /domainOrder\.owner: this is not the right type/],
    [{ owner: 0 }, /domainOrder\.owner: this number is not allowed/],
    [true, /domainOrder: this is not the right type/],
  ])("is refused as %j", (order, message) => {
    expect(problemsOf(order, "les-amis.example")).toEqual([
      expect.stringMatching(message),
    ]);
  });

  it("needs a domain", () => {
    expect(problemsOf("zone")).toEqual([
      expect.stringMatching(/domainOrder: .*domain/),
    ]);
  });
});
