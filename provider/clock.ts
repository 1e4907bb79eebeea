import { setTimeout as wait } from "node:timers/promises";

/** Time, so that a test need not wait for it. Milliseconds. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

export const systemClock: Clock = { now: Date.now, sleep: (ms) => wait(ms) };

/** OVH's mail tasks take seconds, on a bad day minutes. */
const PATIENCE_MS = 600_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** Asks again and again, ever more slowly, until there is an answer; undefined after `patience` without one. */
export async function until<T>(
  clock: Clock,
  ask: () => Promise<T | undefined>,
  patience = PATIENCE_MS,
): Promise<T | undefined> {
  const end = clock.now() + patience;
  for (let pause = FIRST_PAUSE_MS; ; pause *= 1.5) {
    const answer = await ask();
    if (answer !== undefined || clock.now() >= end) return answer;
    await clock.sleep(Math.min(pause, LONGEST_PAUSE_MS));
  }
}
