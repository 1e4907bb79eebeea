import { type AppDefinition, defineApp } from "../../apps-catalog/define-app";
import { DOMAIN, gazetteModel } from "./gazette";
import { OwnSandbox } from "./own-sandbox";
import type { WebClient } from "./web-client";
import { type BeneficiaryOutputs, type Ssh } from "./world";

/** An app whose code is an archive, in use: installed, written to, refused, broken, upgraded, read again. */
const MINUTE = 60_000;
const STACK = "la-gazette";
const CODE = "/var/www/html";

/** The code of a notebook, in three versions, the second of them broken; served on the server itself. */
const ARCHIVES = `
mkdir -p /opt/site && cd /opt
for version in 1.0.0 2.0.0 3.0.0; do
  mkdir -p cahier-$version/notes
  cat >cahier-$version/index.php <<'E'
<?php
if (VERSION === "2.0.0") { http_response_code(500); exit; }
if (isset($_GET["note"])) file_put_contents("notes/notes.txt", $_GET["note"]);
if (isset($_GET["set"])) file_put_contents("settings.php", $_GET["set"]);
echo VERSION, " ", trim(file_get_contents("place.txt")), " ", @file_get_contents("notes/notes.txt"), " ", @file_get_contents("settings.php"), " ", (int) @file_put_contents("index.php", "x");
E
  sed -i "s/VERSION/\\"$version\\"/" cahier-$version/index.php
  echo "written by $version" >cahier-$version/notes/notes.txt
  tar -czf site/cahier-$version.tar.gz cahier-$version
done
`;

const sums: Record<string, string> = {};

const cahier = (version: string, sha256 = sums[version]): AppDefinition =>
  defineApp({
    id: "cahier",
    title: "Cahier",
    about: { fr: "un cahier", en: "a notebook" },
    source: "https://hub.docker.com/_/php",
    image: "php:8.4.24-apache",
    release: {
      version,
      url: `http://127.0.0.1:8000/cahier-${version}.tar.gz`,
      sha256: sha256 ?? "",
      source: "https://cahier.example",
      path: CODE,
      links: { "settings.php": "/settings/settings.php" },
    },
    supportedVersions: ["1", "3"],
    upgrades: "free",
    port: 80,
    needs: { memory: { usual: 256, least: 128 }, disk: 1 },
    dataDirectories: {
      notes: { path: `${CODE}/notes`, owner: 33 },
      settings: { path: "/settings", owner: 33 },
    },
    env: () => ({}),
    secrets: () => ({}),
    configs: {
      place: { path: `${CODE}/place.txt`, text: ({ host }) => host },
    },
    health: { path: "/index.php", startSeconds: 20 },
    jobs: {
      migrate: {
        when: "after",
        user: 33,
        command: ["sh", "-c", `echo ${version} >>/settings/migrations`],
      },
    },
    adminName: null,
    backup: { directories: ["notes", "settings"], database: false },
    mail: "none",
    triedInSandbox: false,
  });

let own: OwnSandbox;
let ssh: Ssh;
let web: WebClient;

const model = (definition: AppDefinition) => gazetteModel(definition);
const page = async (query = ""): Promise<string> =>
  (await web.ask(`www.${DOMAIN}`, `/${query}`)).body;
const releases = () => ssh.text("sudo ls /var/lib/epicerie/releases");
const folder = (version: string) =>
  `cahier-${version}-${(sums[version] ?? "").slice(0, 12)}`;

/** Why an `up` of a version fails. */
async function refusalOf(definition: AppDefinition): Promise<string> {
  const { ok, diagnostics } = await own.upOf(STACK, model(definition));
  expect(ok).toBe(false);
  return diagnostics.map(({ message }) => message).join("\n");
}

beforeAll(async () => {
  const empty = model(cahier("1.0.0"));
  own = await OwnSandbox.start("app-release", "10.47.0.0/24", empty);
  ({ ssh, web } = await own.platform(empty));
  const made = await ssh.run("sudo bash -eu", ARCHIVES);
  if (made.code !== 0) throw new Error(made.text);
  await ssh.text(
    "sudo systemd-run --quiet --unit archives python3 -m http.server --directory /opt/site --bind 127.0.0.1 8000",
  );
  for (const version of ["1.0.0", "2.0.0", "3.0.0"])
    sums[version] = await ssh.text(
      `sha256sum /opt/site/cahier-${version}.tar.gz | cut -d ' ' -f 1`,
    );
}, 25 * MINUTE);

afterAll(() => own.stop(), 3 * MINUTE);

it(
  "is not started from an archive that is not the declared one",
  async () => {
    expect(await refusalOf(cahier("1.0.0", "0".repeat(64)))).toMatch(
      /cahier-1\.0\.0\.tar\.gz is not the archive that the catalog declares: its SHA-256 is [0-9a-f]{64}, and should be 0{64}/,
    );
    expect(await releases()).toBe("");
    expect(
      await ssh.text(
        "sudo docker service ls --format '{{.Name}}' | grep -c gazette || true",
      ),
    ).toBe("0");
  },
  10 * MINUTE,
);

it(
  "serves code that it cannot change, and writes where it may",
  async () => {
    await own.outputsOf<BeneficiaryOutputs>(STACK, model(cahier("1.0.0")));
    // Its version, its config, the note that the archive brings, no settings yet, no byte written over the code.
    expect(await page()).toBe(`1.0.0 www.${DOMAIN} written by 1.0.0\n  0`);
    expect(await page("?note=ours&set=blue")).toBe(
      `1.0.0 www.${DOMAIN} ours blue 0`,
    );
  },
  5 * MINUTE,
);

it(
  "changes nothing at the next up",
  async () => {
    const { changes } = await own.upOf(STACK, model(cahier("1.0.0")));
    expect(Object.keys(changes).sort()).toEqual(["read", "same"]);
  },
  2 * MINUTE,
);

it(
  "goes back to its old code when the new one does not answer",
  async () => {
    expect(await refusalOf(cahier("2.0.0"))).toMatch(
      /Service "la-gazette-gazette": rollback/,
    );
    expect(await page()).toBe(`1.0.0 www.${DOMAIN} ours blue 0`);
  },
  8 * MINUTE,
);

it(
  "keeps what the association wrote in the next version, and the old code goes",
  async () => {
    await own.outputsOf<BeneficiaryOutputs>(STACK, model(cahier("3.0.0")));
    expect(await page()).toBe(`3.0.0 www.${DOMAIN} ours blue 0`);
    expect(
      await ssh.text(`sudo cat /srv/${STACK}/gazette/settings/migrations`),
    ).toBe("1.0.0\n3.0.0");
    expect(await releases()).toBe(folder("3.0.0"));
  },
  8 * MINUTE,
);
