import { randomBytes } from "node:crypto";
import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { cancel, order } from "../services/account";
import { S3Administration } from "../services/s3";
import { accountOf } from "../services/services";
import { ApiError, notFound, text } from "./api-error";
import { changeProject, storageUser } from "./cloud-project";
import { checkPlan } from "./order";

/** Public Cloud projects that a program orders: each order is another one, as at the vendor. */
export function cloudProjects(ctx: SandboxContext): ResourceHandler {
  return {
    type: "ovh:CloudProject/project:Project",
    defaults: { deletionProtection: false },
    async create(inputs) {
      checkPlan(inputs, "project.2018");
      const id = newProjectId();
      const nothing = { zones: [], mailDomains: [], mysql: [] };
      await order(ctx, { ...nothing, projects: [id] });
      const description = await describe(ctx, id, inputs.description);
      return { id, outs: outputsOf(id, description) };
    },
    async read(id, props) {
      const { projects } = await accountOf(ctx);
      if (!projects.includes(id)) return undefined;
      const description = await describe(ctx, id, undefined);
      return { ...props, ...outputsOf(id, description) };
    },
    async update(id, olds, news) {
      const { projects } = await accountOf(ctx);
      if (!projects.includes(id))
        throw notFound(`This service does not exist: ${id}`);
      const description = await describe(ctx, id, news.description);
      return { ...olds, ...news, ...outputsOf(id, description) };
    },
    async delete(id, props) {
      if (props.deletionProtection === true)
        throw new Error(
          `cloud project ${id} is protected from deletion. Set deletion_protection to false before destroying`,
        );
      await terminate(ctx, id);
    },
  };
}

/** Its name in the console, after a change to it. */
function describe(
  ctx: SandboxContext,
  id: string,
  description: unknown,
): Promise<string> {
  return changeProject(ctx, id, (document) => {
    if (description !== undefined) document.description = text(description);
    return document.description ?? "";
  });
}

/** Nobody signs in any more; a bucket that still holds something keeps the project, where the vendor would empty it. */
async function terminate(ctx: SandboxContext, id: string): Promise<void> {
  await changeProject(ctx, id, async (document) => {
    const [bucket] = Object.keys(document.buckets);
    if (bucket !== undefined)
      throw new ApiError(
        409,
        "Client::Conflict",
        `The project still has the bucket ${bucket}`,
      );
    const users = Object.keys(document.users);
    if (users.length === 0) return;
    const storage = await S3Administration.of(ctx);
    for (const user of users) await storage.deleteUser(storageUser(id, user));
    document.users = {};
    document.policies = {};
  });
  await cancel(ctx, "projects", id);
}

/** Source: `publicCloudProjectNameFormatRegex` of the provider, ovh/resource_cloud_project.go */
function newProjectId(): string {
  const hex = randomBytes(16).toString("hex");
  return `${hex.slice(0, 12)}4${hex.slice(13)}`;
}

function outputsOf(id: string, description: string): Json {
  return {
    projectId: id,
    projectName: id,
    description,
    ProjectURN: `urn:v1:eu:resource:publicCloudProject:${id}`,
    access: "full",
    status: "ok",
  };
}
