import { createServer } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type SandboxContext, fault } from "../context";
import { ApiError } from "../ovh/api-error";
import { isFirstTime } from "../ovh/faults";
import { authenticate } from "./authentication";
import { type ApiCall, noSuchCall } from "./call";
import { type ApiKeys, apiKeys } from "./keys";
import { answerMail } from "./mail-routes";

/** The stand-in for OVH's API, as long as this process lives. */
export interface OvhApiServer {
  /** `https://localhost:40123/1.0` */
  readonly endpoint: string;
  readonly keys: ApiKeys;
  close(): Promise<void>;
}

const VERSION = "/1.0";

/**
 * Serves the vendor's mail API over HTTPS on the loopback interface: the host is where its calls come from. What it is
 * asked for happens to the sandbox's real mail server. It does not keep the process alive.
 */
export async function startOvhApi(ctx: SandboxContext): Promise<OvhApiServer> {
  const keys = await apiKeys(ctx);
  const { cert, key } = await ctx.ca.issue(["localhost"], ["127.0.0.1"]);
  const server = createServer({ cert, key }, (request, response) => {
    void answer(ctx, keys, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `https://localhost:${port}${VERSION}`,
    keys,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  ctx: SandboxContext,
  keys: ApiKeys,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "GET", url: target = "/" } = request;
  const reply = (status: number, value: unknown): void => {
    response.statusCode = status;
    response.setHeader("content-type", "application/json; charset=utf-8");
    response.end(value === undefined ? "null" : JSON.stringify(value));
  };
  try {
    const body = await bodyOf(request);
    const url = `https://${String(request.headers.host)}${target}`;
    const now = Math.floor(Date.now() / 1000);
    if (target === `${VERSION}/auth/time`) return reply(200, now);
    authenticate({ method, url, headers: request.headers, body }, keys, now);
    if (await isRefused(ctx, method, target, response)) return;
    const value = await route(ctx, callOf(method, url, body));
    // The work is done, and nobody learns of it.
    if (await isLost(ctx, method, target)) request.socket.destroy();
    else reply(200, value);
  } catch (error) {
    const known = error instanceof ApiError;
    const { kind, text } = known
      ? error
      : { kind: "Server::InternalServerError", text: String(error) };
    reply(known ? error.status : 500, { class: kind, message: text });
  }
}

async function route(ctx: SandboxContext, call: ApiCall): Promise<unknown> {
  const [first, second] = call.path;
  if (first === "auth" && second === "details")
    return { account: "sandbox-ovh", method: "application" };
  if (first === "email" && second === "domain") return answerMail(ctx, call);
  throw noSuchCall();
}

function callOf(method: string, address: string, body: string): ApiCall {
  const { pathname, searchParams } = new URL(address);
  const path = pathname.slice(VERSION.length + 1).split("/");
  return {
    method,
    path: path.map(decodeURIComponent),
    query: searchParams,
    body: body === "" ? {} : (JSON.parse(body) as Record<string, unknown>),
  };
}

/** Bad days: while `api-429` or `api-500` is on, the first of each call is refused, and nothing is done. */
async function isRefused(
  ctx: SandboxContext,
  method: string,
  target: string,
  response: ServerResponse,
): Promise<boolean> {
  for (const [name, status] of [
    ["api-429", 429],
    ["api-500", 500],
  ] as const) {
    if (!fault(ctx, name)) continue;
    if (!(await isFirstTime(ctx, `${name} ${method} ${target}`))) continue;
    if (status === 429) response.setHeader("retry-after", "1");
    response.statusCode = status;
    response.end(JSON.stringify({ message: "not now" }));
    return true;
  }
  return false;
}

/** While `api-lost` is on, the first answer to each call that changes something is lost. */
async function isLost(
  ctx: SandboxContext,
  method: string,
  target: string,
): Promise<boolean> {
  if (method === "GET" || !fault(ctx, "api-lost")) return false;
  return isFirstTime(ctx, `api-lost ${method} ${target}`);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
