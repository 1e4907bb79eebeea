import { randomUUID } from "node:crypto";
import type { SandboxContext } from "../context";
import type { ResourceHandler } from "../resource-provider";
import { DEFAULT_REGION, changeCloud, forget, readCloud } from "./cloud-state";

/** Private networks. One exists in the engine once it has a subnet, since only that says its addresses. */
export function networks(ctx: SandboxContext): ResourceHandler {
  return {
    type: "openstack:networking/network:Network",
    autoName: "name",
    async create(inputs) {
      const id = randomUUID();
      await changeCloud(ctx, (cloud) => {
        cloud.networks[id] = { id, name: inputs.name as string };
      });
      const tags = inputs.tags ?? [];
      const outs = {
        adminStateUp: true,
        availabilityZoneHints: [],
        description: "",
        dnsDomain: "",
        external: false,
        mtu: 1500,
        portSecurityEnabled: true,
        qosPolicyId: "",
        region: DEFAULT_REGION,
        shared: false,
        tenantId: "sandbox",
        transparentVlan: false,
        ...inputs,
        allTags: tags,
      };
      return { id, outs };
    },
    async read(id, props) {
      const record = (await readCloud(ctx)).networks[id];
      return record && { ...props, name: record.name };
    },
    async update(id, olds, news) {
      await changeCloud(ctx, (cloud) => {
        const record = cloud.networks[id];
        if (record === undefined)
          throw new Error(`Network ${id} could not be found.`);
        record.name = news.name as string;
      });
      return { ...olds, ...news, allTags: news.tags ?? [] };
    },
    delete: (id) =>
      changeCloud(ctx, (cloud) => {
        if (Object.values(cloud.subnets).some((s) => s.networkId === id))
          throw new Error(
            `Unable to complete operation on network ${id}. There are one or more ports still in use on the network. (HTTP 409)`,
          );
        forget(cloud.networks, id);
      }),
  };
}
