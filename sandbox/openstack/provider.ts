import type { SandboxContext } from "../context";
import { HostTools } from "../host-tools";
import { ResourceProvider } from "../resource-provider";
import { containers } from "./container";
import { instances } from "./instance";
import { keypairs } from "./keypair";
import { networks } from "./network";
import { PacketFilter } from "./packet-filter";
import { ports } from "./port";
import { routerInterfaces, routers } from "./router";
import { securityGroups } from "./security-group";
import { securityGroupRules } from "./security-group-rule";
import { serverGroups } from "./server-group";
import { subnets } from "./subnet";
import { volumes } from "./volume";
import { volumeAttachments } from "./volume-attach";

/** The version of the real plugin whose behaviour is followed. */
const VERSION = "3.15.2";

/** The OpenStack of a sandbox. */
export function openstackProvider(ctx: SandboxContext): ResourceProvider {
  const tools = new HostTools(ctx);
  const filter = new PacketFilter(ctx, tools);
  return new ResourceProvider("openstack", VERSION, [
    containers(ctx),
    keypairs(ctx),
    networks(ctx),
    subnets(ctx),
    ports(ctx),
    routers(ctx),
    routerInterfaces(ctx, filter),
    securityGroups(ctx, filter),
    securityGroupRules(ctx, filter),
    serverGroups(ctx),
    instances(ctx, tools, filter),
    volumes(ctx, tools),
    volumeAttachments(ctx, tools),
  ]);
}
