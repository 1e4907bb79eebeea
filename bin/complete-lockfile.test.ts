import { readFileSync } from "node:fs";
import * as path from "node:path";
import { missingEntries } from "./complete-lockfile";

const LOCKFILE = path.resolve(__dirname, "../package-lock.json");

describe("the lockfile", () => {
  it("names every optional package of every platform, or npm ci refuses it (cure: node bin/complete-lockfile.js)", () => {
    const lockfile = JSON.parse(readFileSync(LOCKFILE, "utf8")) as Parameters<
      typeof missingEntries
    >[0];
    expect(Object.keys(lockfile.packages).length).toBeGreaterThan(300);
    expect(missingEntries(lockfile)).toEqual({});
  });

  it("is completed with the platform that a package's name tells", () => {
    const packages = {
      "node_modules/a": {
        dev: true,
        optionalDependencies: {
          "@a/core-linux-arm-gnueabihf": "1.2.3",
          "@a/there": "1.0.0",
        },
      },
      "node_modules/@a/there": {},
    };
    expect(missingEntries({ packages })).toEqual({
      "node_modules/@a/core-linux-arm-gnueabihf": {
        version: "1.2.3",
        cpu: ["arm"],
        dev: true,
        optional: true,
        os: ["linux"],
      },
    });
  });
});
