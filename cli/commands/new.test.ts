import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import * as path from "node:path";
import ts from "typescript";
import { CheckoutCopy } from "../testing";

jest.setTimeout(120_000);

const root = path.resolve(__dirname, "../..");
const who = [
  ...[
    "--display-name",
    'Les "Amis" de l\'Étang',
    "--contact",
    "bureau@etang.example",
  ],
  ...["--domain", "etang.example"],
];

/** What the compiler says about files, in its own words; empty when they compile. */
function compile(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(
    path.join(root, "tsconfig.json"),
    (file) => ts.sys.readFile(file),
  ) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, types: [] },
    root,
  );
  const program = ts.createProgram(files, options);
  return files.flatMap((file) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(file))
      .map(({ messageText }) =>
        ts.flattenDiagnosticMessageText(messageText, "\n"),
      ),
  );
}

describe("epicerie new, run as people run it", () => {
  const checkout = new CheckoutCopy();
  const stacks = path.join(checkout.root, "stacks");
  const file = (name: string): string => path.join(stacks, `${name}.ts`);
  const before = readdirSync(stacks).sort();
  const create = (name: string, ...words: string[]) =>
    checkout.run(["new", name, ...words]);
  afterEach(() => {
    for (const name of readdirSync(stacks))
      if (!before.includes(name)) rmSync(path.join(stacks, name));
  });
  afterAll(() => checkout.remove());

  it("writes a file of the house, which compiles and passes check", async () => {
    const shortest = await create(
      "le-parc",
      "--display-name",
      "Le Parc",
      "--contact",
      "a@le-parc.example",
      "--domain",
      "le-parc.example",
      "--app",
      "wordpress",
    );
    expect(shortest).toMatchObject({ code: 0, stderr: "" });
    expect(shortest.stdout).toMatch(/^stacks\/le-parc\.ts est écrit/);
    for (const verb of ["explain", "preview", "up"])
      expect(shortest.stdout).toContain(`npm run epicerie -- ${verb} le-parc `);
    const choices = [
      "--app",
      "static-site@@",
      "--app",
      "static-site@blog",
      "--mailbox",
      "contact",
      "--mailbox",
      "tresorerie",
      "--size",
      "medium",
      "--server",
      "commun-1",
    ];
    expect(await create("etang", ...who, ...choices)).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect(readFileSync(file("le-parc"), "utf8"))
      .toBe(`import { defineBeneficiary } from "../infra/model/define";

export default defineBeneficiary({
  name: "le-parc",
  displayName: "Le Parc",
  contact: "a@le-parc.example",
  domain: "le-parc.example",
  apps: [{ app: "wordpress", at: "www" }],
});
`);
    expect(readFileSync(file("etang"), "utf8"))
      .toBe(`import { defineBeneficiary } from "../infra/model/define";

export default defineBeneficiary({
  name: "etang",
  displayName: 'Les "Amis" de l\\'Étang',
  contact: "bureau@etang.example",
  domain: "etang.example",
  apps: [
    { app: "static-site", at: "@" },
    { app: "static-site", at: "blog", name: "static-site-blog" },
  ],
  mailboxes: ["contact", "tresorerie"],
  size: "medium",
  server: "commun-1",
});
`);
    expect(compile([file("le-parc"), file("etang")])).toEqual([]);
    const checked = await checkout.run(["check"]);
    expect(checked).toMatchObject({ code: 0, stderr: "" });
    expect(checked.stdout).toContain("etang, le-parc");
  });

  it("names the options that are missing where there is nobody to ask", async () => {
    const { code, stdout, stderr } = await create(
      "le-parc",
      "--contact",
      "a@le-parc.example",
    );
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^Sans terminal pour poser les questions, il manque : --display-name et --domain\.\nPar exemple : npm run epicerie -- new le-parc /,
    );
    expect(readdirSync(stacks).sort()).toEqual(before);
  });

  it.each([
    [
      ["--domain", "les-amis.example"],
      /stacks\/etang\.ts: domain : ce domaine est déjà celui de stacks\/les-amis\.ts/,
    ],
    [
      ["--contact", "bureau"],
      /stacks\/etang\.ts: contact : ce n'est pas une adresse électronique \(reçu : "bureau"\)/,
    ],
    [
      ["--app", "wordpres@www"],
      /stacks\/etang\.ts: apps\[0\]\.app : cette application n'est pas au catalogue/,
    ],
    [["--mailbox", "Contact"], /stacks\/etang\.ts: mailboxes\[0\] : /],
    [
      ["--server", "commun-9"],
      /stacks\/etang\.ts: server : ce serveur n'existe pas/,
    ],
    [["--size", "huge"], /« huge » n'est pas possible pour --size/],
  ])("refuses %j, and writes nothing", async (words, message) => {
    const { code, stdout, stderr } = await create("etang", ...who, ...words);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(readdirSync(stacks).sort()).toEqual(before);
  });

  it("refuses a name that is not allowed, whatever folder it points to", async () => {
    for (const name of ["Étang", "../etang", "e"]) {
      const { code, stderr } = await create(name, ...who);
      expect(code).toBe(1);
      expect(stderr).toContain("ce nom n'est pas permis");
    }
    expect(existsSync(path.join(checkout.root, "etang.ts"))).toBe(false);
  });

  it("leaves a file that exists alone", async () => {
    for (const name of ["les-amis", "prod"]) {
      const text = readFileSync(file(name), "utf8");
      const { code, stderr } = await create(name, ...who);
      expect(code).toBe(1);
      expect(stderr).toContain(`stacks/${name}.ts existe déjà`);
      expect(readFileSync(file(name), "utf8")).toBe(text);
    }
  });

  it("refuses an association for which no server has room", async () => {
    const many = Array.from({ length: 7 }, (_, index) => [
      "--app",
      `wordpress@w${index}`,
    ]).flat();
    const { code, stderr } = await create("etang", ...who, ...many);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "il n'y a plus assez de mémoire sur le serveur commun-1",
    );
    expect(stderr).toContain("ajoutez un serveur dans stacks/prod.ts");
    expect(readdirSync(stacks).sort()).toEqual(before);
  });
});

describe("a server that is full", () => {
  const checkout = new CheckoutCopy();
  afterAll(() => checkout.remove());

  it("is a problem of check, and of whoever comes last", async () => {
    const prod = path.join(checkout.root, "stacks/prod.ts");
    const text = readFileSync(prod, "utf8");
    writeFileSync(
      prod,
      text.replace(
        /servers: .*/,
        `servers: { "commun-1": { flavor: "d2-4" }, "commun-2": { flavor: "d2-8" } },`,
      ),
    );
    const apps = ["www", "blog", "boutique"].flatMap((at) => [
      "--app",
      `wordpress@${at}`,
    ]);
    const create = (server: string) =>
      checkout.run(["new", "etang", ...who, ...apps, "--server", server]);
    expect((await create("commun-1")).stderr).toContain("commun-2 (7232 Mo)");
    const fits = await create("commun-2");
    expect(fits).toMatchObject({ code: 0 });
    const file = path.join(checkout.root, "stacks/etang.ts");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace("commun-2", "commun-1"),
    );
    const { code, stderr } = await checkout.run(["check"]);
    expect(code).toBe(1);
    // A trial yields its place to an association.
    expect(stderr).toMatch(
      /^1 problème à corriger :\nstacks\/atelier-velo\.ts: server : .*commun-2 \(7232 Mo\)/,
    );
    const explained = await checkout.run(["explain", "atelier-velo"]);
    expect(explained.code).toBe(0);
    expect(explained.stderr).toContain("stacks/atelier-velo.ts: server");
  });
});
