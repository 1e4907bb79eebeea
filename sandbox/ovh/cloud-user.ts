import { createHash, randomBytes } from "node:crypto";
import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { S3Administration } from "../services/s3";
import { keystoneId, projectNumber, setSwiftUser } from "../services/swift";
import { badRequest, text } from "./api-error";
import {
  type CloudUser,
  changeProject,
  newUserId,
  newUsername,
  ownProject,
  readProject,
  storageUser,
} from "./cloud-project";

/** Roles of Public Cloud users. Source: `GET /cloud/project/{serviceName}/role`. */
const ROLES: Readonly<Record<string, string>> = {
  administrator: "Administrator",
  ai_training_operator: "AI Training Operator",
  ai_training_read: "AI Training Reader",
  authentication: "Authentication",
  backup_operator: "Backup Operator",
  compute_operator: "Compute Operator",
  image_operator: "Image Operator",
  infrastructure_supervisor: "Infrastructure Supervisor",
  key_manager_operator: "KeyManager Operator",
  "key-manager_operator": "KeyManager Operator",
  "key-manager_read": "KeyManager Reader",
  load_balancer_operator: "Load Balancer Operator",
  "load-balancer_operator": "Load Balancer Operator",
  network_operator: "Network Operator",
  network_security_operator: "Network Security Operator",
  objectstore_operator: "ObjectStore operator",
  share_operator: "Share Operator",
  volume_operator: "Volume Operator",
};

/** Users of a Public Cloud project; Object Storage knows each as a user of its own. */
export function cloudUsers(ctx: SandboxContext): ResourceHandler {
  return {
    type: "ovh:CloudProject/user:User",
    async create(inputs) {
      const project = await ownProject(ctx, inputs);
      const roles = rolesOf(inputs);
      const storage = await S3Administration.of(ctx);
      const user = await changeProject(ctx, project, async ({ users }) => {
        let id = newUserId();
        while (users[id] !== undefined) id = newUserId();
        await storage.ensureUser(storageUser(project, id));
        return (users[id] = {
          id,
          username: newUsername(),
          description: text(inputs.description),
          creationDate: new Date().toISOString(),
          roles,
        });
      });
      const password = newPassword();
      await setSwiftUser(ctx, user.username, keystone(project, user), password);
      const outs = { ...outputsOf(project, user), password };
      return { id: String(user.id), outs };
    },
    async read(id, props) {
      const project = await ownProject(ctx, props);
      const user = (await readProject(ctx, project)).users[id];
      return user && { ...props, ...outputsOf(project, user) };
    },
    async update(id, olds, news) {
      const project = await ownProject(ctx, olds);
      const roles = rolesOf(news);
      const user = await changeProject(ctx, project, ({ users }) => {
        const known = users[id];
        if (known === undefined) throw badRequest(`User ${id} does not exist`);
        known.roles = roles;
        return known;
      });
      const isReset = news.passwordReset !== olds.passwordReset;
      const fresh = isReset ? newPassword() : undefined;
      await setSwiftUser(ctx, user.username, keystone(project, user), fresh);
      const password = fresh ?? olds.password;
      return { ...news, ...outputsOf(project, user), password };
    },
    async delete(id, props) {
      const project = await ownProject(ctx, props);
      const storage = await S3Administration.of(ctx);
      await changeProject(ctx, project, async ({ users, policies }) => {
        if (users[id] === undefined) return;
        await storage.deleteUser(storageUser(project, id));
        await setSwiftUser(ctx, users[id].username, undefined);
        delete users[id];
        delete policies[id];
      });
    },
  };
}

function outputsOf(project: string, user: CloudUser): Json {
  return {
    creationDate: user.creationDate,
    status: "ok",
    username: user.username,
    openstackRc: {
      OS_AUTH_URL: "https://auth.cloud.ovh.net/v3",
      OS_TENANT_ID: project,
      OS_TENANT_NAME: projectNumber(project),
      OS_USERNAME: user.username,
    },
    roles: user.roles.map((name) => ({
      description: ROLES[name],
      id: createHash("md5").update(name).digest("hex"),
      name,
      permissions: [],
    })),
  };
}

function rolesOf({ roleName, roleNames }: Json): string[] {
  const names = [roleName, ...((roleNames as unknown[] | undefined) ?? [])]
    .filter((name) => name !== undefined)
    .map(String);
  const unknown = names.find((name) => ROLES[name] === undefined);
  if (unknown !== undefined)
    throw badRequest(`role "${unknown}" does not exist`);
  return [...new Set(names)];
}

/** The same user in OpenStack. */
function keystone(project: string, { username, roles }: CloudUser) {
  return { id: keystoneId(username), project, roles };
}

function newPassword(): string {
  return randomBytes(16).toString("hex");
}
