/**
 * Names close to what somebody typed, closest first: at most a third of its letters differ (two for short ones), or one begins with the other.
 */
export function closest(typed: string, names: readonly string[]): string[] {
  const allowed = Math.max(2, Math.floor(typed.length / 3));
  return names
    .map((name) => ({ name, distance: distanceOrPrefix(typed, name) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

function distanceOrPrefix(typed: string, name: string): number {
  const [a, b] = [typed.toLowerCase(), name.toLowerCase()];
  if (a.length >= 3 && b.startsWith(a)) return 1;
  return editDistance(a, b);
}

/** Edit distance that counts two swapped neighbours as one edit (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + same,
        swapped ? (beforeLast[j - 2] ?? Infinity) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
