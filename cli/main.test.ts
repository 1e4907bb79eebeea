import { readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { PROXY_IMAGE } from "../infra/images";
import { CheckoutCopy } from "./testing";

jest.setTimeout(60_000);

describe("the command line, run as people run it", () => {
  const checkout = new CheckoutCopy();
  afterAll(() => checkout.remove());

  it("greets with the list of commands, in French unless told otherwise", async () => {
    const french = await checkout.run([]);
    expect(french.code).toBe(0);
    expect(french.stdout).toContain("  check ");
    expect(french.stdout).toContain("Commandes");
    const english = await checkout.run(["--lang", "en"]);
    expect(english.stdout).toContain("Commands");
    const byEnvironment = await checkout.run(["sandbox"], {
      EPICERIE_LANG: "en",
    });
    expect(byEnvironment.stdout).toContain("sandbox down");
    expect(byEnvironment.stdout).toContain("Commands");
    expect(byEnvironment.stdout).not.toContain("  check ");
  });

  it("shows a command's own help", async () => {
    const { code, stdout } = await checkout.run([
      "outputs",
      "--help",
      "--lang",
      "en",
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain("Usage: epicerie outputs <stack> [options]");
    expect(stdout).toContain("--show-secrets");
  });

  it("helps however it is asked", async () => {
    const all = await checkout.run([]);
    expect(await checkout.run(["help"])).toEqual(all);
    const one = await checkout.run(["check", "--help"]);
    expect(one.stdout).toContain("epicerie check");
    expect(await checkout.run(["help", "check"])).toEqual(one);
    expect(await checkout.run(["--lang", "en", "help", "check"])).toEqual(
      await checkout.run(["check", "--help", "--lang", "en"]),
    );
    const group = await checkout.run(["help", "sandbox"]);
    expect(group).toEqual(await checkout.run(["sandbox"]));
    const version = await checkout.run(["--version"]);
    expect(version).toMatchObject({ code: 0, stderr: "" });
    expect(version.stdout).toMatch(/^epicerie \d+\.\d+\.\d+\n$/);
  });

  it("says at once what the demo lacks", async () => {
    const file = path.join(checkout.root, "stacks/les-amis.ts");
    const text = readFileSync(file, "utf8");
    rmSync(file);
    expect(await checkout.run(["demo", "--lang", "en"])).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "The demo puts the association of stacks/les-amis.ts online, and this file is not there.\nTake it back (git checkout -- stacks/les-amis.ts), or put your own online: epicerie sandbox up, then epicerie up prod, then epicerie up <stack>.\n",
    });
    writeFileSync(file, text);
  });

  it.each([
    [
      ["previw", "prod"],
      "La commande « previw » n'existe pas.\nVouliez-vous dire : preview ?\n",
    ],
    [
      ["sandbox", "upp"],
      "La commande « sandbox upp » n'existe pas.\nVouliez-vous dire : sandbox up ?\n",
    ],
    [
      ["outputs", "les-ami"],
      "La pile « les-ami » n'existe pas : il n'y a pas de fichier stacks/les-ami.ts.\nVouliez-vous dire : les-amis ?\n",
    ],
    [
      ["check", "--quick"],
      "L'option « --quick » n'existe pas ici.\nAide : epicerie check --help\n",
    ],
    [
      ["destroy"],
      "Quelle pile ? Sans nom, « destroy » ne fait rien ; il ne vise jamais toutes les piles à la fois.\n",
    ],
  ])("refuses %j in sentences, with exit code 1", async (words, sentences) => {
    expect(await checkout.run(words)).toEqual({
      code: 1,
      stdout: "",
      stderr: sentences,
    });
  });

  it("says that all is well with sound files", async () => {
    const { code, stdout, stderr } = await checkout.run(["check"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Tout est en ordre : 2 bénéficiaires/);
    const json = await checkout.run(["check", "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ...{ ok: true, problems: [] },
      openDigests: expect.arrayContaining([PROXY_IMAGE]) as string[],
    });
  });

  it("lists the stacks, the platform first", async () => {
    const { code, stdout } = await checkout.run(["list", "--json"]);
    expect(code).toBe(0);
    const rows = JSON.parse(stdout) as { stack: string; online: number }[];
    expect(rows.map(({ stack }) => stack)).toEqual([
      "prod",
      "atelier-velo",
      "les-amis",
    ]);
    expect(rows.every(({ online }) => online === 0)).toBe(true);
    const table = await checkout.run(["list"]);
    expect(table.stdout).toContain("Les Amis du Quartier");
  });

  it("says that a stack that was never put online has no outputs", async () => {
    const { code, stdout } = await checkout.run(["outputs", "les-amis"]);
    expect(code).toBe(0);
    expect(stdout).toContain("epicerie up les-amis");
  });
});

describe("the doctor's exit code", () => {
  it("is 1 when something necessary is missing", async () => {
    const checkout = new CheckoutCopy();
    const { code, stdout } = await checkout.run(["doctor"], {
      PATH: "/nowhere",
    });
    checkout.remove();
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ npm : MANQUE\n {4}→ npm est livré avec Node/);
  });
});

describe("a broken stack file", () => {
  const checkout = new CheckoutCopy();
  const file = path.join(checkout.root, "stacks/le-parc.ts");
  afterAll(() => checkout.remove());
  afterEach(() => rmSync(file));

  it("gives one line per problem, all at once, and no stack trace", async () => {
    writeFileSync(
      file,
      `export default { name: "le-parc", displayName: "Le Parc", contact: "parc", domain: "les-amis.example",
         apps: [{ app: "wordpres", at: "www" }] };`,
    );
    const { code, stdout, stderr } = await checkout.run(["check"]);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    const [title = "", ...lines] = stderr.trimEnd().split("\n");
    expect(title).toMatch(/^\d+ problèmes à corriger :$/);
    expect(lines.length).toBeGreaterThanOrEqual(2);
    expect(lines.every((line) => line.startsWith("stacks/"))).toBe(true);
    expect(stderr).not.toMatch(/^\s+at /m);
    const json = await checkout.run(["check", "--json", "--lang", "en"]);
    expect(json.code).toBe(1);
    const report = JSON.parse(json.stdout) as {
      ok: boolean;
      problems: { path: string; what: string; remedy: string }[];
    };
    expect(report.ok).toBe(false);
    expect(report.problems.length).toBe(lines.length);
    for (const { path: where, what, remedy } of report.problems)
      expect([where, what, remedy]).not.toContain("");
  });

  it("is named when it does not even compile", async () => {
    writeFileSync(file, "export default {");
    const { code, stderr } = await checkout.run(["check"]);
    expect(code).toBe(1);
    expect(stderr).toContain("stacks/le-parc.ts");
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe("a mistake of ours", () => {
  it("shows its trace and says that it is ours", async () => {
    const checkout = new CheckoutCopy();
    writeFileSync(path.join(checkout.root, "Pulumi.yaml"), "runtime: nodejs\n");
    const { code, stderr } = await checkout.run(["list"]);
    checkout.remove();
    expect(code).toBe(1);
    expect(stderr).toContain("Error: Pulumi.yaml has no name");
    expect(stderr).toMatch(/^\s+at /m);
    expect(stderr).toContain("Ce n'est pas de votre faute");
  });
});
