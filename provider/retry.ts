/** How often a call is made before its failure counts. Together they wait for about two minutes. */
export const TRIES = 8;

const FIRST_MS = 500;
const LONGEST_MS = 60_000;

/** Whether the same call may succeed a little later: too many at once, or the vendor's own trouble. */
export function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

/**
 * Milliseconds to wait after the failure of try number `attempt` (1, 2 …): what the answer's `Retry-After` asks for
 * (seconds or a date, RFC 9110 section 10.2.3), else twice as long as before, never more than a minute.
 */
export function delayAfter(
  attempt: number,
  retryAfter: string | undefined,
  now: number,
): number {
  const asked = retryAfter === undefined ? NaN : askedFor(retryAfter, now);
  const delay = Number.isNaN(asked) ? FIRST_MS * 2 ** (attempt - 1) : asked;
  return Math.min(Math.max(delay, 0), LONGEST_MS);
}

function askedFor(retryAfter: string, now: number): number {
  return /^\d+$/.test(retryAfter)
    ? Number(retryAfter) * 1000
    : Date.parse(retryAfter) - now;
}
