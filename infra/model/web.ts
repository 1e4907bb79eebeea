import type { Beneficiary } from "./beneficiary";

/** A name that answers on the web. */
export interface WebAddress {
  readonly host: string;
  /** The installed app that answers there … */
  readonly app?: string;
  /** … or the host that it leads to. */
  readonly redirectsTo?: string;
}

/** Every name that answers on the web; the bare domain leads to `www` unless an app has it. */
export function webAddresses({
  apps,
  domain = "",
}: Pick<Beneficiary, "apps" | "domain">): WebAddress[] {
  const addresses = apps.map(({ host, name }) => ({ host, app: name }));
  const has = (wanted: string): boolean =>
    apps.some(({ host }) => host === wanted);
  const www = `www.${domain}`;
  return has(www) && !has(domain)
    ? [...addresses, { host: domain, redirectsTo: www }]
    : addresses;
}
