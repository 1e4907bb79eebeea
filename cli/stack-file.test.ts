import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { messagesFor } from "../messages/messages";
import { Refusal } from "./refusal";
import { writeNewFile } from "./stack-file";

function refusalOf(run: () => void): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.say(messagesFor("en"));
    throw error;
  }
  return [];
}

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

  it("refuses a folder that cannot be written, and leaves nothing there", () => {
    const gone = path.join(folder, "gone");
    const write = () => writeNewFile(path.join(gone, "le-parc.ts"), "x");
    expect(refusalOf(write)).toEqual([
      "gone/le-parc.ts cannot be written (ENOENT): its folder is not there, or is not yours. Use the account that owns this checkout, or ask its owner.",
    ]);
    mkdirSync(gone);
    expect(readdirSync(gone)).toEqual([]);
  });
});
