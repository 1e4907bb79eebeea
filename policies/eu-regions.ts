import type { Rule } from "./rule";
import { listOf, shown, valueAt } from "./values";

/**
 * OVH's sites in the European Union: Gravelines, Strasbourg, Roubaix, Limburg (DE), Warsaw, and those named `EU-…` (Paris,
 * Milan), with what follows the site's name: `GRA11`, `RBX-A`, `EU-WEST-PAR`. London (UK) is not.
 * Source: https://www.ovhcloud.com/en/public-cloud/regions-availability/
 */
const EU_REGION = /^((GRA|SBG|RBX|DE|WAW)(\d+|-[A-Z0-9]+)?|EU-[A-Z]+-[A-Z]+)$/;

const TYPES = /^(pulumi:providers:)?(openstack|ovh)(:|$)/;

/** Everything that has a region has one in the European Union. What has none is where its provider or its parent is. */
export const euRegions: Rule = {
  id: "eu-regions",
  check({ type, inputs }) {
    if (!TYPES.test(type)) return [];
    const { region, regionName, regions, replication } = inputs;
    // An S3 bucket's copies.
    const copies = listOf(valueAt(replication, "rules")).map((rule) =>
      valueAt(rule, "destination", "region"),
    );
    return [region, regionName, regions, copies]
      .flatMap(listOf)
      .map(shown)
      .filter((name) => !EU_REGION.test(name.toUpperCase()))
      .map((name) => (texts) => texts.regionOutsideEu(name));
  },
};
