// `npm test`: set-up, then the compiler, the linter and every test. Goes on after a failure, so that one run tells all.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const {
  ensurePackages,
  ensurePrograms,
  requireNode,
  root,
  run,
  sentences,
} = require("./set-up");

/** Programs that only tests use, and the Debian package of each. */
const PROGRAMS = { chromium: "chromium" };

const REPORTS = path.join(root, ".epicerie", "tests");

async function test() {
  const say = sentences(process.argv.slice(2));
  requireNode(say);
  await ensurePackages(say);
  await ensurePrograms(PROGRAMS, say);
  fs.rmSync(REPORTS, { recursive: true, force: true });
  fs.mkdirSync(REPORTS, { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  // Here and not in tsconfig.json, by which the standard CLI compiles too: an import used no more must stop no `pulumi up`.
  const unused = ["--noUnusedLocals", "--noUnusedParameters"];
  await check(total, "tsc", ["--noEmit", ...unused], say);
  await check(total, "eslint", [".", "--max-warnings", "0"], say);
  await check(total, "prettier", ["--check", "--log-level", "warn", "."], say);
  await withEngine(() => jest(total, say));
  const line = summary(total);
  fs.writeFileSync(path.join(REPORTS, "summary.txt"), `${line}\n`);
  console.log(line);
  process.exit(total.failed === 0 ? 0 : 1);
}

/**
 * Runs the tests on one Docker engine: the machine's own, or that of a demo in this checkout, or else one that is started
 * for them all and removed afterwards, with the images that were not there before. Without this, each test's sandbox would
 * start its own and build every image again.
 */
async function withEngine(tests) {
  require("@swc-node/register");
  const { Sandbox } = require("../sandbox/sandbox");
  const home = path.join(root, ".epicerie");
  const isThere = fs.existsSync(path.join(home, "sandbox"));
  const hasImages = fs.existsSync(path.join(home, "images"));
  const tell = ({ step, detail, done }) =>
    console.error(`  ${step}${done ? " ✓" : ` ${detail ?? "…"}`}`);
  const sandbox = await Sandbox.open(home, tell);
  process.env.DOCKER_HOST = sandbox.context.dockerHost;
  try {
    return await tests();
  } finally {
    delete process.env.DOCKER_HOST;
    const images = sandbox.context.privateEngine && !hasImages;
    if (!isThere) await sandbox.down({ images });
  }
}

/** One tool over the whole tree counts as one test. */
async function check(total, tool, args, say) {
  const passed = (await run(binary(tool), args, say)) === 0;
  console.error(`${passed ? "✓" : "✗"} ${tool} ${args.join(" ")}`);
  total[passed ? "passed" : "failed"]++;
}

/** Runs every test and adds jest's own counts. A file that could not even be run counts as one failure. */
async function jest(total, say) {
  const file = path.join(REPORTS, "jest.json");
  // What a failed test left running must not hold the report back.
  const options = ["--json", `--outputFile=${file}`, "--forceExit"];
  const code = await run(binary("jest"), options, say);
  if (!fs.existsSync(file)) {
    total.failed++;
    return;
  }
  const found = JSON.parse(fs.readFileSync(file, "utf8"));
  const failed = found.numFailedTests + found.numRuntimeErrorTestSuites;
  total.passed += found.numPassedTests;
  total.failed += code !== 0 && failed === 0 ? 1 : failed;
  total.skipped += found.numPendingTests + found.numTodoTests;
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function binary(name) {
  return path.join(root, "node_modules/.bin", name);
}

void test();
