#!/usr/bin/env node
"use strict";
const { ensurePackages, requireNode, sentences } = require("./set-up");

async function start() {
  const words = process.argv.slice(2);
  const say = sentences(words);
  requireNode(say);
  await ensurePackages(say);
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
