/** `free`: from any version to any later one; `one-major`: a major version must not be skipped. Neither goes back. */
export type UpgradeRule = "free" | "one-major";

/** The numbers of an image's tag: `nextcloud:33.0.8-apache` → [33, 0, 8]; undefined for a tag without any. */
export function versionOf(image: string): number[] | undefined {
  const tag = /:([^:/@]+)(?:@|$)/.exec(image)?.[1] ?? "";
  const numbers = /^v?(\d+(?:[.-]\d+)*)/.exec(tag)?.[1];
  return numbers?.split(/[.-]/).map(Number);
}

/**
 * Whether an app may go from one image to another in one step. What cannot be compared may: another image altogether, or a
 * tag without a version.
 */
export function upgradeAllowed(
  from: string,
  to: string,
  rule: UpgradeRule,
): boolean {
  const [before, after] = [versionOf(from), versionOf(to)];
  if (!before || !after || nameOf(from) !== nameOf(to)) return true;
  if (isLater(before, after)) return false;
  const [major = 0, next = 0] = [before[0], after[0]];
  return rule === "free" || next <= major + 1;
}

function isLater(one: readonly number[], other: readonly number[]): boolean {
  const place = one.findIndex((number, index) => number !== other[index]);
  return place >= 0 && (one[place] ?? 0) > (other[place] ?? 0);
}

function nameOf(image: string): string {
  return image.replace(/[:@].*$/, "");
}
