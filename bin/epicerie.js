#!/usr/bin/env node
"use strict";
const path = require("node:path");
const { ensurePackages, requireNode, root, sentences } = require("./set-up");

async function start() {
  const say = sentences(process.argv.slice(2));
  requireNode(say);
  await ensurePackages(say);
  // The TypeScript of the checkout is run as it is: what an épicier edits is what runs.
  process.env.TS_NODE_PROJECT ??= path.join(root, "tsconfig.json");
  require("@swc-node/register");
  const { main } = require("../cli/main");
  process.exit(await main(process.argv.slice(2)));
}

void start();
