import type { SandboxContext } from "../context";
import type { Json, ResourceHandler } from "../resource-provider";
import { S3Administration } from "../services/s3";
import {
  changeProject,
  ownProject,
  ownUser,
  readProject,
  storageUser,
} from "./cloud-project";
import { userPolicy } from "./user-policy";

/** What a user may do in buckets that are not its own; a user has one policy, which each setting replaces. */
export function s3Policies(ctx: SandboxContext): ResourceHandler {
  const set = async (inputs: Json): Promise<string> => {
    const project = await ownProject(ctx, inputs);
    const user = await ownUser(ctx, project, inputs.userId);
    const text = String(inputs.policy);
    const policy = userPolicy(text);
    const storage = await S3Administration.of(ctx);
    await changeProject(ctx, project, async ({ policies }) => {
      if (policy !== undefined || policies[user.id] !== undefined)
        await storage.setPolicy(storageUser(project, user.id), policy);
      policies[user.id] = text;
    });
    return `${project}/${user.id}`;
  };
  return {
    type: "ovh:CloudProject/s3Policy:S3Policy",
    async create(inputs) {
      return { id: await set(inputs), outs: {} };
    },
    async read(_id, props) {
      const project = await ownProject(ctx, props);
      const { policies } = await readProject(ctx, project);
      const policy = policies[String(props.userId)];
      return policy === undefined ? undefined : { ...props, policy };
    },
    async update(_id, olds, news) {
      await set({ ...olds, policy: news.policy });
      return news;
    },
    async delete(_id, props) {
      const project = await ownProject(ctx, props);
      const userId = String(props.userId);
      const storage = await S3Administration.of(ctx);
      await changeProject(ctx, project, async ({ users, policies }) => {
        const policy = policies[userId];
        if (users[userId] !== undefined && policy !== undefined)
          if (userPolicy(policy) !== undefined)
            await storage.setPolicy(storageUser(project, userId), undefined);
        delete policies[userId];
      });
    },
  };
}
