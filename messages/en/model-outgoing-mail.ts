import type { outgoingMail as french } from "../fr/model-outgoing-mail";

export const outgoingMail: typeof french = {
  mailboxNeeded: () => ({
    what: "the apps have no mailbox to send from",
    remedy: 'Add one, for example mailboxes: ["contact"].',
  }),
};
