import type { SandboxContext } from "../context";
import { conflict } from "../ovh/api-error";
import {
  type DkimKey,
  dkimKeys,
  makeDkimKeys,
  publicationOf,
  publishDkimKeys,
} from "../services/dkim";
import { mailDirectory } from "../services/mail";
import {
  isPending,
  type MailDirectory,
  type SigningKey,
} from "../services/mail-directory";
import { accountOf } from "../services/services";
import { type MailCall, noSuchCall } from "./call";
import { accept, type Actions } from "./work";

/** For so long after the work the vendor says "disabled" of what is enabled by then. */
const DOUBT_MS = 1_000;

const ACTIONS: Actions = {
  add: "domain/enableDKIM",
  change: "domain/enableDKIM",
  delete: "domain/disableDKIM",
};

const dkimOf = ({ dkim }: MailDirectory) => dkim;

/** `/email/domain/<domain>/dkim…`. Source: the vendor's guide "dns_zone_dkim", MX Plan. */
export async function answerDkim(
  ctx: SandboxContext,
  { method, domain, rest }: MailCall,
): Promise<unknown> {
  const [action, more] = rest;
  if (action === undefined && method === "GET") return show(ctx, domain);
  if (method !== "PUT" || more !== undefined) throw noSuchCall();
  if (action === "enable") await enable(ctx, domain);
  else if (action === "disable") await disable(ctx, domain);
  else throw noSuchCall();
  const name = action === "enable" ? ACTIONS.add : ACTIONS.delete;
  return { domain, id: Date.now(), function: name, status: "todo" };
}

async function show(ctx: SandboxContext, domain: string): Promise<unknown> {
  const status = await statusOf(ctx, domain);
  const keys = await dkimKeys(ctx, domain);
  const selectors = await Promise.all(
    keys.map(async (key) => ({
      selectorName: key.selector,
      cname: `${key.selector}._domainkey.${domain} CNAME ${key.target}`,
      status: await publicationOf(ctx, domain, key),
    })),
  );
  const [first] = selectors;
  return {
    status,
    autoconfig: await hasZone(ctx, domain),
    activeSelector: status === "enabled" ? first?.selectorName : null,
    // In no order that anybody may rely on.
    selectors: selectors.reverse(),
  };
}

async function statusOf(ctx: SandboxContext, domain: string): Promise<string> {
  const slot = (await mailDirectory(ctx)).dkim[domain];
  if (slot === undefined) return "disabled";
  if (isPending(slot)) return "modifying";
  if (slot.will === undefined) return "disabled";
  const isNew = slot.was === undefined && Date.now() < slot.due + DOUBT_MS;
  return isNew ? "disabled" : "enabled";
}

/** Publishes the keys where it can; where it cannot, and nobody has, nothing is signed. */
async function enable(ctx: SandboxContext, domain: string): Promise<void> {
  const slot = (await mailDirectory(ctx)).dkim[domain];
  if (slot && isPending(slot)) throw conflict("DKIM is being changed");
  const keys = await makeDkimKeys(ctx, domain);
  if (await hasZone(ctx, domain)) await publishDkimKeys(ctx, domain, keys);
  const isSet = await Promise.all(
    keys.map(async (key) => (await publicationOf(ctx, domain, key)) === "set"),
  );
  const key = isSet.includes(false) ? undefined : signingKey(keys);
  await accept(
    ctx,
    dkimOf,
    domain,
    domain,
    (known) => {
      if (known) throw conflict(`DKIM of ${domain} is enabled already`);
      return key;
    },
    ACTIONS,
  );
}

async function disable(ctx: SandboxContext, domain: string): Promise<void> {
  await accept(
    ctx,
    dkimOf,
    domain,
    domain,
    (known) => {
      if (!known) throw conflict(`DKIM of ${domain} is disabled already`);
      return undefined;
    },
    ACTIONS,
  );
}

function signingKey([first]: readonly DkimKey[]): SigningKey | undefined {
  return first && { selector: first.selector, privateKey: first.privateKey };
}

async function hasZone(ctx: SandboxContext, domain: string): Promise<boolean> {
  return (await accountOf(ctx)).zones.includes(domain);
}
