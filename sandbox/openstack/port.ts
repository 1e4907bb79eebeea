import { randomUUID } from "node:crypto";
import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import {
  DEFAULT_REGION,
  type PortRecord,
  changeCloud,
  forget,
  readCloud,
} from "./cloud-state";
import { macOf } from "./addresses";
import { privateAddress } from "./instance-plan";

/** Addresses of a private network that are kept for something, here for a router. */
export function ports(ctx: SandboxContext): ResourceHandler {
  return {
    type: "openstack:networking/port:Port",
    autoName: "name",
    async create(inputs) {
      const record = await changeCloud(ctx, (cloud) => {
        const [wanted] = (inputs.fixedIps as Json[] | undefined) ?? [];
        const networkId = inputs.networkId as string;
        const asked = wanted?.ipAddress as string | undefined;
        const made: PortRecord = {
          id: randomUUID(),
          name: inputs.name as string,
          networkId,
          ip: privateAddress(ctx, cloud, networkId, asked),
        };
        cloud.ports = { ...cloud.ports, [made.id]: made };
        return made;
      });
      return { id: record.id, outs: outputs(record, inputs) };
    },
    async read(id, props) {
      const record = (await readCloud(ctx)).ports?.[id];
      return record && outputs(record, props);
    },
    async update(id, _olds, news) {
      const record = await changeCloud(ctx, (cloud) => {
        const known = cloud.ports?.[id];
        if (known === undefined)
          throw new Error(`Port ${id} could not be found.`);
        known.name = news.name as string;
        return known;
      });
      return outputs(record, news);
    },
    delete: (id) =>
      changeCloud(ctx, (cloud) => {
        if (cloud.ports?.[id]?.routerId !== undefined)
          throw new Error(
            `Port ${id} cannot be deleted directly via the port API: has device owner network:router_interface. (HTTP 409)`,
          );
        forget(cloud.ports ?? {}, id);
      }),
  };
}

function outputs({ ip, name, routerId }: PortRecord, inputs: Json): Json {
  return {
    adminStateUp: true,
    deviceId: routerId ?? "",
    deviceOwner: routerId === undefined ? "" : "network:router_interface",
    dnsName: "",
    macAddress: macOf(ip),
    portSecurityEnabled: true,
    qosPolicyId: "",
    region: DEFAULT_REGION,
    tenantId: "sandbox",
    ...inputs,
    name,
    allFixedIps: [ip],
    allSecurityGroupIds: [],
    allTags: inputs.tags ?? [],
    dnsAssignments: [],
  };
}
