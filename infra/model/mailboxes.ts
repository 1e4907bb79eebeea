import type { BeneficiaryInput } from "./input";
import { isEmail, isMailbox } from "./names";
import { type Origin, originsOf } from "./origins";
import type { ProblemList } from "./problems";
import { fitting, hasKind, hasShape, type Shape } from "./shape";
import { type Megabytes, megabytes } from "./units";

/** An address that stores mail: the part before the @, or that with what differs from the defaults. */
export type MailboxInput = string | DetailedMailboxInput;

export interface DetailedMailboxInput {
  /** The part before the @; stable for ever. */
  readonly name: string;
  /**
   * The most it holds: one of the sizes of OVH's offer for the domain, which `up` asks OVH for; it refuses another.
   * @default megabytes(5000), the most that MX Plan gives
   */
  readonly size?: Megabytes;
  /**
   * Raise it to have a new password made: 2, then 3 …
   * @default 1
   */
  readonly passwordVersion?: number;
}

/** An automatic answer. */
export interface ResponderInput {
  /** What it answers. */
  readonly message: string;
  /**
   * The first day on which it answers (`2026-08-01`, in France), or a moment with its zone (`2026-08-01T08:00+02:00`).
   * @default at once
   */
  readonly from?: string;
  /**
   * The last day on which it answers, or a moment with its zone.
   * @default until it is removed from the file
   */
  readonly to?: string;
}

export interface MailboxModel {
  readonly name: string;
  readonly size: Megabytes;
  readonly passwordVersion: number;
  readonly origins: Readonly<Record<"size", Origin>>;
}

export interface RedirectionModel {
  /** The part before the @. */
  readonly name: string;
  /** What it forwards to: other names of the domain as they are, outside addresses whole. */
  readonly to: readonly string[];
  /** The mailbox of the same name gets it, too. */
  readonly localCopy: boolean;
}

export interface ResponderModel {
  /** The mailbox that answers. */
  readonly name: string;
  readonly message: string;
  /** Moments, ISO 8601. */
  readonly from?: string;
  readonly to?: string;
}

/** The addresses of a beneficiary. */
export interface Addresses {
  readonly mailboxes: readonly MailboxModel[];
  readonly redirections: readonly RedirectionModel[];
  readonly responders: readonly ResponderModel[];
}

type AddressesInput = Pick<
  BeneficiaryInput,
  "domain" | "mailboxes" | "redirections" | "responders"
>;

const mailboxShape: Shape<DetailedMailboxInput> = {
  name: { kind: "text", required: true },
  size: { kind: "number", unit: "megabytes" },
  passwordVersion: { kind: "number" },
};

const responderShape: Shape<ResponderInput> = {
  message: { kind: "text", required: true },
  from: { kind: "text" },
  to: { kind: "text" },
};

/** Megabytes. Source: the storage of an MX Plan account, https://www.ovhcloud.com/en-ie/emails/ */
const LARGEST_MAILBOX = megabytes(5_000);
const MOST_VERSIONS = 1_000;

/** The addresses, complete; whatever is wrong becomes a problem of the field it is written in. */
export function resolveAddresses(
  input: AddressesInput,
  problems: ProblemList,
): Addresses {
  const { domain, mailboxes: boxes = [] } = input;
  for (const field of ["mailboxes", "redirections", "responders"] as const) {
    const written = Object.keys(input[field] ?? {});
    if (written.length > 0 && domain === undefined)
      problems.at(field).add((texts) => texts.domainNeeded());
  }
  const mailboxes = resolveMailboxes(boxes, problems.at("mailboxes"));
  const redirections = resolveRedirections(
    input,
    mailboxes.map(({ name }) => name),
    problems.at("redirections"),
  );
  const responders = Object.entries(input.responders ?? {}).flatMap(
    ([name, responder]) => {
      const here = problems.at("responders").at(name);
      if (!mailboxes.some((mailbox) => mailbox.name === name))
        here.add((texts) => texts.responderWithoutMailbox(), name);
      return resolveResponder(name, responder, here);
    },
  );
  return { mailboxes, redirections, responders };
}

function resolveMailboxes(
  inputs: readonly unknown[],
  problems: ProblemList,
): MailboxModel[] {
  const mailboxes: MailboxModel[] = [];
  inputs.forEach((input, index) => {
    const here = problems.at(`[${String(index)}]`);
    const mailbox = resolveMailbox(input, here);
    if (!mailbox) return;
    if (mailboxes.some(({ name }) => name === mailbox.name))
      here.add((texts) => texts.duplicateMailbox(), mailbox.name);
    else mailboxes.push(mailbox);
  });
  return mailboxes;
}

