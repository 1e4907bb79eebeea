import { execFileSync } from "node:child_process";
import { join } from "node:path";

// A machine that builds something beside is slow.
jest.setTimeout(60_000);

interface Told {
  ok: boolean;
  messages: string[];
}

/** Runs in a process of its own: a test runner has its own ideas of rejections that nobody awaits. */
describe("errors of a program", () => {
  let told: Record<string, Told>;
  beforeAll(() => {
    const file = join(__dirname, "testing", "failing-programs.ts");
    const text = execFileSync(
      process.execPath,
      ["-r", "@swc-node/register", file],
      { encoding: "utf8" },
    );
    told = JSON.parse(text) as Record<string, Told>;
  });

  it.each([
    [
      "a promise that is never settled",
      "never",
      [
        "the program waits for something that never comes: two resources need each other, or a promise is never settled",
      ],
    ],
    [
      "an error inside an apply",
      "apply",
      ['error serializing property "value": no address'],
    ],
    ["an error inside an output of the stack", "output", ["no output"]],
    ["a rejection that nobody awaits", "floating", ["nobody awaits this"]],
    ["nothing, for what is registered too late", "late", []],
  ])("are told: %s", (_what, name, messages) => {
    expect(told[name]).toEqual({ ok: messages.length === 0, messages });
  });

  it("fails only the stack it belongs to", () => {
    expect(told.beside).toEqual({ ok: true, messages: [] });
  });
});
