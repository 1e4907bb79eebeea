import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { Refusal } from "./refusal";
import { writeNewFile } from "./stack-file";

describe("a new stack file", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "epicerie-new-"));
  const file = path.join(folder, "le-parc.ts");
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is written whole, and leaves nothing else behind", () => {
    writeNewFile(file, "first\n");
    expect(readdirSync(folder)).toEqual(["le-parc.ts"]);
    expect(readFileSync(file, "utf8")).toBe("first\n");
  });

  it("refuses to replace one, even one that has just come", () => {
    expect(() => writeNewFile(file, "second\n")).toThrow(Refusal);
    expect(readFileSync(file, "utf8")).toBe("first\n");
    expect(readdirSync(folder)).toEqual(["le-parc.ts"]);
  });

  it("fails without a trace where the folder cannot be written", () => {
    const gone = path.join(folder, "gone");
    expect(() => writeNewFile(path.join(gone, "le-parc.ts"), "x")).toThrow(
      /ENOENT/,
    );
    mkdirSync(gone);
    expect(readdirSync(gone)).toEqual([]);
  });
});
