/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  // Sandboxes share the addresses and the two cores of the machine: one at a time.
  maxWorkers: 1,
  // A machine that builds something beside is slow; what hangs is still found.
  testTimeout: 60_000,
  transform: { "\\.ts$": "@swc/jest" },
  testMatch: ["<rootDir>/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/.epicerie/"],
  modulePathIgnorePatterns: ["/.epicerie/"],
};
