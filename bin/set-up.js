// Plain JavaScript: this is what runs on a bare clone, before any package is there.
"use strict";
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");
const OLDEST_NODE = 20;

// The compiler's native part unpacks itself once per user: here, rather than in a folder of the user's home.
const cache = path.join(root, "node_modules", ".cache", "swc");
try {
  fs.mkdirSync(path.join(root, "node_modules"), { recursive: true });
  fs.accessSync(path.join(root, "node_modules"), fs.constants.W_OK);
  process.env.SWC_NATIVE_BINDING_CACHE ??= cache;
} catch {
  // A checkout of somebody else's: the compiler finds a place of its own.
}

/** The only sentences outside messages/: the catalogue cannot be loaded yet when they are needed. */
const SENTENCES = {
  fr: {
    oldNode: (found) =>
      `Épicerie demande Node.js ${OLDEST_NODE} ou plus récent ; celui-ci est ${found}. Installez Node 22 : https://nodejs.org`,
    packages: () =>
      "Première fois : installation des bibliothèques (npm ci), une à deux minutes.",
    waiting: (what, seconds) => `  ${what} : ${seconds} s`,
    packagesDone: (seconds) => `Bibliothèques installées (${seconds} s).`,
    packagesFailed: () =>
      "Les bibliothèques n'ont pas pu être installées. Vérifiez l'accès au registre npm (npm ping), puis relancez.",
    unfinished: () =>
      "La commande s'est arrêtée sans avoir fini : c'est une erreur dans Épicerie. Relancez-la ; ce qui a réussi est enregistré.",
    debian: (names) => `Installation de paquets Debian : ${names}.`,
    debianMissing: (names) =>
      `Il manque des paquets Debian : ${names}. Demandez à l'administrateur : apt-get install ${names}`,
    debianFailed: (names) =>
      `Ces paquets n'ont pas pu être installés : ${names}.`,
  },
  en: {
    oldNode: (found) =>
      `Épicerie needs Node.js ${OLDEST_NODE} or newer; this one is ${found}. Install Node 22: https://nodejs.org`,
    packages: () =>
      "First time: installing the libraries (npm ci), one or two minutes.",
    waiting: (what, seconds) => `  ${what}: ${seconds} s`,
    packagesDone: (seconds) => `Libraries installed (${seconds} s).`,
    packagesFailed: () =>
      "The libraries could not be installed. Check that the npm registry answers (npm ping), then try again.",
    unfinished: () =>
      "The command ended before it was done: this is a bug in Épicerie. Run it again; what succeeded is recorded.",
    debian: (names) => `Installing Debian packages: ${names}.`,
    debianMissing: (names) =>
      `Debian packages are missing: ${names}. Ask the administrator: apt-get install ${names}`,
    debianFailed: (names) => `These packages could not be installed: ${names}.`,
  },
};

/** The sentences in the language asked for by `--lang` or EPICERIE_LANG, else in French. */
function sentences(argv) {
  const at = argv.indexOf("--lang");
  const asked =
    (at >= 0 && argv[at + 1]) ||
    argv.find((word) => word.startsWith("--lang="))?.slice("--lang=".length) ||
    process.env.EPICERIE_LANG;
  return asked === "en" ? SENTENCES.en : SENTENCES.fr;
}

/** Ends the process with one sentence when Node is too old to run us. */
function requireNode(say) {
  if (Number(process.versions.node.split(".")[0]) >= OLDEST_NODE) return;
  console.error(say.oldNode(process.versions.node));
  process.exit(1);
}

/** Runs a program with its output shown, and says every 10 seconds that it still runs. Gives the exit code. */
function run(command, args, say, env) {
  const began = Date.now();
  const clock = setInterval(
    () =>
      console.error(
        say.waiting(command, Math.round((Date.now() - began) / 1000)),
      ),
    10_000,
  );
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", 2, 2],
      env: { ...process.env, ...env },
    });
    child.on("error", () => resolve(127));
    child.on("close", (code) => resolve(code ?? 1));
  }).finally(() => clearInterval(clock));
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return { packages: {} };
  }
}

/** Whether npm's own record of what it installed has every package of the lockfile; builds for other machines aside. */
function installed() {
  const wanted = readJson(path.join(root, "package-lock.json")).packages;
  const record = readJson(
    path.join(root, "node_modules/.package-lock.json"),
  ).packages;
  return Object.entries(wanted).every(
    ([key, { version, optional }]) =>
      key === "" || optional || record[key]?.version === version,
  );
}

/**
 * Installs the packages of package-lock.json unless they are there.
 * Lifecycle scripts stay off: those of @pulumi/* would try to download plugins, and nothing here needs any of them.
 */
async function ensurePackages(say) {
  if (installed()) return;
  console.error(say.packages());
  const began = Date.now();
  const code = await run(
    "npm",
    ["ci", "--ignore-scripts", "--loglevel=error"],
    say,
  );
  if (code !== 0) {
    console.error(say.packagesFailed());
    process.exit(1);
  }
  console.error(say.packagesDone(Math.round((Date.now() - began) / 1000)));
}

/** Whether a program is on the PATH. */
function onPath(program) {
  return (process.env.PATH ?? "")
    .split(path.delimiter)
    .some((folder) => fs.existsSync(path.join(folder, program)));
}

/** Installs Debian packages for programs that are missing, when we may; else ends the process saying what to ask for. */
async function ensurePrograms(wanted, say) {
  const missing = Object.keys(wanted).filter((program) => !onPath(program));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((program) => wanted[program]))];
  const names = packages.join(" ");
  if (process.getuid?.() !== 0 || !onPath("apt-get")) {
    console.error(say.debianMissing(names));
    process.exit(1);
  }
  console.error(say.debian(names));
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], say, quiet);
  const install = [
    "install",
    "-y",
    "-qq",
    "--no-install-recommends",
    ...packages,
  ];
  if ((await run("apt-get", install, say, quiet)) !== 0) {
    console.error(say.debianFailed(names));
    process.exit(1);
  }
}

module.exports = {
  root,
  sentences,
  requireNode,
  ensurePackages,
  ensurePrograms,
  onPath,
  run,
};
