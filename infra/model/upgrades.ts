import { upgradeAllowed } from "../../apps-catalog/upgrades";
import type { Beneficiary } from "./beneficiary";

/** A version that must not follow the one that runs. */
export interface RefusedUpgrade {
  readonly app: string;
  /** Tags, without digests. */
  readonly from: string;
  readonly to: string;
  /** True where no major version may be skipped; false where it only must not go back. */
  readonly oneMajor: boolean;
  /** Major versions that may still be in use. */
  readonly supported: readonly string[];
}

/** What the upgrade rules of a beneficiary's apps refuse, given the images that run, by service name. */
export function refusedUpgrades(
  { name: stack, apps }: Pick<Beneficiary, "name" | "apps">,
  running: ReadonlyMap<string, string>,
): RefusedUpgrade[] {
  return apps.flatMap(({ name: app, definition }) => {
    const { image, upgrades, supportedVersions: supported } = definition;
    const from = running.get(`${stack}-${app}`);
    if (from === undefined || upgradeAllowed(from, image, upgrades)) return [];
    const oneMajor = upgrades === "one-major";
    return { app, from: tagOf(from), to: tagOf(image), oneMajor, supported };
  });
}

function tagOf(image: string): string {
  return image.replace(/@.*$/, "").replace(/^.*:/, "");
}
