import { flavorByName } from "../../sandbox/openstack/catalog";
import { S3_REGIONS } from "../../sandbox/services/vendor-names";
import {
  flavorCpus,
  flavorDisk,
  flavorMemory,
  objectStorageRegion,
} from "./flavors";
import type { Flavor } from "./input";

const FLAVORS = Object.keys(flavorMemory) as Flavor[];

describe("a flavor", () => {
  it.each(FLAVORS)("is what the sandbox gives for it: %s", (name) => {
    expect(flavorByName(name)).toMatchObject({
      vcpus: flavorCpus[name],
      memory: flavorMemory[name],
      disk: flavorDisk[name],
    });
  });

  it.each(FLAVORS)("has the memory that is in its name: %s", (name) => {
    expect(flavorMemory[name]).toBe(Number(name.split("-")[1]) * 1_000);
  });
});

describe("the Object Storage beside a region", () => {
  it.each(Object.entries(objectStorageRegion))(
    "of %s is in the same city: %s",
    (region, storage) => {
      expect(region.replace(/[-\d].*$/, "")).toBe(storage);
      expect(S3_REGIONS).toContain(storage);
    },
  );
});
