/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  // Sandboxes share the machine's addresses and its two cores: one at a time.
  maxWorkers: 1,
  transform: { "\\.ts$": "@swc/jest" },
  testMatch: ["<rootDir>/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/.epicerie/"],
  modulePathIgnorePatterns: ["/.epicerie/"],
};
