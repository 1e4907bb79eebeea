import type { SandboxContext } from "../context";
import { notFound } from "../ovh/api-error";
import { mailDirectory } from "../services/mail";
import {
  isPending,
  type MailDirectory,
  type Slot,
} from "../services/mail-directory";
import { accountOf } from "../services/services";
import { ALLOWED_SIZES, answerAccounts } from "./accounts";
import { type ApiCall, type MailCall, noSuchCall, taskOf } from "./call";
import { answerDkim } from "./dkim";
import { answerRedirections } from "./redirections";
import { answerResponders } from "./responders";

type Answer = (ctx: SandboxContext, call: MailCall) => Promise<unknown>;

const COLLECTIONS: Readonly<Record<string, Answer>> = {
  account: answerAccounts,
  dkim: answerDkim,
  redirection: answerRedirections,
  responder: answerResponders,
  task: answerTasks,
};

/** `/email/domain…`. Source: https://eu.api.ovh.com/console/?section=%2Femail%2Fdomain */
export async function answerMail(
  ctx: SandboxContext,
  call: ApiCall,
): Promise<unknown> {
  const [, , domain, collection, ...rest] = call.path;
  const { mailDomains } = await accountOf(ctx);
  if (domain === undefined) return mailDomains;
  if (!mailDomains.includes(domain))
    throw notFound(`This service does not exist: ${domain}`);
  if (collection === undefined)
    return { domain, status: "ok", allowedAccountSize: ALLOWED_SIZES };
  const answer = COLLECTIONS[collection];
  if (answer === undefined) throw noSuchCall();
  return answer(ctx, { ...call, domain, rest });
}

/** `/task/account`, `/task/redirection`, `/task/responder`: what is still to be done. */
async function answerTasks(
  ctx: SandboxContext,
  { domain, rest, query }: MailCall,
): Promise<unknown> {
  const [kind = "", id] = rest;
  const wanted = query.get("name") ?? query.get("account");
  const tasks = tasksIn(await mailDirectory(ctx), kind).filter(
    (task) =>
      task.domain === domain && (wanted === null || task.account === wanted),
  );
  if (id === undefined) return tasks.map((task) => task.id);
  const task = tasks.find((one) => String(one.id) === id);
  if (task === undefined) throw notFound("The requested object does not exist");
  return { ...task, name: task.account };
}

function tasksIn(directory: MailDirectory, kind: string) {
  const { mailboxes, responders, redirections } = directory;
  const byName: Readonly<Record<string, Record<string, Slot<unknown>>>> = {
    account: mailboxes,
    responder: responders,
    redirection: Object.fromEntries(
      Object.values(redirections).flatMap((slot) => {
        const from = (slot.will ?? slot.was)?.from;
        return from === undefined ? [] : [[from, slot]];
      }),
    ),
  };
  const slots = byName[kind];
  if (slots === undefined) throw noSuchCall();
  return Object.entries(slots).flatMap(([address, slot]) =>
    isPending(slot) ? [taskOf(address, slot)] : [],
  );
}
