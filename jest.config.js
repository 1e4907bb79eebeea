/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  // Of two sandboxes one mostly waits for its servers; more would share the two cores of a small machine.
  maxWorkers: 2,
  testSequencer: "<rootDir>/jest.sequencer.js",
  // A machine that builds something beside is slow; what hangs is still found.
  testTimeout: 60_000,
  transform: { "\\.ts$": "@swc/jest" },
  testMatch: ["<rootDir>/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/.epicerie/"],
  modulePathIgnorePatterns: ["/.epicerie/"],
};