function resolveMailbox(
  input: unknown,
  problems: ProblemList,
): MailboxModel | undefined {
  const isDetailed = typeof input === "object";
  if (!isDetailed && !hasKind(input, "text", problems)) return undefined;
  const detailed = isDetailed ? input : { name: input };
  const fit = fitting(detailed, mailboxShape, problems);
  if (!fit) return undefined;
  const { name, size = LARGEST_MAILBOX, passwordVersion = 1 } = fit;
  const where = isDetailed ? problems.at("name") : problems;
  if (!isMailbox(name)) where.add((texts) => texts.invalidMailbox(), name);
  checkWhole(size, LARGEST_MAILBOX, problems.at("size"));
  checkWhole(passwordVersion, MOST_VERSIONS, problems.at("passwordVersion"));
  const origins = originsOf({ size: "default" }, fit);
  return { name, size, passwordVersion, origins };
}

function checkWhole(value: number, most: number, problems: ProblemList): void {
  if (!Number.isInteger(value) || value < 1 || value > most)
    problems.add((texts) => texts.wholeNumber(1, most), value);
}

function resolveRedirections(
  { domain = "", redirections = {} }: AddressesInput,
  mailboxes: readonly string[],
  problems: ProblemList,
): RedirectionModel[] {
  const known = [...new Set([...mailboxes, ...Object.keys(redirections)])];
  const resolved = Object.entries(redirections).flatMap(([name, targets]) => {
    const here = problems.at(name);
    if (!isMailbox(name)) here.add((texts) => texts.invalidMailbox(), name);
    if (!hasKind(targets, "list", here)) return [];
    const to = targets.map((target, index) => {
      const place = here.at(`[${String(index)}]`);
      return resolveTarget(target, domain, known, place);
    });
    return [checkRedirection(name, to, mailboxes.includes(name), here)];
  });
  const loop = loopIn(resolved);
  if (loop.length > 0) problems.add((texts) => texts.redirectionLoop(loop));
  return resolved;
}

/** A name of the domain as a bare word, however it was written; an outside address as it is. */
function resolveTarget(
  target: unknown,
  domain: string,
  known: readonly string[],
  problems: ProblemList,
): string {
  if (typeof target !== "string") {
    hasKind(target, "text", problems);
    return "";
  }
  const own = `@${domain}`;
  const name = target.endsWith(own) ? target.slice(0, -own.length) : target;
  if (name.includes("@")) {
    if (!isEmail(name)) problems.add((texts) => texts.invalidEmail(), target);
  } else if (!known.includes(name))
    problems.add((texts) => texts.unknownTarget(known), target);
  return name;
}

function checkRedirection(
  name: string,
  to: readonly string[],
  isStored: boolean,
  problems: ProblemList,
): RedirectionModel {
  const localCopy = isStored && to.includes(name);
  const others = to.filter((target) => !localCopy || target !== name);
  if (others.length === 0) problems.add((texts) => texts.emptyRedirection());
  if (isStored && !localCopy)
    problems.add((texts) => texts.redirectionHidesMailbox(name));
  if (new Set(to).size < to.length)
    problems.add((texts) => texts.duplicateTarget(), to);
  return { name, to: others, localCopy };
}

/** The names that forward in a circle, the first one again at the end; empty without one. */
function loopIn(redirections: readonly RedirectionModel[]): string[] {
  const targets = new Map(redirections.map(({ name, to }) => [name, to]));
  const from = (path: readonly string[]): string[] => {
    for (const next of targets.get(path.at(-1) ?? "") ?? []) {
      const start = path.indexOf(next);
      const loop =
        start >= 0 ? [...path.slice(start), next] : from([...path, next]);
      if (loop.length > 0) return loop;
    }
    return [];
  };
  for (const name of targets.keys()) {
    const loop = from([name]);
    if (loop.length > 0) return loop;
  }
  return [];
}

function resolveResponder(
  name: string,
  input: unknown,
  problems: ProblemList,
): ResponderModel[] {
  if (!hasShape<ResponderInput>(input, responderShape, problems)) return [];
  const { message } = input;
  if (message.trim() === "")
    problems.at("message").add((texts) => texts.emptyText(), message);
  const from = resolveMoment(input.from, "00:00:00", problems.at("from"));
  const to = resolveMoment(input.to, "23:59:59", problems.at("to"));
  if (from && to && Date.parse(from) > Date.parse(to))
    problems.at("to").add((texts) => texts.endsBeforeItBegins(), input.to);
  return [{ name, message, ...(from ? { from } : {}), ...(to ? { to } : {}) }];
}

function resolveMoment(
  text: string | undefined,
  time: string,
  problems: ProblemList,
): string | undefined {
  if (text === undefined) return undefined;
  const isMoment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$/;
  if (!isMoment.test(text) || !isDay(text) || Number.isNaN(Date.parse(text))) {
    problems.add((texts) => texts.invalidMoment(), text);
    return undefined;
  }
  return text.includes("T") ? text : `${text}T${time}${frenchOffset(text)}`;
}

/** Whether its day is in the calendar: a 31 June would be taken for the 1 July. */
function isDay(text: string): boolean {
  const [day = ""] = text.split("T");
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** The zone of France on a day: summer time or not. */
function frenchOffset(day: string): "+01:00" | "+02:00" {
  const hour = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Paris",
    hour: "2-digit",
  }).format(new Date(`${day}T12:00:00Z`));
  return hour === "14" ? "+02:00" : "+01:00";
}
