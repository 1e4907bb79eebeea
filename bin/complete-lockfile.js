// Run after `npm install`. Where a registry offers only this platform's builds, npm leaves the others' out of the lockfile,
// and `npm ci` then refuses it. This adds them back: name, version and platform, which is all that npm needs to skip them.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const LOCKFILE = path.resolve(__dirname, "../package-lock.json");
const SYSTEMS = [
  "darwin",
  "linux",
  "win32",
  "android",
  "freebsd",
  "openharmony",
];

/** The entries that a lockfile lacks, by their key. */
function missingEntries(lockfile) {
  const missing = {};
  for (const [key, { dev, optionalDependencies = {} }] of Object.entries(
    lockfile.packages,
  )) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const at = `node_modules/${name}`;
      const nested = `${key}/${at}`;
      if (!lockfile.packages[at] && !lockfile.packages[nested])
        missing[at] = entry(name, version, dev);
    }
  }
  return missing;
}

/** `@swc/core-linux-arm-gnueabihf` → linux, arm. */
function entry(name, version, dev) {
  const words = name.split("/").pop().split("-");
  const at = words.findIndex((word) => SYSTEMS.includes(word));
  if (at < 0)
    throw new Error(
      `${name}: no platform in its name; add it to the lockfile by hand`,
    );
  return {
    version,
    cpu: [words[at + 1]],
    ...(dev ? { dev } : {}),
    optional: true,
    os: [words[at]],
  };
}

function complete() {
  const lockfile = JSON.parse(fs.readFileSync(LOCKFILE, "utf8"));
  const packages = { ...lockfile.packages, ...missingEntries(lockfile) };
  const sorted = Object.keys(packages).sort((a, b) => a.localeCompare(b, "en"));
  lockfile.packages = Object.fromEntries(
    sorted.map((key) => [key, packages[key]]),
  );
  fs.writeFileSync(LOCKFILE, `${JSON.stringify(lockfile, null, 2)}\n`);
}

module.exports = { missingEntries };
if (require.main === module) complete();
