import { setTimeout as sleep } from "node:timers/promises";

/**
 * What is wrong by the answers to some questions, once there is nothing, or no patience left, in seconds, or nobody who wants
 * to wait.
 */
export async function patiently<Question, Wrong>(
  questions: readonly Question[],
  patience: number,
  ask: (question: Question) => Promise<readonly Wrong[]>,
  signal?: AbortSignal,
): Promise<Wrong[]> {
  const deadline = Date.now() + patience * 1_000;
  let left = questions;
  for (;;) {
    const answers: { question: Question; wrong: readonly Wrong[] }[] = [];
    for (const question of left) {
      const wrong = await ask(question);
      if (wrong.length > 0) answers.push({ question, wrong });
    }
    if (answers.length === 0 || Date.now() >= deadline || signal?.aborted)
      return answers.flatMap(({ wrong }) => wrong);
    left = answers.map(({ question }) => question);
    await sleep(1_000, undefined, { signal }).catch(() => undefined);
  }
}
