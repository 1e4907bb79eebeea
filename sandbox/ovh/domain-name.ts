import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { accountOf } from "../services/services";
import { NAME_SERVERS } from "../services/vendor-names";
import { badRequest, conflict, notFound, text } from "./api-error";
import { applyZones } from "./domain-zone";
import { checkPlan } from "./order";

/** Names that the account has ordered, by name: the servers that answer for each. */
type Names = Record<string, string[]>;

const DOCUMENT = "domain-names";

/** Domain names that a program orders. As at the vendor, a zone comes with each, and the name leads to it. */
export function domainNames(ctx: SandboxContext): ResourceHandler {
  const change = <T>(by: (names: Names) => T): Promise<T> =>
    ctx.store.update<Names, T>(DOCUMENT, {}, by);
  return {
    type: "ovh:Domain/name:Name",
    async create(inputs) {
      const name = text(inputs.domainName);
      checkOrder(name, inputs);
      await change((names) => {
        if (names[name]) throw conflict(`${name} is not available`);
        names[name] = serversOf(inputs);
      });
      const { zones } = await accountOf(ctx);
      await applyZones(ctx, zones.includes(name) ? [] : [name]);
      return { id: name, outs: outputsOf(name, serversOf(inputs)) };
    },
    async read(id, props) {
      const servers = (await ctx.store.read<Names>(DOCUMENT, {}))[id];
      return servers && { ...props, ...outputsOf(id, servers) };
    },
    async update(id, olds, news) {
      await change((names) => {
        if (!names[id]) throw notFound(`This service does not exist: ${id}`);
        names[id] = serversOf(news);
      });
      return { ...olds, ...news, ...outputsOf(id, serversOf(news)) };
    },
    async delete(id) {
      await change((names) => {
        delete names[id];
      });
    },
  };
}

/** Source: github.com/ovh/docs, "Order a Domain Name", Required Configurations. */
function checkOrder(name: string, { plans, ovhSubsidiary }: Json): void {
  const [plan] = (plans as unknown[] | undefined) ?? [];
  const extension = name.slice(name.indexOf(".") + 1);
  const chosen = checkPlan({ ovhSubsidiary, plan }, extension);
  const owner = chosen.get("OWNER_CONTACT") ?? "/me/contact/1";
  if (!/^\/(me|domain)\/contact\/\d+$/.test(owner))
    throw badRequest(`Invalid configuration OWNER_CONTACT: "${owner}"`);
  if (chosen.get("OWNER_LEGAL_AGE") !== "true")
    throw badRequest("Missing configuration OWNER_LEGAL_AGE");
}

/** Those of the zone that came with the name, unless the program wants others. */
function serversOf({ targetSpec }: Json): string[] {
  const wanted = targetSpec as
    | { dnsConfiguration?: { nameServers?: { nameServer?: string }[] } }
    | undefined;
  const servers = wanted?.dnsConfiguration?.nameServers ?? [];
  return servers.length === 0
    ? [...NAME_SERVERS]
    : servers.map(({ nameServer = "" }) => nameServer);
}

function outputsOf(name: string, servers: readonly string[]): Json {
  return {
    resourceStatus: "READY",
    iam: { urn: `urn:v1:eu:resource:domain:${name}` },
    currentState: {
      name,
      mainState: "OK",
      dnsConfiguration: {
        nameServers: servers.map((nameServer) => ({ nameServer })),
      },
    },
  };
}
