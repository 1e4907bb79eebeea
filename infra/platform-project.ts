import * as pulumi from "@pulumi/pulumi";
import { OvhProject } from "../components/ovh-project";
import type { Platform } from "./model/platform";

/** What the platform orders or has of its project besides servers and buckets, as outputs; nothing where that is nothing. */
export function createProject({
  project,
}: Pick<Platform, "project">): Record<string, unknown> {
  const { order, regions, technicalUsers, spendingAlert } = project;
  const hasMore = regions.length > 0 || technicalUsers.length > 0;
  if (!order && !hasMore && !spendingAlert) return {};
  const { id, credentials } = new OvhProject("projet", project);
  return {
    // What is then written in `stacks/prod.ts`.
    ...(order ? { project: { id } } : {}),
    ...(technicalUsers.length > 0
      ? { technicalUsers: pulumi.secret(credentials) }
      : {}),
  };
}
