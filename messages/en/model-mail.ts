import { enumerate } from "../format";
import type { modelMail as fr } from "../fr/model-mail";

/** What may be wrong in the addresses of an association. */
export const modelMail = {
  unknownTarget: (known: readonly string[]) => ({
    what: "this redirection leads to an address that does not exist",
    remedy: `Write a mailbox or redirection of this file (${enumerate(known, "and")}), or a whole outside address.`,
  }),
  emptyRedirection: () => ({
    what: "this redirection leads to nobody else",
    remedy: 'Give at least one address, for example ["contact"].',
  }),
  duplicateTarget: () => ({
    what: "an address is in it twice",
    remedy: "Keep one.",
  }),
  redirectionHidesMailbox: (name: string) => ({
    what: `the mailbox ${name} would receive nothing any more: all its mail would be redirected`,
    remedy: `Add "${name}" to the list, so that it keeps a copy, or remove the mailbox from mailboxes.`,
  }),
  redirectionLoop: (names: readonly string[]) => ({
    what: `these redirections go round in a circle: ${names.join(" → ")}`,
    remedy: "Remove one of them.",
  }),
  responderWithoutMailbox: () => ({
    what: "only a mailbox can answer automatically",
    remedy: "Add it to mailboxes, or remove this answer.",
  }),
  invalidMoment: () => ({
    what: "this is not a date",
    remedy:
      'A day ("2026-08-01") or a moment with its zone ("2026-08-01T08:00+02:00").',
  }),
  endsBeforeItBegins: () => ({
    what: "the automatic answer would end before it begins",
    remedy: "Swap or mend from and to.",
  }),
} satisfies typeof fr;
