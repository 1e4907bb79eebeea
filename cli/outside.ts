import { Resolver } from "node:dns/promises";
import { nameServerAddress, refreshZone } from "../sandbox/services/dns";
import { NAME_SERVERS } from "../sandbox/services/vendor-names";
import type { Sandbox } from "../sandbox/sandbox";
import { askRecords } from "./dns/ask";
import type { Outside } from "./publication";
import { visitor } from "./sites";

/** After a start of its server the proxy is back within a minute (`components/scripts/prepare-proxy.sh`). */
const SITE_PATIENCE = 90;

/** The sandbox's name server, which answers under both names of the vendor's, and its certificate authority. */
export function sandboxOutside({ context }: Sandbox): Outside {
  const [name] = NAME_SERVERS;
  const servers = [{ name, address: nameServerAddress(context) }];
  return {
    serversOf: async () => Promise.resolve(servers),
    ask: askRecords,
    visit: visitor(context.ca.certPem),
    patience: 3,
    sitePatience: SITE_PATIENCE,
  };
}

/** Publishes zones again in the sandbox. */
export async function refreshZones(
  { context }: Sandbox,
  zones: readonly string[],
): Promise<void> {
  for (const zone of zones) await refreshZone(context, zone);
}

/** The name servers that the Internet knows for a zone. OVH's follow a refresh within seconds, at worst a minute. */
export function internet(resolver = new Resolver()): Outside {
  return {
    ask: askRecords,
    visit: visitor(),
    patience: 60,
    sitePatience: SITE_PATIENCE,
    async serversOf(zone) {
      const names = await resolver.resolveNs(zone);
      const found = names.map(async (name) => {
        const [address] = await resolver.resolve4(name);
        return address === undefined ? [] : [{ name, address }];
      });
      return (await Promise.all(found)).flat();
    },
  };
}
