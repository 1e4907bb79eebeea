import { Mailbox } from "../components/mailbox";
import { OutgoingMail } from "../components/outgoing-mail";
import type { SshTarget } from "../components/remote-script";
import type { Beneficiary } from "./model/beneficiary";
import { ovhMail } from "./model/mail";
import type { Platform } from "./model/platform";

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

/** The way out for the mail of its apps; undefined while it has no mailbox to send as. */
export function createOutgoingMail(
  { name, displayName, domain, outgoingMail }: Beneficiary,
  { contact }: Platform,
  mailboxes: readonly Mailbox[],
  server: SshTarget,
): OutgoingMail | undefined {
  if (domain === undefined || !outgoingMail) return undefined;
  const { from, limit, minutes } = outgoingMail;
  const address = `${from}@${domain}`;
  const mailbox = mailboxes.find((one) => one.address === address);
  if (!mailbox) throw new Error(`${name} has no mailbox ${address}`);
  return new OutgoingMail(name, {
    ...{ displayName, domain, server, mailbox, limit, minutes, contact },
    submission: ovhMail.smtp,
  });
}
