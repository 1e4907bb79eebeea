import { randomUUID } from "node:crypto";
import { UNKNOWN } from "../../engine/provider";
import type { SandboxContext } from "../context";
import {
  type CheckFailure,
  type Json,
  type ResourceHandler,
  textOf,
} from "../resource-provider";
import { rangeOf } from "./addresses";
import {
  DEFAULT_REGION,
  type RuleRecord,
  changeCloud,
  forget,
  readCloud,
} from "./cloud-state";
import type { PacketFilter } from "./packet-filter";

/** Rules of security groups; they hold a moment after they were made, also for servers that run. */
export function securityGroupRules(
  ctx: SandboxContext,
  filter: PacketFilter,
): ResourceHandler {
  return {
    type: "openstack:networking/secGroupRule:SecGroupRule",
    check,
    readBack: (inputs) => ({ ...inputs, ...canonicalPorts(inputs) }),
    stateOf: canonicalPorts,
    async create(inputs) {
      const rule = ruleOf(inputs);
      await changeCloud(ctx, (cloud) => {
        for (const group of [rule.groupId, rule.remoteGroupId])
          if (group !== "" && cloud.groups[group] === undefined)
            throw new Error(`Security group ${group} does not exist`);
        const twin = Object.values(cloud.rules).find((r) => sameRule(r, rule));
        if (twin !== undefined)
          throw new Error(
            `Security group rule already exists. Rule id is ${twin.id}. (HTTP 409)`,
          );
        cloud.rules[rule.id] = rule;
      });
      await filter.apply();
      return { id: rule.id, outs: outputs(inputs) };
    },
    async read(id, props) {
      const rule = (await readCloud(ctx)).rules[id];
      return rule && outputs({ ...props, ...propsOf(rule) });
    },
    async delete(id) {
      await changeCloud(ctx, (cloud) => {
        forget(cloud.rules, id);
      });
      await filter.apply();
    },
  };
}

/**
 * Neutron keeps no range for all ports, which the real provider reads as 0: a program that asks for them by numbers is
 * told at every `up` to replace the rule. Source: neutron/db/securitygroups_db.py, `_make_canonical_port_range`.
 */
function canonicalPorts({ portRangeMin, portRangeMax }: Json): Json {
  const areAll = portRangeMin === 1 && portRangeMax === 65_535;
  return areAll ? { portRangeMin: 0, portRangeMax: 0 } : {};
}

function propsOf(rule: RuleRecord): Json {
  return {
    securityGroupId: rule.groupId,
    direction: rule.direction,
    ethertype: rule.ethertype,
    protocol: rule.protocol,
    portRangeMin: rule.ports?.[0] ?? 0,
    portRangeMax: rule.ports?.[1] ?? 0,
    remoteIpPrefix: rule.remotePrefix,
    remoteGroupId: rule.remoteGroupId,
  };
}

function ruleOf(given: Json): RuleRecord {
  const inputs = { ...given, ...canonicalPorts(given) };
  const text = (key: string) => (inputs[key] as string | undefined) ?? "";
  const min = inputs.portRangeMin as number | undefined;
  const max = inputs.portRangeMax as number | undefined;
  const rule = {
    id: randomUUID(),
    groupId: text("securityGroupId"),
    direction: text("direction") as RuleRecord["direction"],
    ethertype: text("ethertype") as RuleRecord["ethertype"],
    protocol: text("protocol"),
    remotePrefix: text("remoteIpPrefix"),
    remoteGroupId: text("remoteGroupId"),
  };
  return min ? { ...rule, ports: [Number(min), Number(max ?? min)] } : rule;
}

function sameRule(a: RuleRecord, b: RuleRecord): boolean {
  const key = (rule: RuleRecord) => JSON.stringify({ ...rule, id: "" });
  return key(a) === key(b);
}

const PROTOCOLS = ["", "tcp", "udp", "icmp", "vrrp", "gre", "esp", "ah"];

function check(inputs: Json): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const refuse = (property: string, reason: string) =>
    failures.push({ property, reason });
  const value = (key: string) =>
    inputs[key] === UNKNOWN ? undefined : inputs[key];
  const direction = value("direction");
  if (
    direction !== undefined &&
    !["ingress", "egress"].includes(textOf(direction))
  )
    refuse(
      "direction",
      `unknown direction for openstack_networking_secgroup_rule_v2: ${textOf(direction)}`,
    );
  const ethertype = value("ethertype");
  if (ethertype !== undefined && !["IPv4", "IPv6"].includes(textOf(ethertype)))
    refuse(
      "ethertype",
      `unknown ether type for openstack_networking_secgroup_rule_v2: ${textOf(ethertype)}`,
    );
  const protocol = value("protocol");
  if (protocol !== undefined && !isProtocol(textOf(protocol)))
    refuse(
      "protocol",
      `unknown protocol for openstack_networking_secgroup_rule_v2: ${textOf(protocol)}`,
    );
  const [min, max] = [value("portRangeMin"), value("portRangeMax")];
  if (min !== undefined && Number(min) !== 0 && inputs.protocol === undefined)
    refuse(
      "protocol",
      "A protocol must be specified when using port_range_min and port_range_max",
    );
  if (
    min !== undefined &&
    max !== undefined &&
    Number(min) > Number(max) &&
    protocol !== "icmp"
  )
    refuse(
      "portRangeMin",
      "For TCP/UDP protocols, port_range_min must be <= port_range_max",
    );
  const prefix = value("remoteIpPrefix");
  if (
    prefix !== undefined &&
    ethertype !== "IPv6" &&
    rangeOf(prefix as string) === undefined
  )
    refuse("remoteIpPrefix", `'${prefix as string}' is not a valid IP subnet`);
  return failures;
}

function isProtocol(name: string): boolean {
  return PROTOCOLS.includes(name) || /^\d{1,3}$/.test(name);
}

function outputs(inputs: Json): Json {
  return {
    description: "",
    portRangeMax: 0,
    portRangeMin: 0,
    protocol: "",
    region: DEFAULT_REGION,
    remoteGroupId: "",
    remoteIpPrefix: "",
    tenantId: "sandbox",
    ...inputs,
  };
}
