import { join } from "node:path";
import ts from "typescript";
import { messagesFor } from "../messages/messages";
import { formatProblem, ProblemList } from "./model/problems";
import { checkSource, syntaxProblem, UNITS } from "./stack-source";

const texts = messagesFor("en").model;

const file = `import { defineBeneficiary, gigabytes } from "../infra/model/define";

export default defineBeneficiary({
  name: "les-amis",
  contact: "bureau@les-amis.example",
  mailboxes: ["contact"],
  apps: [
    { app: "wordpress", at: "www" },
  ],
});
`;

/** What is said when one thing in a sound file is written otherwise. */
function unreadable(right: string, wrong: string): string[] {
  const problems = new ProblemList("stacks/les-amis.ts");
  expect(file).toContain(right);
  const problem = syntaxProblem(file.replace(right, wrong), "");
  if (problem) problems.add(problem);
  return problems.all.map((one) => formatProblem(one, texts));
}

function refused(fields: string): string[] {
  const problems = new ProblemList("stacks/les-amis.ts");
  checkSource(`export default defineBeneficiary({ ${fields} });`, problems);
  return problems.all.map((one) => formatProblem(one, texts));
}

const lookAround =
  "Look at this line and the one before: a comma, a quote, a bracket or a brace is probably missing there, or one too many.";

describe("a stack file that cannot be read", () => {
  it.each([
    [
      'amis.example",',
      'amis.example"',
      'at line 6: "mailboxes: ["contact"],". A comma is probably missing at the end of line 5.',
    ],
    [
      'amis.example",',
      "amis.example,",
      'at line 5: "contact: "bureau@les-amis.example,". A quote (") is probably missing on this line.',
    ],
    [
      '"les-amis"',
      "“les-amis”",
      'at line 4: "name: “les-amis”,". A sign has no place there. Quotes must be straight: "…".',
    ],
    [
      "  ],\n});",
      "  ],\n",
      'at line 9: "],". "}" is probably missing, on this line or on those before.',
    ],
    [
      "});",
      "}",
      'at line 10: "}". ")" is probably missing, on this line or on those before.',
    ],
    ['name: "les', 'name "les', `at line 4: "name "les-amis",". ${lookAround}`],
    ["  ],\n});", "});", `at line 9: "});". ${lookAround}`],
  ])(
    "with %j written %j says where, and what is missing",
    (right, wrong, said) => {
      expect(unreadable(right, wrong)).toEqual([
        `stacks/les-amis.ts: the file cannot be read, ${said}`,
      ]);
    },
  );

  it("says the line of what the loader alone refuses", () => {
    const said = "x 'name' is no pattern\n  ,-[/a/stacks/les-amis.ts:4:3]";
    const problems = new ProblemList("stacks/les-amis.ts");
    const problem = syntaxProblem(file, said);
    if (problem) problems.add(problem);
    expect(problems.all.map((one) => formatProblem(one, texts))).toEqual([
      `stacks/les-amis.ts: the file cannot be read, at line 4: "name: "les-amis",". ${lookAround}`,
    ]);
    expect(syntaxProblem(file, "something else")).toBeUndefined();
  });
});

describe("what the compiler would refuse", () => {
  it.each([
    [
      'mailboxes: ["a"],\n disk: gigabytes(5),\n mailboxes: ["b"]',
      "mailboxes: this is written twice, on lines 1 and 3, and only the second would count. Keep one, with all that is needed.",
    ],
    [
      'apps: [{ app: "wordpress", "at": "a", at: "b" }]',
      "apps[0].at: this is written twice on line 1, and only the second would count. Keep one, with all that is needed.",
    ],
    ["disk: 20", 'disk: "20" lacks its unit. Write gigabytes(20).'],
    ["disk: 2 * 10", 'disk: "2 * 10" lacks its unit. Write gigabytes(2 * 10).'],
    [
      "disk: megabytes(500)",
      'disk: "megabytes(500)" is not in the right unit. Write gigabytes(…).',
    ],
    [
      "apps: [{ memory: gigabytes(1) }]",
      'apps[0].memory: "gigabytes(1)" is not in the right unit. Write megabytes(…).',
    ],
    [
      'mailboxes: ["a", { size: 500 }]',
      'mailboxes[1].size: "500" lacks its unit. Write megabytes(500).',
    ],
    [
      'servers: { "commun-1": { bootVolume: { size: 20 } } }',
      'servers.commun-1.bootVolume.size: "20" lacks its unit. Write gigabytes(20).',
    ],
  ])("is refused by check, too: %s", (fields, said) => {
    expect(refused(fields)).toEqual([`stacks/les-amis.ts: ${said}`]);
  });

  it("is not seen in what is right", () => {
    const right = `size: "small", disk: gigabytes(5), redirections: { a: ["b"], b: ["c"] },
      apps: [{ app: "a", memory: megabytes(300) }, { app: "b" }], ...{ disk: 5 as never }`;
    expect(refused(right)).toEqual([]);
  });
});

describe("the fields with a unit", () => {
  it("are those of what people write, in their unit", () => {
    const root = join(__dirname, "model/input.ts");
    const program = ts.createProgram([root], {
      target: ts.ScriptTarget.ES2022,
      strict: true,
      types: ["node"],
      skipLibCheck: true,
    });
    const checker = program.getTypeChecker();
    const found: Record<string, string> = {};
    const look = (written: ts.Type, place: string, depth: number): void => {
      const type = checker.getNonNullableType(written);
      const unit = type.aliasSymbol?.name ?? "";
      if (/^(Giga|Mega)bytes$/.test(unit)) found[place] = unit.toLowerCase();
      if (
        depth > 5 ||
        !(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Union))
      )
        return;
      if (type.isUnion())
        return type.types.forEach((one) => look(one, place, depth));
      const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
      if (element) return look(element, `${place}[]`, depth + 1);
      const named = checker.getIndexTypeOfType(type, ts.IndexKind.String);
      const dot = place === "" ? "" : `${place}.`;
      if (named) return look(named, `${dot}*`, depth + 1);
      for (const property of type.getProperties())
        look(checker.getTypeOfSymbol(property), dot + property.name, depth + 1);
    };
    for (const statement of program.getSourceFile(root)?.statements ?? [])
      if (
        ts.isInterfaceDeclaration(statement) &&
        /^(Beneficiary|Platform)Input$/.test(statement.name.text)
      )
        look(checker.getTypeAtLocation(statement), "", 0);
    expect(found).toEqual(UNITS);
  });
});
