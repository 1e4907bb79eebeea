import { inspect } from "node:util";
import type { Messages } from "../../messages/messages";

/** The sentences about what people write, in one language. */
export type ModelTexts = Messages["model"];

/** One thing wrong in what somebody wrote. All problems are reported at once; anything else that goes wrong is a bug or an outage. */
export interface Problem {
  /** Where: file and field, e.g. `stacks/les-amis.ts: apps[0].at`. */
  readonly path: string;
  /** The value received, as it would be written in the file; absent when nothing was written. */
  readonly received?: string;
  /** What is wrong and what to do, in the reader's language. */
  readonly say: (texts: ModelTexts) => ProblemText;
}

export interface ProblemText {
  readonly what: string;
  readonly remedy: string;
}

/** Collects the problems of one file; `at` narrows the path. */
export class ProblemList {
  constructor(
    readonly path: string,
    readonly all: Problem[] = [],
  ) {}

  /** The same list, one field deeper: `at("apps")`, `at("[0]")`, `at("memory")`. */
  at(field: string): ProblemList {
    const separator = field.startsWith("[")
      ? ""
      : this.path.endsWith(".ts")
        ? ": "
        : ".";
    return new ProblemList(`${this.path}${separator}${field}`, this.all);
  }

  add(say: Problem["say"], received?: unknown): void {
    this.all.push({
      path: this.path,
      say,
      ...(received === undefined ? {} : { received: written(received) }),
    });
  }
}

/** A value as an épicier would write it, short enough for one line. */
function written(value: unknown): string {
  const text = typeof value === "function" ? "() => …" : asJson(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** Text, lists and objects as JSON; what that cannot say, e.g. `NaN`, a loop, a `bigint`, as Node shows it. */
function asJson(value: unknown): string {
  try {
    if (typeof value === "string" || typeof value === "object")
      return JSON.stringify(value);
  } catch {
    // Shown below.
  }
  return inspect(value, { depth: 1, breakLength: Infinity });
}

/** One line: where, what is wrong, the value, what to do. */
export function formatProblem(problem: Problem, texts: ModelTexts): string {
  const { what, remedy } = problem.say(texts);
  const received =
    problem.received === undefined
      ? ""
      : ` (${texts.received(problem.received)})`;
  return `${problem.path}: ${what}${received}. ${remedy}`;
}

/** What the person must mend before anything is touched. */
export class ProblemsError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(`${problems.length} problem(s) in stacks/`);
    this.name = "ProblemsError";
  }
}
