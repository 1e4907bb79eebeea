import type { Explanation } from "../../infra/model/explanation";
import type { OutgoingMail } from "../../infra/model/outgoing-mail";
import type { Messages } from "../../messages/messages";
import type { Row } from "./section";

/** A beneficiary's addresses, and how its mail comes and goes. */
export function mailRows(
  explanation: Explanation,
  { explain, words }: Messages,
): Row[] {
  const { labels } = explain;
  const { mail, outgoingMail, redirections, responders, size } = explanation;
  const whole = (name: string): string =>
    name.includes("@") ? name : `${name}@${explanation.domain ?? ""}`;
  return [
    ...mailboxRows(explanation, whole, explain),
    ...redirections.map(({ name, to, localCopy }): Row => {
      const targets = words.list(to.map(whole));
      return [
        labels.redirection(),
        explain.forwards(whole(name), targets, localCopy),
      ];
    }),
    ...responders.map(({ name, ...answer }): Row => {
      const facts = { address: whole(name), ...answer };
      return [labels.responder(), explain.answers(facts)];
    }),
    ...serviceRows(mail, explain),
    ...(outgoingMail ? [sendingRow(outgoingMail, size, explain)] : []),
  ];
}

function mailboxRows(
  { mailboxes, size: preset }: Explanation,
  whole: (name: string) => string,
  { labels, mailbox, noMailbox, origins }: Messages["explain"],
): Row[] {
  if (mailboxes.length === 0) return [[labels.mailboxes(), noMailbox()]];
  return mailboxes.map(({ name, size, passwordVersion, ...from }): Row => [
    labels.mailbox(),
    mailbox(whole(name), size, passwordVersion),
    origins[from.origins.size](preset),
  ]);
}

function serviceRows(
  mail: Explanation["mail"],
  { labels, mailServer, login }: Messages["explain"],
): Row[] {
  if (!mail) return [];
  const { imap, smtp } = mail;
  return [
    [labels.imap(), mailServer(imap.host, imap.port, imap.security)],
    [labels.smtp(), mailServer(smtp.host, smtp.port, smtp.security)],
    [labels.login(), login()],
  ];
}

function sendingRow(
  { from, limit, minutes, origins }: OutgoingMail,
  size: string,
  explain: Messages["explain"],
): Row {
  const sentence = explain.sending(from, limit, minutes);
  return [
    explain.labels.sending(),
    sentence,
    explain.origins[origins.limit](size),
  ];
}
