import { createHash } from "node:crypto";
import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { badRequest, conflict, notFound, text } from "./api-error";

/** The customer's account at the vendor. */
export const ACCOUNT = "xx1111-ovh";

interface Group {
  readonly creation: string;
  description: string;
  role: string;
}

interface User {
  readonly creation: string;
  /** The vendor shows it to nobody either. */
  readonly passwordDigest: string;
  description: string;
  email: string;
  group: string;
}

/** Who signs in to the vendor's console. */
export interface IdentityDocument {
  /** By name; the vendor's own among them. */
  groups: Record<string, Group>;
  /** By login. */
  users: Record<string, User>;
}

const DOCUMENT = "identities";
const ROLES = ["ADMIN", "REGULAR", "UNPRIVILEGED", "NONE"];
const FIRST = "2024-01-01T00:00:00.000Z";
const INITIAL: IdentityDocument = {
  // As an account has it from its first day on: whoever is in it may do everything but manage users.
  groups: {
    DEFAULT: { creation: FIRST, description: "", role: "REGULAR" },
    ADMIN: { creation: FIRST, description: "", role: "ADMIN" },
    UNPRIVILEGED: { creation: FIRST, description: "", role: "UNPRIVILEGED" },
  },
  users: {},
};

export function readIdentities(ctx: SandboxContext): Promise<IdentityDocument> {
  return ctx.store.read(DOCUMENT, INITIAL);
}

function change<T>(
  ctx: SandboxContext,
  by: (document: IdentityDocument) => T,
): Promise<T> {
  return ctx.store.update(DOCUMENT, INITIAL, by);
}

export function userUrn(login: string): string {
  return `urn:v1:eu:identity:user:${ACCOUNT}/${login}`;
}

export function groupUrn(name: string): string {
  return `urn:v1:eu:identity:group:${ACCOUNT}/${name}`;
}

/** Groups of logins. Source: ovh/terraform-provider-ovh, `resource_me_identity_group.go`. */
export function identityGroups(ctx: SandboxContext): ResourceHandler {
  const outputsOf = (name: string, group: Group): Json => ({
    ...group,
    GroupURN: groupUrn(name),
    defaultGroup: INITIAL.groups[name] !== undefined,
    lastUpdate: group.creation,
  });
  return {
    type: "ovh:Me/identityGroup:IdentityGroup",
    autoName: "name",
    defaults: { role: "NONE" },
    async create(inputs) {
      const name = text(inputs.name);
      const group = await change(ctx, ({ groups }) => {
        if (groups[name]) throw conflict(`group ${name} already exists`);
        return (groups[name] = {
          creation: new Date().toISOString(),
          description: text(inputs.description),
          role: roleOf(inputs),
        });
      });
      return { id: name, outs: outputsOf(name, group) };
    },
    async read(name, props) {
      const group = (await readIdentities(ctx)).groups[name];
      return group && { ...props, ...outputsOf(name, group) };
    },
    async update(name, _olds, news) {
      const group = await change(ctx, ({ groups }) => {
        const known = groups[name];
        if (!known) throw notFound(`group ${name} does not exist`);
        known.description = text(news.description);
        known.role = roleOf(news);
        return known;
      });
      return { ...news, ...outputsOf(name, group) };
    },
    async delete(name) {
      await change(ctx, ({ groups, users }) => {
        const member = Object.keys(users).find((u) => users[u]?.group === name);
        if (member !== undefined)
          throw badRequest(`group ${name} is not empty: ${member} is in it`);
        delete groups[name];
      });
    },
  };
}

/** Logins. Source: ovh/terraform-provider-ovh, `resource_me_identity_user.go`: an update sends everything but the password. */
export function identityUsers(ctx: SandboxContext): ResourceHandler {
  const outputsOf = (login: string, user: User): Json => ({
    UserURN: userUrn(login),
    creation: user.creation,
    lastUpdate: user.creation,
    passwordLastUpdate: user.creation,
    description: user.description,
    email: user.email,
    group: user.group,
    status: "OK",
  });
  return {
    type: "ovh:Me/identityUser:IdentityUser",
    defaults: { group: "DEFAULT" },
    async create(inputs) {
      const login = text(inputs.login);
      if (!/^[A-Za-z0-9._-]{2,64}$/.test(login))
        throw badRequest(`Invalid login: "${login}"`);
      const password = text(inputs.password);
      if (password.length < 8) throw badRequest("Password is too short");
      const user = await change(ctx, ({ users, groups }) => {
        if (users[login]) throw conflict(`user ${login} already exists`);
        return (users[login] = {
          ...personOf(inputs, groups),
          creation: new Date().toISOString(),
          passwordDigest: createHash("sha256").update(password).digest("hex"),
        });
      });
      return { id: login, outs: outputsOf(login, user) };
    },
    async read(login, props) {
      const user = (await readIdentities(ctx)).users[login];
      return user && { ...props, ...outputsOf(login, user) };
    },
    async update(login, _olds, news) {
      const user = await change(ctx, ({ users, groups }) => {
        const known = users[login];
        if (!known) throw notFound(`user ${login} does not exist`);
        return Object.assign(known, personOf(news, groups));
      });
      return { ...news, ...outputsOf(login, user) };
    },
    async delete(login) {
      await change(ctx, ({ users }) => {
        delete users[login];
      });
    },
  };
}

function roleOf({ role }: Json): string {
  const name = text(role, "NONE");
  if (!ROLES.includes(name)) throw badRequest(`Invalid role: "${name}"`);
  return name;
}

function personOf(
  inputs: Json,
  groups: IdentityDocument["groups"],
): Pick<User, "description" | "email" | "group"> {
  const email = text(inputs.email);
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw badRequest(`Invalid email: "${email}"`);
  const group = text(inputs.group, "DEFAULT");
  if (!groups[group]) throw notFound(`group ${group} does not exist`);
  return { description: text(inputs.description), email, group };
}
