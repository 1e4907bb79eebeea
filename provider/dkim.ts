import { PartialFailure } from "../engine/provider";
import { until } from "./clock";
import { type OvhApi, OvhError } from "./ovh-api";
import {
  type Found,
  partsOf,
  type ResourceKind,
  segment,
} from "./resource-kind";

/** `email.domain.dkim_simplified` of OVH's API. */
interface OvhDkim {
  readonly status:
    "disabled" | "enabled" | "error" | "modifying" | "toConfigure";
  /** OVH publishes the selectors itself: it has the domain's zone, in the same account. */
  readonly autoconfig: boolean;
  /** In any order, which may change. */
  readonly selectors: readonly OvhSelector[];
}

interface OvhSelector {
  readonly selectorName: string;
  /** A line for the zone: `<selector>._domainkey.<domain> CNAME <target>.` */
  readonly cname: string;
  readonly status: "set" | "toFix" | "toSet";
}

const FORM = "<domain>";
/** OVH says "approximately 10 minutes" (its guide "dns_zone_dkim"). */
const PATIENCE_MS = 1_800_000;
/** For some seconds before it is enabled OVH says that it is disabled. */
const DOUBT_MS = 30_000;

/**
 * The signature of what a domain's mailboxes send. Its id is the domain, which has one: what is enabled already is taken
 * over. Source: https://help.ovhcloud.com/csm/en-dns-zone-dkim, "Configure DKIM via API".
 */
export const dkimKind: ResourceKind = {
  type: "ovhmail:index:Dkim",

  check: () => [],

  async create(api, { domain }) {
    let isAsked = false;
    let doubtfulSince: number | undefined;
    const enabled = await until(
      api.clock,
      async () => {
        const dkim = await api.find<OvhDkim>(pathOf(domain));
        if (dkim === undefined)
          throw new Error(
            `OVH has no mail service for ${String(domain)}: it is ordered in OVH's console`,
          );
        if (dkim.status === "enabled") return dkim;
        if (dkim.status === "modifying") doubtfulSince = undefined;
        else if (!isAsked) isAsked = await isAccepted(api, domain, "enable");
        else doubtfulSince ??= api.clock.now();
        if (api.clock.now() - (doubtfulSince ?? Infinity) > DOUBT_MS)
          refuseStuck(domain, dkim);
        return undefined;
      },
      PATIENCE_MS,
    );
    if (enabled) return found(domain, enabled);
    throw new PartialFailure(
      `OVH accepted to sign the mail of ${String(domain)} and does not yet`,
      String(domain),
      { domain },
    );
  },

  async read(api, id) {
    const [domain] = partsOf(id, FORM);
    const dkim = await api.find<OvhDkim>(pathOf(domain));
    const isThere = dkim !== undefined && dkim.status !== "disabled";
    return isThere ? found(domain, dkim) : undefined;
  },

  /** Only for one that was not enabled in time: its only input replaces it. */
  async update(api, _id, _olds, news) {
    return this.create(api, news);
  },

  async delete(api, id) {
    const [domain] = partsOf(id, FORM);
    let isAsked = false;
    const disabled = await until(
      api.clock,
      async () => {
        const dkim = await api.find<OvhDkim>(pathOf(domain));
        if (dkim === undefined || dkim.status === "disabled") return true;
        if (dkim.status !== "modifying" && !isAsked)
          isAsked = await isAccepted(api, domain, "disable");
        return undefined;
      },
      PATIENCE_MS,
    );
    if (!disabled)
      throw new Error(`OVH still signs the mail of ${String(domain)}`);
  },
};

function pathOf(domain: unknown): string {
  return `/email/domain/${segment(domain)}/dkim`;
}

/** False while OVH is at something else that was asked for (409). */
async function isAccepted(
  api: OvhApi,
  domain: unknown,
  action: "enable" | "disable",
): Promise<boolean> {
  try {
    await api.put(`${pathOf(domain)}/${action}`, undefined);
    return true;
  } catch (error) {
    if (error instanceof OvhError && error.status === 409) return false;
    throw error;
  }
}

/** What will not become better by waiting; the next `up` asks OVH again. */
function refuseStuck(domain: unknown, dkim: OvhDkim): void {
  const { status, autoconfig, selectors } = dkim;
  const missing = selectors.filter((selector) => selector.status !== "set");
  const lines = missing
    .map(({ cname }) => cname)
    .sort()
    .join("; ");
  const isWrong = missing.some((selector) => selector.status === "toFix");
  if (missing.length > 0 && (isWrong || !autoconfig)) {
    const cause = autoconfig
      ? "something else stands at their names"
      : "its zone is not at OVH, or in another account";
    throw new Error(
      `OVH cannot publish the keys that sign the mail of ${String(domain)}: ${cause}. Its zone must have: ${lines}`,
    );
  }
  if (status === "error")
    throw new Error(
      `OVH could not set up the signature of the mail of ${String(domain)}: look at the keys in its zone (${lines || "all are set"})`,
    );
}

function found(domain: unknown, { selectors }: OvhDkim): Found {
  const targets = selectors.map(({ selectorName: name, cname }) => {
    const [, target = ""] = /\sCNAME\s+(\S+?)\.?\s*$/i.exec(cname) ?? [];
    return { name, target: `${target}.` };
  });
  return {
    id: String(domain),
    inputs: { domain },
    more: { selectors: targets.sort((a, b) => (a.name < b.name ? -1 : 1)) },
  };
}
