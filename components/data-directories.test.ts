import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalog } from "../apps-catalog/catalog";
import type { AppDefinition } from "../apps-catalog/define-app";
import { seedDirectories } from "./data-directories";
import { type Registered, the, upOf } from "./testing";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};
const context = { displayName: "L'Île & Cie", host: "www.ile.example" };

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-seed-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function seeded(definition: AppDefinition): Promise<Registered[]> {
  const place = { server, dataFolder: folder };
  return upOf(() =>
    seedDirectories("ile-app", definition.dataDirectories, context, place, {}),
  );
}

/** Runs what would run on the server, here. */
async function seed(): Promise<void> {
  const { stdin } = the(
    await seeded(catalog["static-site"]),
    "command:remote:Command",
  ).inputs;
  const script = readFileSync(
    join(__dirname, "scripts", "seed-directories.sh"),
    "utf8",
  );
  execFileSync("bash", ["-euo", "pipefail", "-c", `eval "$(cat)"\n${script}`], {
    input: String(stdin),
  });
}

it("puts an app's first files into an empty directory", async () => {
  mkdirSync(join(folder, "site"));
  await seed();
  const page = readFileSync(join(folder, "site", "index.html"), "utf8");
  expect(page).toContain("<h1>L'Île &amp; Cie</h1>");
});

it("leaves a directory alone that holds anything", async () => {
  mkdirSync(join(folder, "site"));
  writeFileSync(join(folder, "site", "accueil.html"), "à nous");
  await seed();
  expect(readdirSync(join(folder, "site"))).toEqual(["accueil.html"]);
});

it("fails when the directory is not there, rather than write elsewhere", async () => {
  await expect(seed()).rejects.toThrow(/No such file/);
});

it("does nothing for an app that brings no file", async () => {
  expect(await seeded(catalog.wordpress)).toEqual([]);
});
