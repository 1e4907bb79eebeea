import { generateKeyPair, randomInt } from "node:crypto";
import { promisify } from "node:util";
import type { SandboxContext } from "../context";
import { changeZone, draftOf } from "./dns";
import { DKIM_ZONE } from "./vendor-names";
import type { ZoneRecord } from "./zone-file";

/** One of the two keys that the vendor may sign a domain's mail with. */
export interface DkimKey {
  readonly selector: string;
  /** Where its public half is, in the vendor's zone; with the dot at the end. */
  readonly target: string;
  /** PEM */
  readonly privateKey: string;
  /** The TXT of the target. */
  readonly text: string;
}

const DOCUMENT = "dkim-keys";

/** The keys of a domain; none before its DKIM was enabled once. */
export async function dkimKeys(
  ctx: SandboxContext,
  domain: string,
): Promise<readonly DkimKey[]> {
  const keys = await ctx.store.read<Record<string, DkimKey[]>>(DOCUMENT, {});
  return keys[domain] ?? [];
}

/** Makes the keys of a domain, unless it has some, and publishes them in the vendor's zone. */
export async function makeDkimKeys(
  ctx: SandboxContext,
  domain: string,
): Promise<readonly DkimKey[]> {
  const keys = await ctx.store.update<
    Record<string, DkimKey[]>,
    readonly DkimKey[]
  >(
    DOCUMENT,
    {},
    async (all) => (all[domain] ??= await Promise.all([1, 2].map(newKey))),
  );
  const records = keys.map(({ target, text }): [string, string, string] => [
    target.slice(0, -DKIM_ZONE.length - 2),
    "TXT",
    text,
  ]);
  await publish(ctx, DKIM_ZONE, records);
  return keys;
}

/** Publishes where the keys are, as the vendor does in a zone that it has. What stands at a name already stays. */
export function publishDkimKeys(
  ctx: SandboxContext,
  domain: string,
  keys: readonly DkimKey[],
): Promise<void> {
  const records = keys.map(({ selector, target }): [string, string, string] => [
    `${selector}._domainkey`,
    "CNAME",
    target,
  ]);
  return publish(ctx, domain, records);
}

/** Whether a key's record is in its domain's zone, in the vendor's words. */
export async function publicationOf(
  ctx: SandboxContext,
  domain: string,
  { selector, target }: DkimKey,
): Promise<"set" | "toFix" | "toSet"> {
  const name = `${selector}._domainkey`;
  const records = await draftOf(ctx, domain);
  const there = records.filter(({ subdomain }) => subdomain === name);
  if (there.length === 0) return "toSet";
  return there.some((record) => record.target === target) ? "set" : "toFix";
}

/** Of the selectors' two forms at the vendor the newer, which names no number. */
async function newKey(number: number): Promise<DkimKey> {
  const pair = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const selector = `ovhmo-selector-${number}`;
  const place = `${randomInt(100_000, 10_000_000)}.sb.${DKIM_ZONE}.`;
  return {
    selector,
    target: `${selector}._domainkey.${place}`,
    privateKey: pair.privateKey,
    text: `v=DKIM1; k=rsa; p=${pair.publicKey.toString("base64")}`,
  };
}

function publish(
  ctx: SandboxContext,
  zone: string,
  added: readonly (readonly [
    subdomain: string,
    fieldtype: string,
    target: string,
  ])[],
): Promise<void> {
  return changeZone(ctx, zone, (records) => {
    for (const [subdomain, fieldtype, target] of added)
      if (!records.some((record) => record.subdomain === subdomain))
        records.push(newRecord(subdomain, fieldtype, target));
  });
}

function newRecord(
  subdomain: string,
  fieldtype: string,
  target: string,
): ZoneRecord {
  const id = randomInt(5_000_000_000, 6_000_000_000);
  return { id, fieldtype, subdomain, target, ttl: 60 };
}
