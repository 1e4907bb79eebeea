import { type Responder, sieveScript } from "./sieve";

/** A mailbox as the vendor's API knows it. */
export interface Mailbox {
  readonly description: string;
  /** Bytes. */
  readonly size: number;
  /** In Dovecot's notation. */
  readonly passwordHash: string;
}

/** An address that forwards to another one. */
export interface Redirection {
  readonly from: string;
  readonly to: string;
  readonly localCopy: boolean;
}

/** What the vendor accepted and has or has not done yet: until `due` (milliseconds since 1970) its API shows what was. */
export interface Slot<T> {
  readonly was?: T;
  readonly will?: T;
  readonly due: number;
  /** What the vendor calls the work: "deleteAccount". */
  readonly action: string;
  /** From then on (milliseconds since 1970) the API shows what is being ended no more, while its task goes on. */
  readonly hiddenFrom?: number;
}

/** Everything about the mail of the account's domains. */
export interface MailDirectory {
  /** By address. */
  readonly mailboxes: Record<string, Slot<Mailbox>>;
  /** By the vendor's number. */
  readonly redirections: Record<string, Slot<Redirection>>;
  /** By address. */
  readonly responders: Record<string, Slot<Responder>>;
  /** By domain; whose mail is not signed has none. */
  readonly dkim: Record<string, Slot<SigningKey>>;
}

/** What the mail server signs a domain's mail with. */
export interface SigningKey {
  readonly selector: string;
  /** PEM */
  readonly privateKey: string;
}

export const NO_MAIL: MailDirectory = {
  mailboxes: {},
  redirections: {},
  responders: {},
  dkim: {},
};

/** What the API shows. */
export function shown<T>(slot: Slot<T> | undefined): T | undefined {
  if (slot === undefined) return undefined;
  if (!isPending(slot)) return slot.will;
  return Date.now() < (slot.hiddenFrom ?? Infinity) ? slot.was : undefined;
}

export function isPending({ due }: Slot<unknown>): boolean {
  return Date.now() < due;
}

/** The tables of the mail server, as they will be when all is done. */
export function tablesOf(directory: MailDirectory): Record<string, string> {
  const mailboxes = final(directory.mailboxes);
  const responders = final(directory.responders);
  // An address that only answers must be accepted, too; nobody can log into it.
  const answering = responders
    .map(([address]) => address)
    .filter((address) => !mailboxes.some(([known]) => known === address));
  const users = mailboxes.map(
    ([address, { passwordHash: secret, size }]) =>
      `${address}:${secret}::::::userdb_quota_rule=*:bytes=${size}\n`,
  );
  const addresses = [...mailboxes.map(([address]) => address), ...answering];
  return {
    "tables/mailboxes": lines(addresses.map((address) => `${address} OK`)),
    "tables/users": users.join("") + lines(answering.map((a) => `${a}:!`)),
    "tables/aliases": lines(aliases(directory)),
    ...signingTables(directory),
    "tables/responders": lines(responders.map(([address]) => address)),
    ...Object.fromEntries(
      responders.map(([address, responder]) => [
        `tables/sieve/${address}`,
        sieveScript(responder),
      ]),
    ),
  };
}

/** In OpenDKIM's notation. A key that is used no more stays, unnamed. */
function signingTables({ dkim }: MailDirectory): Record<string, string> {
  const keys = final(dkim);
  const nameOf = (domain: string, { selector }: SigningKey): string =>
    `${selector}._domainkey.${domain}`;
  return {
    "tables/dkim/keys": lines(
      keys.map(
        ([domain, key]) =>
          `${nameOf(domain, key)} ${domain}:${key.selector}:/run/mail/dkim/${domain}.pem`,
      ),
    ),
    "tables/dkim/signing": lines(
      keys.map(([domain, key]) => `*@${domain} ${nameOf(domain, key)}`),
    ),
    ...Object.fromEntries(
      keys.map(([domain, { privateKey }]) => [
        `tables/dkim/${domain}.pem`,
        privateKey,
      ]),
    ),
  };
}

/** In Postfix's notation: an address and all it forwards to, itself among them where a copy is kept. */
function aliases({ redirections }: MailDirectory): string[] {
  const targets = new Map<string, Set<string>>();
  for (const [, { from, to, localCopy }] of final(redirections)) {
    const known = targets.get(from) ?? new Set<string>();
    targets.set(from, known.add(to));
    if (localCopy) known.add(from);
  }
  return [...targets]
    .sort()
    .map(([from, to]) => `${from} ${[...to].sort().join(", ")}`);
}

function final<T>(slots: Readonly<Record<string, Slot<T>>>): [string, T][] {
  return Object.entries(slots)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, { will }]) => (will === undefined ? [] : [[key, will]]));
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}
