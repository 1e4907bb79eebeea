import { randomInt } from "node:crypto";
import type { SandboxContext } from "../context";
import { badRequest, conflict, text } from "../ovh/api-error";
import { mailDirectory } from "../services/mail";
import { type MailDirectory, shown } from "../services/mail-directory";
import { type MailCall, noSuchCall } from "./call";
import { accept, existing } from "./work";

const redirectionsOf = ({ redirections }: MailDirectory) => redirections;

/** `/email/domain/<domain>/redirection…` */
export async function answerRedirections(
  ctx: SandboxContext,
  call: MailCall,
): Promise<unknown> {
  const { method, rest } = call;
  const [id, action] = rest;
  if (action !== undefined) throw noSuchCall();
  if (id === undefined)
    return method === "POST" ? create(ctx, call) : list(ctx, call);
  const slot = (await mailDirectory(ctx)).redirections[id];
  const { from, to } = existing(shown(slot));
  if (method !== "DELETE") return { id, from, to };
  return accept(ctx, redirectionsOf, id, from, (known) => {
    existing(known);
    return undefined;
  });
}

async function create(
  ctx: SandboxContext,
  { domain, body }: MailCall,
): Promise<unknown> {
  const from = text(body.from);
  const to = text(body.to);
  if (!from.endsWith(`@${domain}`)) throw badRequest(`Invalid from: ${from}`);
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(to))
    throw badRequest(`Invalid to: ${to}`);
  if (typeof body.localCopy !== "boolean")
    throw badRequest("Missing localCopy");
  const { localCopy } = body;
  const { redirections } = await mailDirectory(ctx);
  for (const slot of Object.values(redirections)) {
    const { will } = slot;
    if (will?.from === from && will.to === to)
      throw conflict(`The redirection from ${from} to ${to} already exists`);
  }
  // Two that come at once must not have one number.
  const id = String(randomInt(1_000_000, 1_000_000_000_000));
  return accept(ctx, redirectionsOf, id, from, () => ({ from, to, localCopy }));
}

async function list(
  ctx: SandboxContext,
  { domain, query }: MailCall,
): Promise<string[]> {
  const { redirections } = await mailDirectory(ctx);
  const isAsked = (name: string, value: string): boolean =>
    !query.has(name) || query.get(name) === value;
  return Object.entries(redirections)
    .filter(([, slot]) => {
      const one = shown(slot);
      if (!one?.from.endsWith(`@${domain}`)) return false;
      return isAsked("from", one.from) && isAsked("to", one.to);
    })
    .map(([id]) => id);
}
