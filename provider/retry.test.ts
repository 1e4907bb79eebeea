import { delayAfter, isPassing } from "./retry";

const NOW = Date.parse("2026-01-05T10:00:00Z");

it.each<[number, string | undefined, number]>([
  [1, undefined, 500],
  [4, undefined, 4_000],
  [12, undefined, 60_000],
  [1, "3", 3_000],
  [1, "0", 0],
  [1, "9999", 60_000],
  [1, "Mon, 05 Jan 2026 10:00:20 GMT", 20_000],
  [1, "Mon, 05 Jan 2026 09:00:00 GMT", 0],
  [2, "soon", 1_000],
])("waits after try %i, asked for %p: %i ms", (attempt, asked, expected) => {
  expect(delayAfter(attempt, asked, NOW)).toBe(expected);
});

it("tries again what may pass, and nothing else", () => {
  expect([200, 400, 401, 404, 409, 429, 500, 503].filter(isPassing)).toEqual([
    429, 500, 503,
  ]);
});
