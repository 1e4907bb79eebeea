import { hash } from "bcryptjs";
import { ADDRESS, type SandboxContext, runService } from "../context";
import type { Account } from "./account";
import {
  canConnect,
  ensureVolume,
  putCertificate,
  putSettings,
  runIn,
  settingsBind,
  untilReady,
} from "./container";
import { mailHosts } from "./vendor-names";

/** A mailbox as the vendor's API knows it. */
export interface Mailbox {
  readonly description: string;
  /** Bytes. */
  readonly size: number;
  /** In Dovecot's notation. */
  readonly passwordHash: string;
}

interface Mailboxes {
  /** By address. */
  mailboxes: Record<string, Mailbox>;
}

const SERVICE = "mail";
const EMPTY: Mailboxes = { mailboxes: {} };
const PORTS = [25, 465, 587, 993];

/** Starts SMTP and IMAP for the account's mail domains. */
export async function mailUp(
  ctx: SandboxContext,
  image: string,
  account: Account,
): Promise<void> {
  const certificate = await putCertificate(ctx, SERVICE, mailHosts());
  const volume = await ensureVolume(ctx, SERVICE);
  const domains = account.mailDomains
    .map((domain) => `${domain} OK\n`)
    .join("");
  const { mailboxes } = await ctx.store.read(SERVICE, EMPTY);
  const changed = await putSettings(ctx, SERVICE, {
    "tables/domains": domains,
    ...tables(mailboxes),
  });
  const ip = ctx.extNet.address(ADDRESS.mail);
  await runService(ctx, {
    name: SERVICE,
    image,
    ip,
    binds: [settingsBind(ctx, SERVICE), `${volume}:/var/mail/boxes`],
    command: ["/sandbox/mail/run"],
    version: certificate,
  });
  await untilReady(SERVICE, () =>
    Promise.all(PORTS.map((port) => canConnect(ip, port))),
  );
  if (changed) await refresh(ctx);
}

export async function mailboxOf(
  ctx: SandboxContext,
  address: string,
): Promise<Mailbox | undefined> {
  return (await ctx.store.read(SERVICE, EMPTY)).mailboxes[address];
}

/**
 * Changes the mailboxes; `change` may throw to refuse. The servers know the change on return, or `delaySeconds` later,
 * whether or not this process still runs then.
 */
export function changeMailboxes(
  ctx: SandboxContext,
  change: (mailboxes: Record<string, Mailbox>) => void,
  delaySeconds = 0,
): Promise<void> {
  return ctx.store.update<Mailboxes, void>(SERVICE, EMPTY, async (document) => {
    change(document.mailboxes);
    await putSettings(ctx, SERVICE, tables(document.mailboxes));
    await refresh(ctx, delaySeconds);
  });
}

/** Removes the messages of a mailbox that no longer exists. */
export async function emptyMailbox(
  ctx: SandboxContext,
  account: string,
  domain: string,
): Promise<void> {
  const folder = `/var/mail/boxes/${domain}/${account}`;
  await runIn(ctx, SERVICE, ["rm", "-rf", "--", folder]);
}

/** Dovecot's form of a password. */
export async function passwordHash(password: string): Promise<string> {
  return `{BLF-CRYPT}${(await hash(password, 8)).replace(/^\$2b\$/, "$2y$")}`;
}

async function refresh(ctx: SandboxContext, delaySeconds = 0): Promise<void> {
  const script = "/sandbox/mail/refresh";
  const command =
    delaySeconds === 0
      ? [script]
      : [
          "sh",
          "-c",
          `(sleep ${delaySeconds}; exec ${script}) >/dev/null 2>&1 &`,
        ];
  await runIn(ctx, SERVICE, command);
}

function tables(
  mailboxes: Readonly<Record<string, Mailbox>>,
): Record<string, string> {
  const sorted = Object.entries(mailboxes).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    "tables/mailboxes": sorted.map(([address]) => `${address} OK\n`).join(""),
    "tables/users": sorted
      .map(
        ([address, { passwordHash: secret, size }]) =>
          `${address}:${secret}::::::userdb_quota_rule=*:bytes=${size}\n`,
      )
      .join(""),
  };
}
