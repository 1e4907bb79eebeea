import { randomUUID } from "node:crypto";
import { UNKNOWN } from "../../engine/provider";
import type { SandboxContext } from "../context";
import type { CheckFailure, Json, ResourceHandler } from "../resource-provider";
import {
  type CloudState,
  DEFAULT_REGION,
  type ServerGroupRecord,
  changeCloud,
  readCloud,
} from "./cloud-state";

/** Source: Nova's API, "Create Server Group". */
const POLICIES = [
  "affinity",
  "anti-affinity",
  "soft-affinity",
  "soft-anti-affinity",
];

/**
 * Groups of servers that must not share a machine of the vendor's. The sandbox has one machine and cannot keep them apart: it
 * knows who is in a group, and refuses a place in one that is not there.
 */
export function serverGroups(ctx: SandboxContext): ResourceHandler {
  return {
    type: "openstack:compute/serverGroup:ServerGroup",
    autoName: "name",
    check,
    async create(inputs) {
      const [policy = ""] = inputs.policies as string[];
      const name = inputs.name as string;
      const record = { id: randomUUID(), name, policy };
      return changeCloud(ctx, (cloud) => {
        cloud.serverGroups = { ...cloud.serverGroups, [record.id]: record };
        return { id: record.id, outs: outputs(cloud, record, inputs) };
      });
    },
    async read(id, props) {
      const cloud = await readCloud(ctx);
      const record = cloud.serverGroups?.[id];
      return record && outputs(cloud, record, props);
    },
    // A server that is in it stays where it is, as with Nova.
    delete: (id) =>
      changeCloud(ctx, (cloud) => {
        delete cloud.serverGroups?.[id];
      }),
  };
}

/** The group that a server is to be created in, named by its id in the scheduler's hints; undefined for none. */
export function groupHint(cloud: CloudState, inputs: Json): string | undefined {
  const [hint] = (inputs.schedulerHints as Json[] | undefined) ?? [];
  const group = hint?.group as string | undefined;
  if (group === undefined || group === "") return undefined;
  if (cloud.serverGroups?.[group] === undefined)
    throw new Error(
      `Bad request: Instance group ${group} could not be found. (HTTP 400)`,
    );
  return group;
}

function check({ policies = [] }: Json): CheckFailure[] {
  if (policies === UNKNOWN) return [];
  const given = policies as unknown[];
  const isKnown = (policy: unknown): boolean =>
    policy === UNKNOWN || POLICIES.includes(policy as string);
  if (given.length === 1 && given.every(isKnown)) return [];
  const reason = `exactly one of ${POLICIES.join(", ")} is needed (HTTP 400)`;
  return [{ property: "policies", reason }];
}

function outputs(
  { servers }: CloudState,
  { id, name, policy }: ServerGroupRecord,
  inputs: Json,
): Json {
  const members = Object.values(servers).filter(
    ({ serverGroup }) => serverGroup === id,
  );
  return {
    region: DEFAULT_REGION,
    ...inputs,
    name,
    policies: [policy],
    members: members.map((server) => server.id),
  };
}
