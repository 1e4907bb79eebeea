import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { cancel } from "../services/account";
import { forgetZone } from "../services/dns";
import { accountOf, servicesUp } from "../services/services";
import { NAME_SERVERS } from "../services/vendor-names";
import { badRequest, conflict, notFound } from "./api-error";
import { checkPlan } from "./order";

const TEMPLATES = ["basic", "minimized", "redirect"];
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** Zones that a program orders: the name server answers for them at once, empty whatever the template. */
export function domainZones(ctx: SandboxContext): ResourceHandler {
  const isThere = async (zone: string): Promise<boolean> =>
    (await accountOf(ctx)).zones.includes(zone);
  return {
    type: "ovh:Domain/zone:Zone",
    async create(inputs) {
      const chosen = checkPlan(inputs, "zone");
      const zone = chosen.get("zone") ?? "";
      const template = chosen.get("template") ?? "";
      if (!DOMAIN.test(zone))
        throw badRequest(`Invalid configuration zone: "${zone}"`);
      if (!TEMPLATES.includes(template))
        throw badRequest(`Invalid configuration template: "${template}"`);
      if (await isThere(zone))
        throw conflict(`The zone ${zone} already exists`);
      await applyZones(ctx, [zone]);
      return { id: zone, outs: outputsOf(zone) };
    },
    async read(id, props) {
      return (await isThere(id)) ? { ...props, ...outputsOf(id) } : undefined;
    },
    async update(id, olds, news) {
      if (!(await isThere(id)))
        throw notFound(`This service does not exist: ${id}`);
      return { ...olds, ...news };
    },
    async delete(id) {
      await cancel(ctx, "zones", id);
      await forgetZone(ctx, id);
      await applyZones(ctx, []);
    },
  };
}

/** Adds zones to the account, then has the name server answer for what the account has. */
export function applyZones(
  ctx: SandboxContext,
  zones: readonly string[],
): Promise<void> {
  const nothing = { mailDomains: [], projects: [], mysql: [] };
  return servicesUp(ctx, { ...nothing, zones }, ["dns"]);
}

function outputsOf(zone: string): Json {
  return {
    name: zone,
    nameServers: [...NAME_SERVERS],
    ZoneURN: `urn:v1:eu:resource:dnsZone:${zone}`,
    dnssecSupported: true,
    hasDnsAnycast: false,
  };
}
