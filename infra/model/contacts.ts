import type { Beneficiary } from "./beneficiary";

/** What of a beneficiary says who reads what is written to its contact. */
type Addressed = Pick<
  Beneficiary,
  "contact" | "domain" | "mail" | "mailboxes" | "redirections"
>;

/**
 * Whether its contact is an address of its own domain that nobody reads: OVH keeps the domain's mail, and the file makes
 * neither a mailbox nor a redirection of that name. The address may have been made by hand, so this is no problem, but worth
 * saying: apps write to it, and error pages show it.
 */
export function isContactUnread({
  contact,
  domain,
  mail,
  mailboxes,
  redirections,
}: Addressed): boolean {
  if (domain === undefined || mail.provider !== "ovh") return false;
  const addresses = [...mailboxes, ...redirections].map(
    ({ name }) => `${name}@${domain}`,
  );
  return contact.endsWith(`@${domain}`) && !addresses.includes(contact);
}
