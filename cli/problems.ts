import { StackLocked } from "../engine/backend";
import { StateNotWritten } from "../engine/journal";
import { WrongPassphrase } from "../engine/secrets";
import { UnusableState } from "../engine/state";
import { ProblemsError, type Problem } from "../infra/model/problems";
import type { Messages } from "../messages/messages";
import { isDiskFull, SandboxProblem } from "../sandbox/problem";
import { Refusal } from "./refusal";

/** A problem with its sentences in the reader's language. */
export interface WordedProblem {
  readonly path: string;
  readonly what: string;
  readonly received?: string;
  readonly remedy: string;
}

export function wordProblem(
  { path, received, say }: Problem,
  { model }: Messages,
): WordedProblem {
  const { what, remedy } = say(model);
  return {
    path,
    what,
    ...(received === undefined ? {} : { received }),
    remedy,
  };
}

/** One line: where, what is wrong, the value, what to do. */
export function problemLine(problem: Problem, messages: Messages): string {
  const { path, what, received, remedy } = wordProblem(problem, messages);
  return messages.cli.problem(path, what, received ?? "", remedy);
}

/**
 * What to print for whatever was thrown: sentences for what the person can mend, the trace and an apology for the rest.
 */
export function sentencesOf(
  error: unknown,
  messages: Messages,
): readonly string[] {
  if (error instanceof Refusal) return error.say(messages);
  if (error instanceof ProblemsError) {
    const { problems } = error;
    return [
      messages.cli.problems(problems.length),
      ...problems.map((problem) => problemLine(problem, messages)),
    ];
  }
  if (error instanceof SandboxProblem)
    return messages.sandbox.problems[error.code](error.params);
  const state = stateSentences(error, messages);
  if (state) return state;
  // A full disk is met anywhere, and is never our bug.
  if (error instanceof Error && isDiskFull(error.message))
    return messages.sandbox.problems["disk-full"]({ detail: error.message });
  const trace =
    error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [trace, messages.cli.ourBug()];
}

/** What is wrong with a state, or with writing it. */
function stateSentences(
  error: unknown,
  { cli }: Messages,
): readonly string[] | undefined {
  if (error instanceof StackLocked) {
    const { stackName, pid, user, host, since, file } = error;
    return [
      cli.stackLocked(stackName, pid, user, host, since),
      cli.stackLockedRemedy(file),
    ];
  }
  if (error instanceof UnusableState || error instanceof WrongPassphrase) {
    return [cli.stateUnusable(error.message), cli.stateUnusableRemedy()];
  }
  if (error instanceof StateNotWritten)
    return [cli.stateNotWritten(error.message), cli.stateNotWrittenRemedy()];
  return undefined;
}
