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
import { type MailDirectory, NO_MAIL, tablesOf } from "./mail-directory";
import { mailHosts } from "./vendor-names";

const SERVICE = "mail";
const DOCUMENT = "mail-directory";
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
  const directory = await mailDirectory(ctx);
  const changed = await putSettings(ctx, SERVICE, {
    "tables/domains": domains,
    ...tablesOf(directory),
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

export async function mailDirectory(
  ctx: SandboxContext,
): Promise<MailDirectory> {
  // One of an older sandbox lacks what was added since.
  return { ...NO_MAIL, ...(await ctx.store.read(DOCUMENT, NO_MAIL)) };
}

/**
 * Changes the directory; `change` may throw to refuse. The servers know the change `delaySeconds` after the return,
 * whether or not this process still runs then.
 */
export function changeMail<R>(
  ctx: SandboxContext,
  delaySeconds: number,
  change: (directory: MailDirectory) => R,
): Promise<R> {
  return ctx.store.update(DOCUMENT, NO_MAIL, async (directory) => {
    Object.assign(directory, { ...structuredClone(NO_MAIL), ...directory });
    const result = change(directory);
    await putSettings(ctx, SERVICE, tablesOf(directory));
    await refresh(ctx, delaySeconds);
    return result;
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
