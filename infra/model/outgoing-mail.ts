import { originsOf, type Origin } from "./origins";
import type { ProblemList } from "./problems";
import { hasShape, type Shape } from "./shape";

/** How much the apps of one beneficiary may send. Beyond, its mail is kept on the server, and the platform's contact is told. */
export interface SendingLimitInput {
  /**
   * Recipients within `minutes`.
   * @default 200; for a beneficiary, the platform's
   */
  readonly limit?: number;
  /**
   * The time over which they are counted.
   * @default 2; for a beneficiary, the platform's
   */
  readonly minutes?: number;
}

/** The mail that a beneficiary's apps send. */
export interface OutgoingMailInput extends SendingLimitInput {
  /**
   * The mailbox they send as: the part before the @.
   * @default "contact" if it is one of its mailboxes, else the first in alphabetical order
   */
  readonly from?: string;
}

export interface SendingLimit {
  readonly limit: number;
  readonly minutes: number;
}

export interface OutgoingMail extends SendingLimit {
  /** The part before the @. */
  readonly from: string;
  readonly origins: Readonly<Record<keyof OutgoingMailInput, Origin>>;
}

/** What the old tool allowed. */
const DEFAULT: SendingLimit = { limit: 200, minutes: 2 };
const MOST: SendingLimit = { limit: 10_000, minutes: 24 * 60 };

const limitShape: Shape<SendingLimitInput> = {
  limit: { kind: "number" },
  minutes: { kind: "number" },
};

const outgoingMailShape: Shape<OutgoingMailInput> = {
  ...limitShape,
  from: { kind: "text" },
};

/** The platform's limit, for beneficiaries that say nothing else. */
export function resolveSendingLimit(
  input: unknown,
  problems: ProblemList,
): SendingLimit {
  if (input === undefined) return DEFAULT;
  if (!hasShape<SendingLimitInput>(input, limitShape, problems)) return DEFAULT;
  const { limit = DEFAULT.limit, minutes = DEFAULT.minutes } = input;
  return checkLimit({ limit, minutes }, problems);
}

/** What a beneficiary's apps may send, and as whom; undefined while it has no mailbox to send as. */
export function resolveOutgoingMail(
  input: unknown,
  mailboxes: readonly string[],
  usual: SendingLimit = DEFAULT,
  problems: ProblemList,
): OutgoingMail | undefined {
  const written = input ?? {};
  if (!hasShape<OutgoingMailInput>(written, outgoingMailShape, problems))
    return undefined;
  const [first] = [...mailboxes].sort();
  if (first === undefined) {
    if (input !== undefined) problems.add((texts) => texts.mailboxNeeded());
    return undefined;
  }
  const { limit = usual.limit, minutes = usual.minutes } = written;
  const from =
    written.from ?? (mailboxes.includes("contact") ? "contact" : first);
  if (!mailboxes.includes(from))
    problems.at("from").add((texts) => texts.unknownChoice(mailboxes), from);
  return {
    ...checkLimit({ limit, minutes }, problems),
    from,
    origins: originsOf(otherwise, written),
  };
}

const otherwise = {
  limit: "default",
  minutes: "default",
  from: "default",
} as const;

function checkLimit(given: SendingLimit, problems: ProblemList): SendingLimit {
  for (const field of ["limit", "minutes"] as const) {
    const value = given[field];
    if (!Number.isInteger(value) || value < 1 || value > MOST[field])
      problems
        .at(field)
        .add((texts) => texts.wholeNumber(1, MOST[field]), value);
  }
  return given;
}
