import { join } from "node:path";
import ts from "typescript";

/** What the compiler says about a stack file, in its own words; empty when it compiles. */
function compile(text: string): string {
  const file = join(__dirname, "../../stacks/example-of-a-test.ts");
  const { config } = ts.readConfigFile(
    join(__dirname, "../../tsconfig.json"),
    (path) => ts.sys.readFile(path),
  ) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson(
    config.compilerOptions,
    join(__dirname, "../.."),
  );
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.readFile = (path) => (path === file ? text : readFile(path));
  host.fileExists = (path) => path === file || fileExists(path);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (path, target) =>
    path === file
      ? ts.createSourceFile(path, text, target)
      : getSourceFile(path, target);
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file);
  return program
    .getSemanticDiagnostics(source)
    .map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, "\n"),
    )
    .join("\n");
}

const stack = (fields: string): string => `
  import { defineBeneficiary, gigabytes, megabytes } from "../infra/model/define";
  export default defineBeneficiary({
    name: "x", displayName: "X", contact: "x@x.example", disk: gigabytes(5),
    apps: [{ app: "wordpress", at: "www", memory: megabytes(512) }], ${fields}
  });`;

describe("the compiler", () => {
  it("accepts a stack file that is right", () => {
    expect(compile(stack(""))).toBe("");
  });

  it.each([
    [
      "an exception to a rule that does not exist",
      "exceptions: [{ rule: 'no-such-rule', resource: 'x', reason: 'because' }]",
      /'"no-such-rule"' is not assignable to type '"backups-declared"/,
    ],
    [
      "an exception without a reason",
      "exceptions: [{ rule: 'eu-regions', resource: 'x' }]",
      /'reason' is missing/,
    ],
    ["an unknown field", "color: 'green'", /'color' does not exist/],
    [
      "an app that the catalog lacks",
      "apps: [{ app: 'wordpres', at: 'www' }]",
      /"wordpres"' is not assignable/,
    ],
    [
      "a number without a unit",
      "disk: 20",
      /'number' is not assignable to type 'Gigabytes'/,
    ],
    [
      "the wrong unit",
      "disk: megabytes(20)",
      /'Megabytes' is not assignable to type 'Gigabytes'/,
    ],
    [
      "an unknown field of an app",
      "apps: [{ app: 'wordpress', at: 'www', port: 80 }]",
      /'port' does not exist/,
    ],
  ])(
    "refuses %s",
    (_what, fields, message) => {
      expect(compile(stack(fields))).toMatch(message);
    },
    30_000,
  );
});
