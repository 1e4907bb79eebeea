import type { SandboxContext } from "../context";
import { badRequest, conflict, text } from "../ovh/api-error";
import { emptyMailbox, mailDirectory, passwordHash } from "../services/mail";
import {
  type Mailbox,
  type MailDirectory,
  shown,
} from "../services/mail-directory";
import { type MailCall, noSuchCall } from "./call";
import { accept, type Actions, existing } from "./work";

/** Bytes; the largest is the usual one of MX Plan. */
export const ALLOWED_SIZES = [5_000, 2_000, 1_000, 500, 100, 25].map(
  (megabytes) => megabytes * 1_000_000,
);
const USUAL_SIZE = 5_000_000_000;

/** `domain.DomainPopActionEnum` */
const ACTIONS: Actions = {
  add: "addAccount",
  change: "changeAccount",
  delete: "deleteAccount",
  endsUnseen: true,
};

const mailboxesOf = ({ mailboxes }: MailDirectory) => mailboxes;

/** `/email/domain/<domain>/account…` */
export async function answerAccounts(
  ctx: SandboxContext,
  call: MailCall,
): Promise<unknown> {
  const { method, domain, rest, body } = call;
  const [accountName, action] = rest;
  if (accountName === undefined)
    return method === "POST" ? create(ctx, call) : list(ctx, call);
  const address = `${accountName}@${domain}`;
  const change = (
    to: (known: Mailbox) => Mailbox | undefined,
    actions = ACTIONS,
  ) =>
    accept(
      ctx,
      mailboxesOf,
      address,
      address,
      (known) => to(existing(known)),
      actions,
    );
  if (action === "changePassword" && method === "POST") {
    const hash = await hashed(body.password);
    const actions = { ...ACTIONS, change: "changePassword" };
    return change((known) => ({ ...known, passwordHash: hash }), actions);
  }
  if (action !== undefined) throw noSuchCall();
  if (method === "DELETE") {
    const task = await change(() => undefined);
    await emptyMailbox(ctx, accountName, domain);
    return task;
  }
  if (method === "PUT") {
    const { description, size } = body;
    await change((known) => ({
      ...known,
      description: text(description, known.description),
      size: size === known.size ? known.size : sizeFrom(size ?? known.size),
    }));
    return undefined;
  }
  const known = existing(shown((await mailDirectory(ctx)).mailboxes[address]));
  const { description, size } = known;
  const email = address;
  return { accountName, domain, email, description, size, isBlocked: false };
}

async function create(
  ctx: SandboxContext,
  { domain, body }: MailCall,
): Promise<unknown> {
  const accountName = text(body.accountName);
  if (!/^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$/.test(accountName))
    throw badRequest(`Invalid account name: ${accountName}`);
  const address = `${accountName}@${domain}`;
  const mailbox = {
    description: text(body.description),
    size: sizeFrom(body.size ?? USUAL_SIZE),
    passwordHash: await hashed(body.password),
  };
  const make = (known: Mailbox | undefined): Mailbox => {
    if (known) throw conflict(`The account ${address} already exists`);
    return mailbox;
  };
  return accept(ctx, mailboxesOf, address, address, make, ACTIONS);
}

async function list(
  ctx: SandboxContext,
  { domain, query }: MailCall,
): Promise<string[]> {
  const { mailboxes } = await mailDirectory(ctx);
  const wanted = query.get("accountName");
  return Object.entries(mailboxes)
    .filter(([, slot]) => shown(slot) !== undefined)
    .map(([address]) => address.split("@"))
    .filter(([name, of]) => of === domain && (!wanted || name === wanted))
    .map(([name = ""]) => name);
}

function sizeFrom(size: unknown): number {
  if (typeof size === "number" && ALLOWED_SIZES.includes(size)) return size;
  throw badRequest(`Invalid size: ${text(size)}`);
}

function hashed(password: unknown): Promise<string> {
  if (typeof password !== "string" || password.length < 9)
    throw badRequest("Invalid password: it must have 9 to 30 characters");
  if (password.length > 30)
    throw badRequest("Invalid password: it must have 9 to 30 characters");
  return passwordHash(password);
}
