import { type SandboxContext, fault } from "../context";
import { changeMail } from "../services/mail";
import {
  isPending,
  type MailDirectory,
  shown,
  type Slot,
} from "../services/mail-directory";
import { conflict, notFound } from "../ovh/api-error";
import { taskOf } from "./call";

/** Seconds from the vendor's "accepted" until it is done. */
const USUAL = 1;
/** The same while the fault `mail-async` is on. */
const SLOW = 8;
/** Seconds that the mail server takes to know it. */
const PUBLISHING = 2;

/** A change of one entry: what it becomes, undefined to end it; may throw to refuse. */
export type Change<T> = (known: T | undefined) => T | undefined;

/** What the vendor calls its work on one kind of thing. */
export interface Actions {
  readonly add: string;
  readonly change: string;
  readonly delete: string;
  /** What is being ended shows no more before its task is over. */
  readonly endsUnseen?: boolean;
}

/** `domain.DomainSpecialAccountActionEnum`: redirections and responders. */
const SPECIAL: Actions = { add: "add", change: "change", delete: "delete" };

/**
 * Accepts work on the entry `key` of a part of the directory, and says so as the vendor does, by a task. Refuses while
 * the entry is being worked on already. `address`: whose task it is.
 */
export async function accept<T>(
  ctx: SandboxContext,
  part: (directory: MailDirectory) => Record<string, Slot<T>>,
  key: string,
  address: string,
  decide: Change<T>,
  actions = SPECIAL,
): Promise<unknown> {
  const delay = fault(ctx, "mail-async") ? SLOW : USUAL;
  return changeMail(ctx, delay, (directory) => {
    const slots = part(directory);
    const slot = slots[key];
    if (slot && isPending(slot))
      throw conflict(`A task is already under way for ${address}`);
    const was = shown(slot);
    const will = decide(was);
    const done = Date.now() + delay * 1000;
    const change = will === undefined ? "delete" : "change";
    const isUnseen = will === undefined && actions.endsUnseen;
    const next: Slot<T> = {
      due: done + PUBLISHING * 1000,
      action: actions[was === undefined ? "add" : change],
      ...(was === undefined ? {} : { was }),
      ...(will === undefined ? {} : { will }),
      ...(isUnseen ? { hiddenFrom: done } : {}),
    };
    slots[key] = next;
    return taskOf(address, next);
  });
}

/** For a change of what must exist. */
export function existing<T>(known: T | undefined): T {
  if (known === undefined)
    throw notFound("The requested object does not exist");
  return known;
}
