#!/usr/bin/env node
"use strict";
const path = require("node:path");
const { ensurePackages, requireNode, root, sentences } = require("./set-up");

async function start() {
  const words = process.argv.slice(2);
  const say = sentences(words);
  requireNode(say);
  await ensurePackages(say);
  // Paths in states are relative to the checkout, wherever the command is called from.
  if (process.env.EPICERIE_HOME)
    process.env.EPICERIE_HOME = path.resolve(process.env.EPICERIE_HOME);
  process.chdir(root);
  // The TypeScript of the checkout is run as it is: what an épicier edits is what runs.
  require("@swc-node/register");
  const { main } = require("../cli/main");
  // Node ends a process that waits for nothing it knows of. That must not look like success.
  const unfinished = () => {
    console.error(say.unfinished());
    process.exitCode = 1;
  };
  process.once("beforeExit", unfinished);
  process.exit(await main(words));
}

void start();
