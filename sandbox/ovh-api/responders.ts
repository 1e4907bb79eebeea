import type { SandboxContext } from "../context";
import { badRequest, conflict, text } from "../ovh/api-error";
import { mailDirectory } from "../services/mail";
import { type MailDirectory, shown } from "../services/mail-directory";
import { type MailCall, noSuchCall } from "./call";
import { accept, existing } from "./work";

const respondersOf = ({ responders }: MailDirectory) => responders;

/** `/email/domain/<domain>/responder…` */
export async function answerResponders(
  ctx: SandboxContext,
  call: MailCall,
): Promise<unknown> {
  const { method, domain, rest, body } = call;
  const [account, action] = rest;
  if (action !== undefined) throw noSuchCall();
  if (account === undefined)
    return method === "POST" ? create(ctx, call) : list(ctx, domain);
  const address = `${account}@${domain}`;
  if (method === "DELETE")
    return accept(ctx, respondersOf, address, address, (known) => {
      existing(known);
      return undefined;
    });
  if (method === "PUT") {
    // `copy` and `copyTo` cannot be changed.
    const change = {
      content: contentFrom(body.content),
      from: momentFrom(body.from),
      to: momentFrom(body.to),
    };
    await accept(ctx, respondersOf, address, address, (known) => ({
      ...existing(known),
      ...change,
    }));
    return undefined;
  }
  const known = shown((await mailDirectory(ctx)).responders[address]);
  return { account, ...existing(known) };
}

async function create(
  ctx: SandboxContext,
  { domain, body }: MailCall,
): Promise<unknown> {
  const account = text(body.account);
  if (account === "") throw badRequest("Missing account");
  if (typeof body.copy !== "boolean") throw badRequest("Missing copy");
  const address = `${account}@${domain}`;
  const responder = {
    content: contentFrom(body.content),
    copy: body.copy,
    copyTo: text(body.copyTo) || null,
    from: momentFrom(body.from),
    to: momentFrom(body.to),
  };
  return accept(ctx, respondersOf, address, address, (known) => {
    if (known) throw conflict(`The responder ${address} already exists`);
    return responder;
  });
}

async function list(ctx: SandboxContext, domain: string): Promise<string[]> {
  const { responders } = await mailDirectory(ctx);
  return Object.entries(responders)
    .filter(([, slot]) => shown(slot) !== undefined)
    .map(([address]) => address.split("@"))
    .filter(([, of]) => of === domain)
    .map(([name = ""]) => name);
}

function contentFrom(content: unknown): string {
  if (typeof content === "string" && content !== "") return content;
  throw badRequest("Missing content");
}

/** In the vendor's own zone, whichever it was given in. */
function momentFrom(moment: unknown): string | null {
  if (moment === undefined || moment === null) return null;
  const time = Date.parse(text(moment));
  if (Number.isNaN(time)) throw badRequest(`Invalid date: ${text(moment)}`);
  return `${new Date(time).toISOString().slice(0, 19)}+00:00`;
}
