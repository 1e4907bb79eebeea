"use strict";
const { default: Sequencer } = require("@jest/test-sequencer");

/** The files of tests in the order of their start: by the first of these that their path matches. */
const ORDER = [
  // Builds the images that all sandboxes share, so that nobody else has to …
  /association-online/,
  // … while these, which need none and last longer than that, use the other worker.
  /^(?!.*\.docker\.test\.ts$)/,
  // Those of one minute come last, so that no worker waits long for the other.
  /\.e2e\.docker\.test\.ts$/,
  /\.docker\.test\.ts$/,
];

const rank = ({ path }) => ORDER.findIndex((one) => one.test(path));

module.exports = class extends Sequencer {
  sort(tests) {
    const named = (a, b) => (a.path < b.path ? -1 : 1);
    return [...tests].sort((a, b) => rank(a) - rank(b) || named(a, b));
  }
};
