import type { SandboxContext } from "../context";
import type { ResourceHandler } from "../resource-provider";
import { S3Administration } from "../services/s3";
import { keystoneId } from "../services/swift";
import { ownProject, ownUser, readProject, storageUser } from "./cloud-project";

/** Access keys of Object Storage; those of one user may do the same. */
export function s3Credentials(ctx: SandboxContext): ResourceHandler {
  return {
    type: "ovh:CloudProject/s3Credential:S3Credential",
    async create(inputs) {
      const project = await ownProject(ctx, inputs);
      const user = await ownUser(ctx, project, inputs.userId);
      const storage = await S3Administration.of(ctx);
      const key = await storage.createKey(storageUser(project, user.id));
      const outs = {
        accessKeyId: key.accessKey,
        secretAccessKey: key.secretKey,
        internalUserId: keystoneId(user.username),
      };
      return { id: key.accessKey, outs };
    },
    async read(id, props) {
      const project = await ownProject(ctx, props);
      const { users } = await readProject(ctx, project);
      const userId = String(props.userId);
      if (users[userId] === undefined) return undefined;
      const storage = await S3Administration.of(ctx);
      const keys = await storage.keys(storageUser(project, userId));
      return keys.some((key) => key.accessKey === id) ? props : undefined;
    },
    async delete(id, props) {
      const project = await ownProject(ctx, props);
      const { users } = await readProject(ctx, project);
      const userId = String(props.userId);
      if (users[userId] === undefined) return;
      const storage = await S3Administration.of(ctx);
      const uid = storageUser(project, userId);
      const keys = await storage.keys(uid);
      if (keys.some((key) => key.accessKey === id))
        await storage.deleteKey(uid, id);
    },
  };
}
