/** What a finished command printed, without the last line's end; names as in the resource's outputs. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command ended: by itself with a status, or by a signal. */
export interface Ending extends Printed {
  readonly status: number | undefined;
  readonly signal?: string;
}

/** One run: which command, in what surroundings. */
export interface Execution {
  readonly command: string;
  readonly stdin?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What the run before printed; given to the command in PULUMI_COMMAND_STDOUT and PULUMI_COMMAND_STDERR. */
  readonly previous: Readonly<Record<string, string>>;
}

/** Longest part of a command's text or output that an error repeats. */
const SHOWN_CHARACTERS = 2000;
/** Shorter values are no secrets worth hiding, and hiding them would make any text unreadable. */
const SHORTEST_SECRET = 4;

/**
 * The outputs of a command that ended well; fails with what it printed when it did not.
 * What it was given in standard input, environment or `hidden` never stands in the message.
 */
export function printedOrFail(
  ending: Ending,
  run: Execution,
  hidden: readonly string[] = [],
): Printed {
  if (ending.status === 0)
    return {
      stdout: ending.stdout.replace(/\n$/, ""),
      stderr: ending.stderr.replace(/\n$/, ""),
    };
  const how =
    ending.status === undefined
      ? `killed by ${ending.signal ?? "an unknown signal"}`
      : `exit status ${ending.status}`;
  const secrets = [
    run.stdin ?? "",
    ...(run.stdin ?? "").split("\n"),
    ...Object.values(run.environment),
    ...Object.values(run.previous),
    ...hidden,
  ];
  const said = `${ending.stderr}${ending.stdout}`.trim();
  const text = `${how}: running ${JSON.stringify(shorten(run.command))}:\n${shorten(said, true)}`;
  throw new Error(redact(text, secrets));
}

/** The text with each of the secrets replaced. */
export function redact(text: string, secrets: readonly string[]): string {
  return [...secrets]
    .map((secret) => secret.trim())
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
}

function shorten(text: string, end = false): string {
  if (text.length <= SHOWN_CHARACTERS) return text;
  return end
    ? `…${text.slice(-SHOWN_CHARACTERS)}`
    : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}
