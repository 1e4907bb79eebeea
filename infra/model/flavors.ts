import type { Flavor, Region } from "./input";
import { gigabytes, type Gigabytes, megabytes, type Megabytes } from "./units";

/** Memory of OVH's flavors. Source: https://www.ovhcloud.com/fr/public-cloud/prices/ (Compute), 2026-01. */
export const flavorMemory: Readonly<Record<Flavor, Megabytes>> = {
  "d2-2": megabytes(2_000),
  "d2-4": megabytes(4_000),
  "d2-8": megabytes(8_000),
  "b3-8": megabytes(8_000),
  "b3-16": megabytes(16_000),
  "b3-32": megabytes(32_000),
};

/** Processors of OVH's flavors. Same source. */
export const flavorCpus: Readonly<Record<Flavor, number>> = {
  "d2-2": 1,
  "d2-4": 2,
  "d2-8": 4,
  "b3-8": 2,
  "b3-16": 4,
  "b3-32": 8,
};

/** The own disk of a server of each flavor. Same source. */
export const flavorDisk: Readonly<Record<Flavor, Gigabytes>> = {
  "d2-2": gigabytes(25),
  "d2-4": gigabytes(50),
  "d2-8": gigabytes(50),
  "b3-8": gigabytes(50),
  "b3-16": gigabytes(100),
  "b3-32": gigabytes(200),
};

/** The Object Storage region beside each OpenStack region: the same city, OVH's upper-case name. */
export const objectStorageRegion: Readonly<Record<Region, string>> = {
  GRA7: "GRA",
  GRA9: "GRA",
  GRA11: "GRA",
  SBG5: "SBG",
  SBG7: "SBG",
  "RBX-A": "RBX",
  DE1: "DE",
  WAW1: "WAW",
};
