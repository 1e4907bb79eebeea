import type * as pulumi from "@pulumi/pulumi";
import { Dkim } from "../components/dkim";
import { Mailbox } from "../components/mailbox";
import { OutgoingMail } from "../components/outgoing-mail";
import type { SshTarget } from "../components/remote-script";
import { Redirection } from "../components/redirection";
import { Responder } from "../components/responder";
import type { Beneficiary } from "./model/beneficiary";
import { ovhMail } from "./model/mail";
import type { Platform } from "./model/platform";

/** Its addresses: those that store mail, which are returned, those that forward, and the answers they give. */
export function createMail(
  beneficiary: Beneficiary,
  domain: string,
): Mailbox[] {
  const { name, displayName, disposable } = beneficiary;
  const mailboxes = new Map(
    beneficiary.mailboxes.map((mailbox) => [
      mailbox.name,
      new Mailbox(`${name}-${mailbox.name}`, {
        account: mailbox.name,
        domain,
        description: displayName,
        size: mailbox.size,
        passwordVersion: mailbox.passwordVersion,
        disposable,
      }),
    ]),
  );
  for (const { name: account, to, localCopy } of beneficiary.redirections)
    new Redirection(`${name}-${account}`, { account, domain, to, localCopy });
  for (const { name: account, message, from, to } of beneficiary.responders)
    new Responder(
      `${name}-${account}`,
      { account, domain, message, from, to },
      // What answers must be there first.
      { dependsOn: mailboxes.get(account) },
    );
  return [...mailboxes.values()];
}

/**
 * The signature of what its mailboxes send. OVH publishes the keys in the zone, of which it makes one change at a time: so
 * it is asked once ours are made, which OVH's plugin tries once only.
 */
export function signMail(
  { name, mailboxes }: Beneficiary,
  domain: string,
  records: readonly pulumi.Resource[],
): Dkim | undefined {
  if (mailboxes.length === 0) return undefined;
  return new Dkim(name, { domain }, { dependsOn: [...records] });
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
