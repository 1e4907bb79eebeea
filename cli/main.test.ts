import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
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
    expect(JSON.parse(json.stdout)).toEqual({ ok: true, problems: [] });
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

describe("the standard CLI", () => {
  const checkout = new CheckoutCopy();
  const folder = path.join(checkout.root, "fake");
  afterAll(() => checkout.remove());

  it("is refused with a remedy when it is not installed", async () => {
    const words = ["up", "prod", "--engine", "pulumi"];
    const ended = await checkout.run(words, { PATH: "/nowhere" });
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toContain(
      "La commande « pulumi » n'est pas installée.",
    );
    expect(ended.stderr).toContain("--engine embedded");
  });

  beforeAll(() => {
    mkdirSync(folder);
    const script = `#!/bin/sh
case "$1 $2" in
"stack export") echo "$EXPORTED"; exit ;;
"stack ls") echo '[{"name":"prod"},{"name":"les-amis"},{"name":"le-parc"}]'; exit ;;
esac
echo "pulumi $*"
[ "$1" != preview ]
`;
    writeFileSync(path.join(folder, "pulumi"), script, { mode: 0o755 });
  });

  // After an `up` the records of its state are looked for at the name servers: here there are none.
  const exporting =
    (resources: readonly object[]) =>
    (...words: string[]) =>
      checkout.run([...words, "--engine", "pulumi", "--lang", "en"], {
        PATH: `${folder}:${process.env.PATH ?? ""}`,
        EXPORTED: JSON.stringify({ deployment: { resources } }),
      });
  const run = exporting([]);

  it("is handed the same words, and its failure is ours", async () => {
    const up = await run("up", "les-amis", "--yes");
    expect(up).toMatchObject({ code: 0, stderr: "" });
    expect(up.stdout).toContain("pulumi up -s les-amis --yes\n");
    const outputs = await run("outputs", "prod", "--show-secrets");
    expect(outputs.stdout).toContain(
      "pulumi stack output -s prod --show-secrets\n",
    );
    const destroy = await run("destroy", "les-amis", "--yes");
    expect(destroy.stdout).toContain(
      "pulumi destroy -s les-amis --run-program --yes\n",
    );
    const refresh = await run("refresh", "les-amis", "--yes");
    expect(refresh.stdout).toContain(
      "pulumi refresh -s les-amis --run-program --yes\n",
    );
    const preview = await run("preview", "prod", "--json");
    expect(preview).toMatchObject({
      code: 1,
      stdout: "pulumi preview -s prod --json\n",
    });
  });

  it("is asked for the stacks whose files are gone", async () => {
    const { stdout } = await run("destroy", "le-parc");
    expect(stdout).toContain("pulumi destroy -s le-parc\n");
    const unknown = await run("outputs", "le-port");
    expect(unknown).toMatchObject({ code: 1, stdout: "" });
    expect(unknown.stderr).toContain("le-parc");
  });

  it("is not run where an app would go back to an older version", async () => {
    const service = {
      type: "docker:index/service:Service",
      inputs: {
        name: "les-amis-wordpress",
        taskSpec: { containerSpec: { image: "wordpress:99.0.0-apache" } },
      },
    };
    for (const command of ["preview", "up"]) {
      const refused = await exporting([service])(command, "les-amis");
      expect(refused).toMatchObject({ code: 1, stdout: "" });
      expect(refused.stderr).toMatch(/wordpress: 99\.0\.0-apache cannot/);
    }
  });

  it("is not given a setting for one run, which it would keep", async () => {
    const words = ["up", "prod", "--config", "privateNetwork=10.9.0.0/24"];
    const refused = await run(...words);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain("pulumi config set -s");
  });

  it("is named in the command that asks the name servers again", async () => {
    const record = {
      type: "ovh:Domain/zoneRecord:ZoneRecord",
      urn: "urn:pulumi:prod::epicerie::ovh:Domain/zoneRecord:ZoneRecord::a",
      outputs: {
        ...{ zone: "nowhere.invalid", subdomain: "www", fieldtype: "A" },
        target: "203.0.113.10",
      },
    };
    const { code, stderr } = await exporting([record])("verify", "les-amis");
    expect(code).toBe(2);
    expect(stderr).toContain("epicerie verify les-amis --engine pulumi\n");
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
