import { randomUUID } from "node:crypto";
import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import {
  DEFAULT_REGION,
  type RuleRecord,
  changeCloud,
  forget,
  readCloud,
} from "./cloud-state";
import type { PacketFilter } from "./packet-filter";

/** Security groups. A new one lets everything out and nothing in, as Neutron's default rules do. */
export function securityGroups(
  ctx: SandboxContext,
  filter: PacketFilter,
): ResourceHandler {
  return {
    type: "openstack:networking/secGroup:SecGroup",
    autoName: "name",
    async create(inputs) {
      const id = randomUUID();
      await changeCloud(ctx, (cloud) => {
        cloud.groups[id] = { id, name: inputs.name as string };
        if (inputs.deleteDefaultRules !== true)
          for (const rule of defaultRules(id)) cloud.rules[rule.id] = rule;
      });
      return { id, outs: outputs(inputs) };
    },
    async read(id, props) {
      const record = (await readCloud(ctx)).groups[id];
      return record && { ...outputs(props), name: record.name };
    },
    async update(id, _olds, news) {
      await changeCloud(ctx, (cloud) => {
        const record = cloud.groups[id];
        if (record === undefined)
          throw new Error(`Security group ${id} does not exist`);
        record.name = news.name as string;
      });
      return outputs(news);
    },
    async delete(id) {
      await changeCloud(ctx, (cloud) => {
        const users = Object.values(cloud.servers).filter((server) =>
          server.groups.includes(id),
        );
        if (users.length > 0)
          throw new Error(
            `Security Group ${id} in use (${users.map((s) => s.name).join(", ")}). (HTTP 409)`,
          );
        forget(cloud.groups, id);
        for (const rule of Object.values(cloud.rules))
          if (rule.groupId === id) forget(cloud.rules, rule.id);
      });
      await filter.apply();
    },
  };
}

function defaultRules(groupId: string): RuleRecord[] {
  return (["IPv4", "IPv6"] as const).map((ethertype) => ({
    id: randomUUID(),
    groupId,
    direction: "egress",
    ethertype,
    protocol: "",
    remotePrefix: "",
    remoteGroupId: "",
  }));
}

function outputs(inputs: Json): Json {
  return {
    description: "",
    region: DEFAULT_REGION,
    tenantId: "sandbox",
    ...inputs,
    allTags: inputs.tags ?? [],
  };
}
