import { Mailbox } from "../components/mailbox";
import type { Beneficiary } from "./model/beneficiary";

/** Its addresses that store mail. */
export function createMailboxes(
  { name, displayName, mailboxes, disposable }: Beneficiary,
  domain: string,
): Mailbox[] {
  return mailboxes.map(
    (account) =>
      new Mailbox(`${name}-${account}`, {
        account,
        domain,
        description: displayName,
        disposable,
      }),
  );
}
