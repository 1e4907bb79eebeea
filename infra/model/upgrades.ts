import { RELEASES, versionedPart } from "../../apps-catalog/release";
import { upgradeAllowed } from "../../apps-catalog/upgrades";
import type { Beneficiary } from "./beneficiary";

/** A version that must not follow the one that runs. */
export interface RefusedUpgrade {
  readonly app: string;
  /** Tags, without digests, or versions of releases. */
  readonly from: string;
  readonly to: string;
  /** True where no major version may be skipped; false where it only must not go back. */
  readonly oneMajor: boolean;
  /** Major versions that may still be in use. */
  readonly supported: readonly string[];
}

/** What the upgrade rules of a beneficiary's apps refuse, given the images or releases that run, by service name. */
export function refusedUpgrades(
  { name: stack, apps }: Pick<Beneficiary, "name" | "apps">,
  running: ReadonlyMap<string, string>,
): RefusedUpgrade[] {
  return apps.flatMap(({ name: app, definition }) => {
    const { upgrades, supportedVersions: supported } = definition;
    // Its image is no version of it: another PHP goes both ways.
    if (definition.updatesItself) return [];
    const to = versionedPart(definition);
    const from = running.get(`${stack}-${app}`);
    if (from === undefined || upgradeAllowed(from, to, upgrades)) return [];
    const oneMajor = upgrades === "one-major";
    return { app, from: tagOf(from), to: tagOf(to), oneMajor, supported };
  });
}

function tagOf(image: string): string {
  return image.replace(/@.*$/, "").replace(/^.*:/, "");
}

/** What of a running container has a version: the release that it has mounted, `paheko:1.3.18`, or its image. */
export function runningPart(image: string, mounted: readonly string[]): string {
  const releases = mounted.flatMap((folder) => {
    if (!folder.startsWith(`${RELEASES}/`)) return [];
    const [, id, version] = /([^/]+)-([^-]+)-[0-9a-f]{12}$/.exec(folder) ?? [];
    return id && version ? [`${id}:${version}`] : [];
  });
  return releases[0] ?? image;
}
