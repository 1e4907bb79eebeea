import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..");
const COMPILER = join(ROOT, "node_modules/@pulumi/pulumi/vendor/ts-node@7.0.1");

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-compiler-"))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Compiles and runs a file as the standard CLI does (`cmd/run` of its SDK); what the compiler refuses. */
function refusal(text: string): string {
  const file = join(folder, "le-parc.ts");
  writeFileSync(file, text);
  const script = `
    const options = { project: "tsconfig.json", compiler: require.resolve("typescript") };
    require(${JSON.stringify(COMPILER)}).register(options);
    try { require(${JSON.stringify(file)}); } catch (error) { console.log(error.message); }`;
  return execFileSync(process.execPath, ["-e", script], {
    cwd: ROOT,
    encoding: "utf8",
  });
}

describe("the compiler of the standard CLI", () => {
  it("lets a file be whose import is used no more, as the engine built in does", () => {
    const text = `import { join } from "node:path";\nexport default {};\n`;
    expect(refusal(text)).toBe("");
  });

  it("refuses a value of the wrong type", () => {
    const text = `export const memory: number = "384";\n`;
    expect(refusal(text)).toContain("TS2322");
  });
});
