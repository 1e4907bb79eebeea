import { closest } from "./suggest";

const STACKS = ["prod", "les-amis", "les-amies-du-parc", "atelier-velo"];

describe("suggestions", () => {
  it.each([
    ["les-ami", ["les-amies-du-parc", "les-amis"]],
    ["les-amsi", ["les-amis"]],
    ["Prod", ["prod"]],
    ["prodd", ["prod"]],
    ["atelier", ["atelier-velo"]],
    ["zzzzzz", []],
  ])("for %s are %j", (typed, names) => {
    expect(closest(typed, STACKS)).toEqual(names);
  });

  it("put the closest first and stop at three", () => {
    expect(closest("aaa", ["aab", "aaa", "abb", "aac", "aad"])).toEqual([
      "aaa",
      "aab",
      "aac",
    ]);
  });
});
