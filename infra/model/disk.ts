import type { Beneficiary } from "./beneficiary";
import { DATABASE_SERVER_DISK } from "./databases";
import type { BeneficiaryInput, DiskClass, Size } from "./input";
import { presets } from "./presets";
import type { ProblemList } from "./problems";
import { checkChoice } from "./shape";
import type { Gigabytes } from "./units";

const DISK_CLASSES: readonly DiskClass[] = [
  "classic",
  "high-speed",
  "high-speed-gen2",
];

/** OVH's largest volume is 12 TB for the classic class; a tenth of it is a typing mistake already. */
const LARGEST_DISK = 1_200;

/** The disk written, else that of the size if anything keeps files; checked against what that takes. */
export function resolveDisk(
  { disk: written, diskClass }: BeneficiaryInput,
  size: Size,
  { apps, databaseServers }: Pick<Beneficiary, "apps" | "databaseServers">,
  all: ProblemList,
): Gigabytes | undefined {
  const problems = all.at("disk");
  if (diskClass !== undefined)
    checkChoice(diskClass, DISK_CLASSES, all.at("diskClass"));
  const kept = apps
    .map(({ definition }) => definition.needs.disk)
    .filter((disk) => disk > 0);
  kept.push(...databaseServers.map(() => DATABASE_SERVER_DISK));
  const least = Math.max(
    1,
    kept.reduce((sum, disk) => sum + disk, 0),
  );
  if (written === undefined) {
    if (kept.length === 0) return undefined;
    const { disk } = presets[size];
    if (disk < least)
      problems.add((texts) => texts.diskOfSizeTooSmall(size, disk, least));
    return disk;
  }
  if (!Number.isInteger(written) || written < 1 || written > LARGEST_DISK)
    problems.add((texts) => texts.wholeNumber(1, LARGEST_DISK), written);
  else if (written < least)
    problems.add((texts) => texts.diskTooSmall(least), written);
  return written;
}
