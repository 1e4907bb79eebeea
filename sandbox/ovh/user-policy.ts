import { badRequest, text } from "./api-error";

interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const KEYS = new Set(["Sid", "Effect", "Action", "Resource"]);

/**
 * A policy of OVH's Object Storage (`POST /cloud/project/{serviceName}/user/{userId}/policy`) as an IAM user policy, which
 * means the same: what is allowed adds to the user's own buckets, what is denied is denied. Undefined: no policy at all.
 * Throws ApiError for what OVH refuses. Source: help.ovhcloud.com, "Object Storage: Identity and access management".
 */
export function userPolicy(policy: string): string | undefined {
  const statements = statementsOf(policy).map(statement);
  return statements.length === 0
    ? undefined
    : JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function statementsOf(policy: string): unknown[] {
  let document: unknown;
  try {
    document = JSON.parse(policy);
  } catch {
    throw malformed("it is not JSON");
  }
  const { Statement: statements } = (document ?? {}) as { Statement?: unknown };
  if (!Array.isArray(statements)) throw malformed("Statement is not a list");
  return statements;
}

function statement(value: unknown, index: number): Statement {
  const at = `Statement[${index}]`;
  if (typeof value !== "object" || value === null)
    throw malformed(`${at} is not an object`);
  const fields = value as Record<string, unknown>;
  const unknown = Object.keys(fields).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw malformed(`${at} has no field ${unknown}`);
  const { Sid, Effect } = fields;
  if (Effect !== "Allow" && Effect !== "Deny")
    throw malformed(`${at}.Effect is neither Allow nor Deny`);
  return {
    ...(Sid === undefined ? {} : { Sid: text(Sid) }),
    Effect,
    Action: texts(fields.Action, `${at}.Action`, /^(s3:[A-Za-z*?]+|\*)$/),
    Resource: texts(
      fields.Resource,
      `${at}.Resource`,
      /^(arn:aws:s3:::.+|\*)$/,
    ),
  };
}

function texts(value: unknown, at: string, form: RegExp): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw malformed(`${at} is empty`);
  return list.map((item) => {
    if (typeof item !== "string" || !form.test(item))
      throw malformed(`${at} has ${JSON.stringify(item) ?? "nothing"}`);
    return item;
  });
}

function malformed(detail: string): Error {
  return badRequest(`Malformed policy: ${detail}`);
}
