import type { InstalledApp } from "./installed-app";

/** A name that answers on the web. */
export interface WebAddress {
  readonly host: string;
  /** The installed app that answers there … */
  readonly app?: string;
  /** … or the host that it leads to. */
  readonly redirectsTo?: string;
}

/** What web addresses follow from. */
interface WebUser {
  readonly apps: readonly Pick<
    InstalledApp,
    "name" | "host" | "also" | "redirectsFrom"
  >[];
  readonly domain?: string;
  readonly domains?: readonly string[];
}

/**
 * Every name that answers on the web, in all its domains. The bare domain leads to `www` unless an app has it; each further
 * domain, bare or with `www`, leads to the main one's website unless an app has it.
 */
export function webAddresses(user: WebUser): WebAddress[] {
  const addresses = user.apps.flatMap(({ host, name, also, redirectsFrom }) => [
    { host, app: name },
    ...also.map((other) => ({ host: other, app: name })),
    ...redirectsFrom.map((other) => ({ host: other, redirectsTo: host })),
  ]);
  const has = (wanted: string): boolean =>
    addresses.some(({ host }) => host === wanted);
  return [...addresses, ...byThemselves(user).filter(({ host }) => !has(host))];
}

/** Names that nobody writes. */
function byThemselves({
  apps,
  domain = "",
  domains = [],
}: WebUser): { host: string; redirectsTo: string }[] {
  const www = `www.${domain}`;
  const main = [www, domain].find((wanted) =>
    apps.some(({ host }) => host === wanted),
  );
  if (main === undefined) return [];
  const hosts = domains.flatMap((other) => [other, `www.${other}`]);
  return [...(main === www ? [domain] : []), ...hosts].map((host) => ({
    host,
    redirectsTo: main,
  }));
}
