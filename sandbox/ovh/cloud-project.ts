import { randomBytes, randomInt } from "node:crypto";
import type { SandboxContext } from "../context";
import type { Json } from "../resource-provider";
import { accountOf } from "../services/services";
import { notFound, requiredService } from "./api-error";

/** A user of a Public Cloud project, as the API remembers it. */
export interface CloudUser {
  /** Numeric. */
  readonly id: number;
  readonly username: string;
  readonly description: string;
  readonly creationDate: string;
  roles: string[];
}

/** A bucket of a project. */
export interface CloudBucket {
  /** Upper case. */
  readonly region: string;
  readonly createdAt: string;
  /** The id of a user of the project, or that of the project's own. */
  readonly ownerId: number;
}

/** An alert on what a project costs in a month. */
export interface ProjectAlert {
  readonly email: string;
  readonly monthlyThreshold: number;
  /** Seconds between two letters. */
  readonly delay: number;
  readonly creationDate: string;
}

export interface ProjectDocument {
  /** The user that owns what no other user of the project was named to own. */
  readonly ownerId: number;
  /** By id. */
  users: Record<string, CloudUser>;
  /** The policy text of each user that has one, by id. */
  policies: Record<string, string>;
  /** By name. */
  buckets: Record<string, CloudBucket>;
  /** Its name in the console. */
  description?: string;
  /** Those that were activated besides the usual ones. */
  regions?: string[];
  /** By id. */
  alerts?: Record<string, ProjectAlert>;
}

/** The project of a resource. Throws when the account has none of this name. */
export async function ownProject(
  ctx: SandboxContext,
  inputs: Json,
): Promise<string> {
  const project = requiredService(inputs);
  const { projects } = await accountOf(ctx);
  if (!projects.includes(project))
    throw notFound(`This service does not exist: ${project}`);
  return project;
}

export function changeProject<T>(
  ctx: SandboxContext,
  project: string,
  change: (document: ProjectDocument) => T | Promise<T>,
): Promise<T> {
  return ctx.store.update(documentOf(project), newProject(), change);
}

/** The project as it is; made on first sight, so that its own user's id never changes. */
export async function readProject(
  ctx: SandboxContext,
  project: string,
): Promise<ProjectDocument> {
  const known = await ctx.store.read<ProjectDocument | null>(
    documentOf(project),
    null,
  );
  return known ?? changeProject(ctx, project, (document) => document);
}

/** A user of the project. Throws when there is none of this id. */
export async function ownUser(
  ctx: SandboxContext,
  project: string,
  userId: unknown,
): Promise<CloudUser> {
  const user = (await readProject(ctx, project)).users[String(userId)];
  if (user === undefined)
    throw notFound(`User ${String(userId)} does not exist`);
  return user;
}

/** The name that Object Storage knows a user of a project by. */
export function storageUser(project: string, userId: number | string): string {
  return `${project}-${userId}`;
}

/** A number as OVH gives its users: six digits. */
export function newUserId(): number {
  return randomInt(100_000, 1_000_000);
}

export function newUsername(): string {
  return `user-${randomBytes(9).toString("base64url").replace(/[-_]/g, "x")}`;
}

function documentOf(project: string): string {
  return `project-${project}`;
}

function newProject(): ProjectDocument {
  return { ownerId: newUserId(), users: {}, policies: {}, buckets: {} };
}
