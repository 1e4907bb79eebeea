import { MailRelay } from "../../components/mail-relay";
import { Mailbox } from "../../components/mailbox";
import { OutgoingMail } from "../../components/outgoing-mail";
import type { Place } from "./place";

/** A server's relay, and the account on it of one association's apps. */
export function outgoingMail({ server }: Place): OutgoingMail {
  new MailRelay("commun-1-relay", {
    server,
    hostName: "commun-1.soltic.example",
  });
  const domain = "les-amis.example";
  const displayName = "Les Amis du Quartier";
  const mailbox = new Mailbox("les-amis-contact", {
    account: "contact",
    domain,
    description: displayName,
    disposable: false,
  });
  return new OutgoingMail("les-amis", {
    ...{ displayName, domain, server, mailbox },
    submission: { host: "smtp.mail.ovh.net", port: 465 },
    limit: 200,
    minutes: 2,
    contact: "technique@soltic.example",
  });
}
