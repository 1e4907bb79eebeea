import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { fileBackend } from "../engine/backend";
import { up } from "../engine/engine";
import type { InProcessProvider, Json } from "../engine/provider";
import { program } from "../infra/program";
import { passphraseOf, stateFolder } from "./project";
import { readSettings } from "./settings";
import { CheckoutCopy } from "./testing";

jest.setTimeout(120_000);

const SECRET = "s3cr3t-of-nobody";

/** A cloud in which everything comes to be at once as it was asked for. */
const echo: InProcessProvider = {
  version: "1.0.0",
  check: (_urn: string, _olds: Json, news: Json) =>
    Promise.resolve({ inputs: news }),
  create: (urn: string, inputs: Json) =>
    Promise.resolve({
      id: `id-${urn.length}`,
      outs: {
        ...inputs,
        privateKey: SECRET,
        accessIpV4: "203.0.113.10",
        stdout: "ssh-ed25519 AAAA",
      },
    }),
};

/** Puts the platform into the state of a home, by the real program and engine. */
async function bringUpPlatform(root: string, home: string): Promise<void> {
  const { ok, diagnostics } = await up({
    project: "epicerie",
    stack: "prod",
    program: program("prod"),
    config: readSettings(root, "epicerie", "prod").config,
    backend: fileBackend(stateFolder(home)),
    passphrase: passphraseOf(home),
    providers: () => echo,
  });
  expect({ ok, diagnostics }).toEqual({ ok: true, diagnostics: [] });
}

