import { randomUUID } from "node:crypto";
import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { type Account, accountOf } from "../services/account";
import { badRequest, conflict, notFound, text } from "./api-error";
import { ACCOUNT, groupUrn, readIdentities, userUrn } from "./identities";

/** Rights as the vendor keeps them. */
interface Policy {
  readonly name: string;
  readonly description?: string;
  readonly identities: readonly string[];
  readonly resources: readonly string[];
  readonly allows: readonly string[];
  readonly permissionsGroups: readonly string[];
  readonly createdAt: string;
}

const DOCUMENT = "policies";
type Policies = Record<string, Policy>;

/** Groups of permissions that the vendor keeps. Source: github.com/ovh/docs, "Liste des groupes de permissions d'OVHcloud". */
const PERMISSIONS_GROUPS = [
  "controlPanelAccess",
  "globalAdmin",
  "globalReadOnly",
  "globalReadWrite",
  "globalTechnicalAccount",
].map((name) => `urn:v1:eu:permissionsGroup:ovh:${name}`);

/** Types of resources that are services of the sandbox, with the ids that the account has. */
const RESOURCES: Readonly<Record<string, (account: Account) => string[]>> = {
  account: () => [ACCOUNT],
  publicCloudProject: ({ projects }) => [...projects],
  dnsZone: ({ zones }) => [...zones],
  emailDomain: ({ mailDomains }) => [...mailDomains],
  webCloudDatabases: ({ mysql }) => mysql.map(({ service }) => service),
};

/**
 * Policies: who may do what with which service. They are checked and kept as the vendor does, and change nothing else: the
 * sandbox has no console to sign in to, and its own services know nothing of these logins.
 */
export function iamPolicies(ctx: SandboxContext): ResourceHandler {
  const change = <T>(by: (policies: Policies) => T): Promise<T> =>
    ctx.store.update<Policies, T>(DOCUMENT, {}, by);
  return {
    type: "ovh:Iam/policy:Policy",
    autoName: "name",
    async create(inputs) {
      const policy = await policyOf(ctx, inputs, new Date().toISOString());
      const id = randomUUID();
      await change((policies) => {
        refuseDuplicate(policies, id, policy.name);
        policies[id] = policy;
      });
      return { id, outs: outputsOf(policy) };
    },
    async read(id, props) {
      const policy = (await ctx.store.read<Policies>(DOCUMENT, {}))[id];
      return policy && { ...props, ...writtenOf(policy), ...outputsOf(policy) };
    },
    async update(id, olds, news) {
      const policy = await policyOf(ctx, news, text(olds.createdAt));
      await change((policies) => {
        if (!policies[id]) throw notFound(`policy ${id} does not exist`);
        refuseDuplicate(policies, id, policy.name);
        policies[id] = policy;
      });
      return { ...news, ...outputsOf(policy) };
    },
    async delete(id) {
      await change((policies) => {
        delete policies[id];
      });
    },
  };
}

function refuseDuplicate(policies: Policies, id: string, name: string): void {
  const other = Object.entries(policies).find(([, one]) => one.name === name);
  if (other && other[0] !== id)
    throw conflict(`a policy named ${name} already exists`);
}

async function policyOf(
  ctx: SandboxContext,
  inputs: Json,
  createdAt: string,
): Promise<Policy> {
  if (inputs.conditions !== undefined || inputs.denies !== undefined)
    throw new Error("the sandbox keeps policies that allow, no others");
  const policy: Policy = {
    name: text(inputs.name),
    ...(inputs.description === undefined
      ? {}
      : { description: text(inputs.description) }),
    identities: listOf(inputs.identities),
    resources: listOf(inputs.resources),
    allows: listOf(inputs.allows),
    permissionsGroups: listOf(inputs.permissionsGroups),
    createdAt,
  };
  await checkIdentities(ctx, policy);
  checkResources(policy, await accountOf(ctx));
  checkRights(policy);
  return policy;
}

async function checkIdentities(
  ctx: SandboxContext,
  { identities }: Policy,
): Promise<void> {
  const { users, groups } = await readIdentities(ctx);
  const known = [
    ...Object.keys(users).map(userUrn),
    ...Object.keys(groups).map(groupUrn),
  ];
  const unknown = identities.find((urn) => !known.includes(urn));
  if (unknown !== undefined) throw badRequest(`Unknown identity: ${unknown}`);
}

function checkResources({ resources }: Policy, account: Account): void {
  for (const urn of resources) {
    const [, type = "", id = ""] =
      /^urn:v1:eu:resource:([A-Za-z]+):(.+)$/.exec(urn) ?? [];
    const ids = RESOURCES[type]?.(account);
    if (ids === undefined || !ids.includes(id))
      throw badRequest(`Unknown resource: ${urn}`);
  }
}

/** An action belongs to a type of resource; without one of that type in the policy it would mean nothing. */
function checkRights({ allows, permissionsGroups, resources }: Policy): void {
  for (const action of allows) {
    const [, type = ""] = /^([A-Za-z]+):apiovh:[\w/*]+$/.exec(action) ?? [];
    if (RESOURCES[type] === undefined)
      throw badRequest(`Unknown action: ${action}`);
    if (!resources.some((urn) => urn.split(":")[4] === type))
      throw badRequest(`${action} is on no resource of the policy`);
  }
  const unknown = permissionsGroups.find(
    (urn) => !PERMISSIONS_GROUPS.includes(urn),
  );
  if (unknown !== undefined)
    throw notFound(`permissions group ${unknown} does not exist`);
  if (allows.length + permissionsGroups.length === 0)
    throw badRequest("a policy without any right");
}

function outputsOf({ createdAt }: Policy): Json {
  return { createdAt, updatedAt: createdAt, owner: ACCOUNT, readOnly: false };
}

/** What was given, without what was not. */
function writtenOf(policy: Policy): Json {
  return Object.fromEntries(
    Object.entries(policy).filter(
      ([name, value]) =>
        name !== "createdAt" && (!Array.isArray(value) || value.length > 0),
    ),
  );
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map((item) => text(item)) : [];
}
