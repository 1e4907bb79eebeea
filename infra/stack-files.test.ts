import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messagesFor } from "../messages/messages";
import { overflowsOf, problemsOf, problemsOfCandidate } from "./model/model";
import { loadModel, stackNames } from "./stack-files";
import { formatProblem } from "./model/problems";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-stacks-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const prod = `export default { displayName: "Hôte", contact: "a@hote.example", domain: "hote.example",
  project: "c0ffee00c0ffee00c0ffee00c0ffee00", region: "GRA11", sshFrom: [], servers: { "commun-1": { flavor: "d2-2" } } };`;

function write(name: string, text: string): void {
  writeFileSync(join(folder, `${name}.ts`), text);
}

function beneficiary(name: string, domain: string): void {
  write(
    name,
    `export default { name: "${name}", displayName: "X", contact: "a@x.example", domain: "${domain}" };`,
  );
}

function problems(): string[] {
  return loadModel(folder).problems.map((problem) =>
    formatProblem(problem, messagesFor("en").model),
  );
}

describe("a folder of stacks", () => {
  it("lists prod first, then the beneficiaries in alphabetical order", () => {
    for (const name of ["zebre", "prod", "abeille"]) write(name, "");
    expect(stackNames(folder)).toEqual(["prod", "abeille", "zebre"]);
  });

  it("gives the model of every file", () => {
    write("prod", prod);
    beneficiary("abeille", "abeille.example");
    const model = loadModel(folder);
    expect(model.problems).toEqual([]);
    expect(model.beneficiaries.map(({ name }) => name)).toEqual(["abeille"]);
  });

  it("reports a broken file and still reads the others", () => {
    write("prod", prod);
    write("casse", "export default {{{");
    write("vide", "export {};");
    beneficiary("abeille", "abeille.example");
    const model = loadModel(folder);
    expect(model.beneficiaries).toHaveLength(1);
    expect(problems()).toEqual([
      expect.stringMatching(
        /^stacks\/casse.ts: the file cannot be read, at line 1: "export default \{\{\{"\. /,
      ),
      expect.stringMatching(
        /^stacks\/vide.ts: the file declares nothing\. It must contain "export default defineBeneficiary/,
      ),
    ]);
    expect(problemsOf(model, "abeille")).toEqual([]);
    expect(problemsOf(model, "vide")).toHaveLength(1);
  });

  it.each([
    [
      "disk: gigabytes(5)",
      '"gigabytes" is not imported. Add it between the braces of the first line: import { defineBeneficiary, gigabytes } from "../infra/model/define";',
    ],
    [
      "server: commun",
      'the word "commun" is not known. If it is a text, put it between quotes: "commun".',
    ],
    [
      'get domain() { throw new Error("not today"); }',
      "the file does not load: not today. Mend it, or start from a file beside it.",
    ],
    ["disk: 20", 'disk: "20" lacks its unit. Write gigabytes(20).'],
  ])("reports %s", (field, said) => {
    write("prod", prod);
    write(
      "abeille",
      `export default { name: "abeille", displayName: "X", contact: "a@x.example", ${field} };`,
    );
    expect(problems()).toEqual([`stacks/abeille.ts: ${said}`]);
  });

  it("reads what is written, not what a compiler left beside it", () => {
    write("prod", prod);
    beneficiary("abeille", "abeille.example");
    const stray = `exports.default = { name: "abeille", displayName: "Old", contact: "a@x.example" };`;
    writeFileSync(join(folder, "abeille.js"), stray);
    expect(loadModel(folder).beneficiaries).toEqual([
      expect.objectContaining({ displayName: "X" }),
    ]);
  });

  it("says what the compiler of the standard CLI says, not its title", () => {
    write("prod", prod);
    const said = `stacks/casse.ts(8,9): error TS2322: Type 'string' is not assignable to type 'number'`;
    const error = ["⨯ Unable to compile TypeScript:", `${said}.`, ""].join(
      "\n",
    );
    write("casse", `throw new Error(${JSON.stringify(error)});`);
    expect(problems()).toEqual([
      `stacks/casse.ts: the file does not load: ${said}. Mend it, or start from a file beside it.`,
    ]);
  });

  it("reports a platform that is not declared", () => {
    expect(problems()).toEqual([
      expect.stringMatching(/^stacks\/prod.ts: the platform is not declared/),
    ]);
  });

  it("checks the associations although the platform is broken", () => {
    write("prod", "export default { domain: 7 };");
    write(
      "abeille",
      `export default { name: "abeille", displayName: "X", contact: "nobody" };`,
    );
    expect(
      problems().filter((line) => line.startsWith("stacks/abeille.ts")),
    ).toEqual([
      expect.stringMatching(/contact: this is not an e-mail address/),
    ]);
  });

  it("reports a domain used twice in both files", () => {
    write("prod", prod);
    beneficiary("abeille", "ruche.example");
    beneficiary("bourdon", "ruche.example");
    expect(problems()).toEqual([
      expect.stringMatching(
        /^stacks\/abeille.ts: domain: this domain is already that of stacks\/bourdon.ts/,
      ),
      expect.stringMatching(
        /^stacks\/bourdon.ts: domain: this domain is already that of stacks\/abeille.ts/,
      ),
    ]);
  });

  it("reports a domain of the platform's to whoever wants it, and stops nobody else", () => {
    write("prod", prod);
    beneficiary("abeille", "hote.example");
    beneficiary("bourdon", "bourdon.example");
    const model = loadModel(folder);
    expect(model.problems.map(({ path }) => path)).toEqual([
      "stacks/abeille.ts: domain",
    ]);
    expect(problemsOf(model, "bourdon")).toEqual([]);
  });

  it("reports a website whose name is another's, or a server's", () => {
    const site = (name: string, domain: string, at: string): void =>
      write(
        name,
        `export default { name: "${name}", displayName: "X", contact: "a@x.example", domain: "${domain}", apps: [{ app: "static-site", at: "${at}" }] };`,
      );
    write("prod", prod);
    site("abeille", "ruche.example", "miel");
    site("bourdon", "miel.ruche.example", "@");
    site("cigale", "commun-1.hote.example", "@");
    expect(problems()).toEqual([
      expect.stringMatching(
        /^stacks\/cigale.ts: apps\[0\].at: the address commun-1.hote.example is already taken by stacks\/prod.ts/,
      ),
      expect.stringMatching(
        /^stacks\/abeille.ts: apps\[0\].at: the address miel.ruche.example is already taken by stacks\/bourdon.ts/,
      ),
      expect.stringMatching(
        /^stacks\/bourdon.ts: apps\[0\].at: the address miel.ruche.example is already taken by stacks\/abeille.ts/,
      ),
    ]);
  });

  it("reports two apps that would have one name on their server, in a file that is still to be written too", () => {
    const site = (name: string, app: string) => ({
      ...{ name, displayName: "X", contact: "a@x.example" },
      domain: `${name}.example`,
      apps: [{ app: "static-site" as const, at: "www", name: app }],
    });
    const said = /: apps: "les-amis-du-lac" would be the technical name/;
    write("prod", prod);
    write(
      "les",
      `export default ${JSON.stringify(site("les", "amis-du-lac"))};`,
    );
    const candidate = site("les-amis", "du-lac");
    expect(
      problemsOfCandidate(loadModel(folder), candidate).map((problem) =>
        formatProblem(problem, messagesFor("en").model),
      ),
    ).toEqual([expect.stringMatching(said)]);
    write("les-amis", `export default ${JSON.stringify(candidate)};`);
    expect(problems()).toEqual([
      expect.stringMatching(said),
      expect.stringMatching(said),
    ]);
  });

  describe("with servers that are nearly full", () => {
    const servers = `{ "commun-1": { flavor: "d2-2" }, "commun-2": { flavor: "d2-4" } }`;
    const mysql = `{ service: "s-001", host: "s-001.eu.clouddb.ovh.net", port: 35001 }`;
    const app = (memory: number) =>
      `apps: [{ app: "wordpress", at: "www", memory: megabytes(${memory}) }]`;
    const define = JSON.stringify(join(__dirname, "model/define"));

    function member(name: string, memory: number): void {
      write(
        name,
        `import { megabytes } from ${define};
        export default { name: "${name}", displayName: "X", contact: "a@x.example", domain: "${name}.example", server: "commun-1", ${app(memory)} };`,
      );
    }

    beforeEach(() => {
      write(
        "prod",
        prod.replace(
          /servers: .* };$/,
          `servers: ${servers}, mysql: ${mysql} };`,
        ),
      );
      member("abeille", 700);
      member("zebre", 512);
    });

    it("finds room for all", () => {
      const model = loadModel(folder);
      expect([...model.problems, ...model.overflows]).toEqual([]);
    });

    it("reports one too many, says where there is room, and stops nobody else", () => {
      member("bourdon", 600);
      const model = loadModel(folder);
      expect(model.problems).toEqual([]);
      expect(
        model.overflows.map((problem) =>
          formatProblem(problem, messagesFor("en").model),
        ),
      ).toEqual([
        'stacks/bourdon.ts: server: server commun-1 does not have enough memory left: it needs 600 MB, 20 of 1232 are left. There is room on commun-2 (3232 MB): change server: "…" of whoever came last.',
      ]);
      expect(overflowsOf(model, "bourdon")).toHaveLength(1);
      expect(overflowsOf(model, "zebre")).toEqual([]);
      expect(problemsOf(model, "zebre")).toEqual([]);
    });

    it("says of a candidate what would be wrong with it, and only that", () => {
      member("bourdon", 600);
      const model = loadModel(folder);
      const lines = (override: object): string[] =>
        problemsOfCandidate(model, {
          name: "aigle",
          displayName: "Aigle",
          contact: "a@aigle.example",
          domain: "aigle.example",
          server: "commun-2",
          ...override,
        }).map((problem) => formatProblem(problem, messagesFor("en").model));
      expect(lines({})).toEqual([]);
      expect(lines({ domain: "zebre.example" })).toEqual([
        expect.stringMatching(
          /^stacks\/aigle.ts: domain: this domain is already that of stacks\/zebre.ts/,
        ),
      ]);
      expect(
        lines({ server: "commun-1", apps: [{ app: "wordpress", at: "www" }] }),
      ).toEqual([
        expect.stringMatching(
          /^stacks\/aigle.ts: server: server commun-1 does not have enough memory left: it needs 512 MB, 20 of/,
        ),
      ]);
    });
  });
});