describe("commands on a platform that is online", () => {
  const checkout = new CheckoutCopy();
  const home = path.join(checkout.root, ".epicerie");
  const file = path.join(checkout.root, "stacks/prod.ts");
  const original = readFileSync(file, "utf8");

  beforeAll(() => bringUpPlatform(checkout.root, home));
  afterEach(() => writeFileSync(file, original));
  afterAll(() => checkout.remove());

  it("preview finds nothing to do and exits 0", async () => {
    const { code, stdout } = await checkout.run(["preview", "prod"]);
    expect(stdout).toContain(
      "VERT · Rien à faire : tout est déjà comme le code le demande.",
    );
    expect(stdout).toMatch(
      /0 à créer · 0 à modifier · 0 à remplacer · 0 à supprimer · 21 inchangées/,
    );
    expect(code).toBe(0);
  });

  it("preview is red with exit 2 when the server would be replaced, and names whose data", async () => {
    writeFileSync(file, original.replace('region: "GRA11"', 'region: "SBG5"'));
    const { code, stdout, stderr } = await checkout.run([
      "preview",
      "prod",
      "--lang",
      "en",
    ]);
    expect(stderr).toContain(
      "server commun-1: protected, because it holds data: this change would replace it",
    );
    expect(stdout).toContain(
      "RED · Data of Sol&TIC, L'Atelier Vélo and Les Amis du Quartier would be destroyed:",
    );
    expect(stdout).toContain(
      '! server "commun-1": replacement, what the old one holds is lost (because of: networks, region · protected: the operation will be refused)',
    );
    expect(code).toBe(2);
    const json = await checkout.run(["preview", "prod", "--json"]);
    expect(json.code).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({
      stack: "prod",
      verdict: "red",
    });
  });

  it("preview takes settings from the command line", async () => {
    const setting = ["--config", "privateNetwork=10.9.0.0/24"];
    const { code, stdout } = await checkout.run([
      "preview",
      "prod",
      ...setting,
    ]);
    expect(stdout).toContain("sous-réseau privé interne (change : cidr");
    expect(code).not.toBe(1);
    const wrong = await checkout.run([
      "preview",
      "prod",
      "--config",
      "privateNetwork",
    ]);
    expect(wrong).toMatchObject({ code: 1, stdout: "" });
    expect(wrong.stderr).toContain("« privateNetwork » n'est pas un réglage");
  });

  it("preview refuses a newcomer for whom there is no room, and nobody who is online", async () => {
    writeFileSync(file, original.replace("d2-4", "d2-2"));
    const friends = path.join(checkout.root, "stacks/les-amis.ts");
    const text = readFileSync(friends, "utf8");
    const apps = `apps: [{ app: "wordpress", at: "www", memory: megabytes(1200) }]`;
    writeFileSync(
      friends,
      text
        .replace("gigabytes }", "gigabytes, megabytes }")
        .replace(/apps: .*\n {2}\}/s, apps),
    );
    const newcomer = await checkout.run(["preview", "atelier-velo"]);
    expect([newcomer.code, newcomer.stdout]).toEqual([1, ""]);
    expect(newcomer.stderr).toContain(
      "il lui faut 384 Mo, il en reste 32 sur 1232",
    );
    const folder = path.join(stateFolder(home), ".pulumi/stacks/epicerie");
    const state = path.join(folder, "atelier-velo.json");
    copyFileSync(path.join(folder, "prod.json"), state);
    const online = await checkout.run(["preview", "atelier-velo"]);
    rmSync(state);
    writeFileSync(friends, text);
    expect(online.stdout).toContain("atelier-velo");
    expect(online.stderr).not.toContain("il lui faut");
  });

  it("outputs hides secrets unless asked", async () => {
    const hidden = await checkout.run(["outputs", "prod"]);
    expect(hidden.code).toBe(0);
    expect(hidden.stdout).toContain("[secret]");
    expect(hidden.stdout).not.toContain(SECRET);
    const shown = await checkout.run([
      "outputs",
      "prod",
      "--show-secrets",
      "--json",
    ]);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      sshPrivateKey: { value: SECRET, secret: true },
    });
  });

  it("list counts what is online", async () => {
    const { stdout } = await checkout.run(["list", "--json"]);
    const rows = JSON.parse(stdout) as { stack: string; online: number }[];
    expect(rows.find(({ stack }) => stack === "prod")?.online).toBeGreaterThan(
      10,
    );
  });

  it("list shows a stack whose file is gone, and destroy still finds it", async () => {
    const folder = path.join(stateFolder(home), ".pulumi/stacks/epicerie");
    const orphan = path.join(folder, "parti.json");
    copyFileSync(path.join(folder, "prod.json"), orphan);
    const { stdout } = await checkout.run(["list"]);
    const { stdout: wouldGo } = await checkout.run(["destroy", "parti"]);
    const { stderr } = await checkout.run(["preview", "parti"]);
    rmSync(orphan);
    expect(stdout).toMatch(/^parti +plus de fichier : epicerie destroy/m);
    expect(wouldGo).toContain("Ce que « destroy parti » supprimerait");
    expect(stderr).toContain("La pile « parti » n'existe pas");
  });

  it("refresh and verify refuse a stack that was never put online", async () => {
    for (const command of ["refresh", "verify"]) {
      const { code, stderr } = await checkout.run([command, "les-amis"]);
      expect([code, stderr]).toEqual([
        1,
        "La pile les-amis n'a pas encore été mise en ligne. D'abord : epicerie up les-amis\n",
      ]);
    }
  });

  it("destroy says what would be lost and refuses what is protected, before anything is touched", async () => {
    const { code, stdout, stderr } = await checkout.run([
      "destroy",
      "prod",
      "--yes",
      "prod",
    ]);
    expect(stdout).toContain(
      "ROUGE · Des données de Sol&TIC, L'Atelier Vélo et Les Amis du Quartier seraient détruites :",
    );
    expect(stderr).toContain("1 ressource est protégée");
    expect(stderr).toContain("- serveur commun-1");
    expect(code).toBe(1);
  });

  it("destroy asks for the name, and does nothing without a terminal to ask on", async () => {
    unprotect(home);
    for (const words of [
      ["destroy", "prod"],
      ["destroy", "prod", "--yes", "les-amis"],
    ]) {
      const { code, stderr } = await checkout.run(words);
      expect(code).toBe(1);
      expect(stderr).toBe(
        "Rien n'a été fait : le nom « prod » n'a pas été donné.\nPour confirmer sans question : epicerie destroy prod --yes prod\n",
      );
    }
  });

  it("says who holds a stack that is in use, and that a state is cut", async () => {
    const state = path.join(
      stateFolder(home),
      ".pulumi/stacks/epicerie/prod.json",
    );
    const text = readFileSync(state, "utf8");
    writeFileSync(state, text.slice(0, 1000));
    const { code, stderr } = await checkout.run(["preview", "prod"]);
    writeFileSync(state, text);
    expect(code).toBe(1);
    expect(stderr).toContain("L'état de la pile ne peut pas être utilisé");
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

/** Lifts the protection in the state, as `pulumi state unprotect` does. */
function unprotect(home: string): void {
  const state = path.join(
    stateFolder(home),
    ".pulumi/stacks/epicerie/prod.json",
  );
  writeFileSync(
    state,
    readFileSync(state, "utf8").replaceAll('"protect":true', '"protect":false'),
  );
}
