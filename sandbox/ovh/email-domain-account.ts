import { UNKNOWN } from "../../engine/provider";
import { type SandboxContext, fault } from "../context";
import type { CheckFailure, Json, ResourceHandler } from "../resource-provider";
import {
  type Mailbox,
  changeMailboxes,
  emptyMailbox,
  mailboxOf,
  passwordHash,
} from "../services/mail";
import { accountOf } from "../services/services";
import { badRequest, conflict, notFound, text } from "./api-error";

/** Bytes: 5 GB, the size of an MX Plan mailbox. */
const DEFAULT_SIZE = 5_000_000_000;
/** Seconds until a mailbox exists while the fault `mail-async` is switched on. */
const SLOW_CREATION = 8;

/** Mailboxes of the account's mail domains. */
export function emailDomainAccounts(ctx: SandboxContext): ResourceHandler {
  return {
    type: "ovh:index/emailDomainAccount:EmailDomainAccount",
    async create(inputs) {
      const { domain, accountName, address } = await ownAddress(ctx, inputs);
      refuseWrongInputs(inputs);
      const mailbox = await mailboxFrom(inputs);
      const change = (all: Record<string, Mailbox>) => {
        if (all[address] !== undefined)
          throw conflict(`The account ${address} already exists`);
        all[address] = mailbox;
      };
      const delay = fault(ctx, "mail-async") ? SLOW_CREATION : 0;
      await changeMailboxes(ctx, change, delay);
      const id = `${domain}/${accountName}`;
      return { id, outs: outputsOf(address, mailbox) };
    },
    async read(_id, props) {
      const address = `${String(props.accountName)}@${String(props.domain)}`;
      const mailbox = await mailboxOf(ctx, address);
      // The real provider reports the refusal instead of dropping the resource.
      if (mailbox === undefined)
        throw notFound(`The account ${address} does not exist`);
      return { ...props, ...outputsOf(address, mailbox) };
    },
    async update(_id, olds, news) {
      const { address } = await ownAddress(ctx, olds);
      refuseWrongInputs({ ...news, accountName: olds.accountName });
      const fresh =
        news.password === olds.password
          ? undefined
          : await passwordHash(String(news.password));
      let mailbox: Mailbox | undefined;
      await changeMailboxes(ctx, (all) => {
        const known = all[address];
        if (known === undefined)
          throw notFound(`The account ${address} does not exist`);
        mailbox = {
          description: text(news.description, known.description),
          size: Number(news.size ?? known.size),
          passwordHash: fresh ?? known.passwordHash,
        };
        all[address] = mailbox;
      });
      return { ...news, ...outputsOf(address, mailbox as Mailbox) };
    },
    async delete(_id, props) {
      const { domain, accountName, address } = await ownAddress(ctx, props);
      await changeMailboxes(ctx, (all) => {
        // Here too the real provider stops at what is gone, but then no program could ever be destroyed.
        delete all[address];
      });
      await emptyMailbox(ctx, accountName, domain);
    },
    check: passwordFailures,
  };
}

async function mailboxFrom(inputs: Json): Promise<Mailbox> {
  return {
    description: text(inputs.description),
    size: Number(inputs.size ?? DEFAULT_SIZE),
    passwordHash: await passwordHash(String(inputs.password)),
  };
}

function outputsOf(address: string, mailbox: Mailbox): Json {
  const { description, size } = mailbox;
  return { description, size, email: address, isBlocked: false };
}

async function ownAddress(
  ctx: SandboxContext,
  inputs: Json,
): Promise<{ domain: string; accountName: string; address: string }> {
  const domain = String(inputs.domain);
  const accountName = String(inputs.accountName);
  const { mailDomains } = await accountOf(ctx);
  if (!mailDomains.includes(domain))
    throw notFound(`This service does not exist: ${domain}`);
  return { domain, accountName, address: `${accountName}@${domain}` };
}

function refuseWrongInputs(inputs: Json): void {
  const accountName = String(inputs.accountName);
  if (!/^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$/.test(accountName))
    throw badRequest(`Invalid account name: ${accountName}`);
  const [failure] = passwordFailures(inputs);
  if (failure !== undefined) throw badRequest(failure.reason);
}

function passwordFailures({ password }: Json): CheckFailure[] {
  if (typeof password !== "string" || password === UNKNOWN) return [];
  if (password.length >= 9 && password.length <= 30) return [];
  const reason = "Invalid password: it must have between 9 and 30 characters";
  return [{ property: "password", reason }];
}
