import type { SandboxContext } from "../context";
import type { Json } from "../resource-provider";
import { sql } from "../services/mysql";
import { accountOf } from "../services/services";
import { badRequest, notFound } from "./api-error";

/** The MySQL service of a resource. Throws when the account has none of this name. */
export async function ownService(
  ctx: SandboxContext,
  { serviceName }: Json,
): Promise<string> {
  const { mysql } = await accountOf(ctx);
  if (!mysql.some(({ service }) => service === serviceName))
    throw notFound(`This service does not exist: ${String(serviceName)}`);
  return String(serviceName);
}

/** Names that need no quoting in any statement; MySQL allows users 32 characters and databases 64. */
export function ownName(what: string, name: unknown, length: number): string {
  const text = String(name);
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length > length)
    throw badRequest(
      `Invalid ${what}: "${text}" (letters, digits, - and _, at most ${length})`,
    );
  return text;
}

export async function databaseExists(
  ctx: SandboxContext,
  service: string,
  database: string,
): Promise<boolean> {
  const rows = await sql(
    ctx,
    service,
    `SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '${database}'`,
  );
  return rows.length > 0;
}

export async function userExists(
  ctx: SandboxContext,
  service: string,
  user: string,
): Promise<boolean> {
  const rows = await sql(
    ctx,
    service,
    `SELECT 1 FROM mysql.global_priv WHERE User = '${user}'`,
  );
  return rows.length > 0;
}

/** The server's own accounts and databases, which are nobody's to order. */
export const RESERVED = new Set([
  "root",
  "mysql",
  "mariadb.sys",
  "information_schema",
  "performance_schema",
  "sys",
]);
