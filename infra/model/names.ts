import { createHash } from "node:crypto";

/**
 * Names are a contract: whatever exists at the vendor or in a state is found again by them, so they never depend on
 * the order of a list and never change. Grammar of a stack, server or installed app:
 * a lower-case letter, then lower-case letters, digits and single hyphens, 2 to 30 characters, no hyphen at the end.
 */
const NAME = /^[a-z](?:[a-z0-9]|-(?=[a-z0-9])){1,29}$/;

/**
 * A beneficiary's network has its name, and its disk is `/srv/<name>`. These are there before: Docker's own networks
 * (https://docs.docker.com/engine/network/drivers/, https://docs.docker.com/engine/swarm/networking/) and the proxy's folder.
 */
const SERVERS_OWN = new Set(["bridge", "host", "none", "ingress", "proxy"]);

/** RFC 1035 labels, lower case, at least two of them. */
const DOMAIN =
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** The part before the @: what OVH accepts for a mailbox (lower case, digits, dot, hyphen, underscore). */
const MAILBOX = /^(?!.*\.\.)[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

/** A label under a domain, or several joined by dots, or `@` for the domain itself. */
const SUBDOMAIN =
  /^(?:@|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*)$/;

/** What people read: one line of letters, digits and signs, nothing invisible. It goes to pages, labels and mail headers. */
const DISPLAY_NAME = /^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u;

/**
 * A mail address of ASCII that needs no quoting anywhere it goes: no `!` nor `,`, which end an address in a DMARC record (RFC 7489,
 * 6.2), no `;`, which ends its tag.
 */
const EMAIL =
  /^[\w.+*/=?^`{|}~#$%&'-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;

export const isName = (value: string): boolean => NAME.test(value);
export const isServersOwn = (name: string): boolean => SERVERS_OWN.has(name);
export const isDomain = (value: string): boolean => DOMAIN.test(value);
/** A domain as it is rented: `www` is a name under one. */
export const isRentedDomain = (value: string): boolean =>
  isDomain(value) && !value.startsWith("www.");
export const isMailbox = (value: string): boolean => MAILBOX.test(value);
export const isSubdomain = (value: string): boolean => SUBDOMAIN.test(value);
export const isDisplayName = (value: string): boolean =>
  DISPLAY_NAME.test(value);
export const isEmail = (value: string): boolean => EMAIL.test(value);

/** IPv4 in CIDR notation, e.g. `203.0.113.0/24`. */
export function isCidr(value: string): boolean {
  const [address = "", prefix = "", ...rest] = value.split("/");
  const parts = address.split(".");
  const inRange = (text: string, max: number): boolean =>
    /^\d{1,3}$/.test(text) && Number(text) <= max;
  return (
    rest.length === 0 &&
    parts.length === 4 &&
    parts.every((part) => inRange(part, 255)) &&
    inRange(prefix, 32)
  );
}

/** The full host name of `at` under a domain: `www` → `www.les-amis.example`, `@` → `les-amis.example`. */
export function hostName(at: string, domain: string): string {
  return at === "@" ? domain : `${at}.${domain}`;
}

/** The way back: what stands before the domain, `@` for the domain itself, undefined for a host of another domain. */
export function labelUnder(host: string, domain: string): string | undefined {
  if (host === domain) return "@";
  const end = `.${domain}`;
  return host.endsWith(end) ? host.slice(0, -end.length) : undefined;
}

/**
 * The name of a database and of its user: letters, digits and underscores, at most 32 characters
 * (MySQL's limit for a user). A longer one keeps its start and ends in 8 hexadecimal digits of its hash.
 */
export function databaseName(beneficiary: string, app: string): string {
  const full = `${beneficiary}_${app}`.replaceAll("-", "_");
  if (full.length <= 32) return full;
  const digest = createHash("sha256").update(full).digest("hex").slice(0, 8);
  return `${full.slice(0, 23)}_${digest}`;
}
