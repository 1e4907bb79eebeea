import { ProblemList } from "./problems";
import { checkServerSnapshots, resolveSnapshots } from "./snapshots";
import { resolved } from "./testing";

function problemsOf(
  written: Readonly<Record<string, unknown>>,
  hasDisk = true,
): string[] {
  const disk = hasDisk ? 20 : undefined;
  return resolved("stacks/les-amis.ts", (list) =>
    resolveSnapshots({ snapshots: written }, disk, list.at("snapshots")),
  ).problems;
}

describe("the snapshots in a stack file", () => {
  it("are kept or opened; none is the default", () => {
    const list = new ProblemList("stacks/les-amis.ts");
    const written = { "avant-maj": "kept", "avant-tri": "opened" };
    expect(resolveSnapshots({ snapshots: written }, 20, list)).toEqual(written);
    expect(resolveSnapshots({}, undefined, list)).toEqual({});
    expect(list.all).toEqual([]);
  });

  it.each([
    [
      { avant: "forever" },
      true,
      'stacks/les-amis.ts: snapshots.avant: there is no such value (received: "forever"). Choose among: kept and opened.',
    ],
    [
      { avant: true },
      true,
      expect.stringContaining("stacks/les-amis.ts: snapshots.avant: "),
    ],
    [
      { "Avant la mise à jour": "kept" },
      true,
      expect.stringContaining("this name is not allowed"),
    ],
    [
      { avant: "kept" },
      false,
      expect.stringContaining("there is no disk to take a snapshot of"),
    ],
    [
      Object.fromEntries([..."abcdef"].map((c) => [`${c}${c}`, "kept"])),
      true,
      expect.stringContaining("these are too many snapshots of one disk"),
    ],
  ])("refuse %j", (written, hasDisk, problem) => {
    expect(problemsOf(written, hasDisk)).toEqual([problem]);
  });
});

describe("the snapshots of a server", () => {
  const problemsOfServer = (names: readonly unknown[]): string[] =>
    resolved("stacks/prod.ts", (list) =>
      checkServerSnapshots(names, list.at("snapshots")),
    ).problems;

  it("are names", () => {
    expect(problemsOfServer(["avant-maj", "avant-tri"])).toEqual([]);
  });

  it.each([
    [["Avant"], "snapshots[0]: this name is not allowed"],
    [[1], "snapshots[0]: "],
    [["avant", "avant"], "a snapshot is written twice"],
    [["aa", "bb", "cc", "dd", "ee", "ff"], "these are too many snapshots"],
  ])("refuse %j", (names, problem) => {
    const [only, ...others] = problemsOfServer(names);
    expect(only).toContain(problem);
    expect(others).toEqual([]);
  });
});
