import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "./clock";
import { OvhApi } from "./ovh-api";

/** What an API answers once: a status with a body, or no answer at all. */
export type Reply =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly retryAfter?: string;
    }
  | "nothing";

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/**
 * An API that gives prepared replies in their order, or whatever a function replies to a call, and tells what it was asked.
 * The time of its clock is 1000.
 */
export async function scriptedApi(replies: Reply[] | ((call: Call) => Reply)) {
  const calls: Call[] = [];
  const replyTo = (call: Call): Reply =>
    Array.isArray(replies)
      ? (replies.shift() ?? { status: 418 })
      : replies(call);
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { method = "", url: path = "", headers } = request;
      if (path === "/auth/time") return response.end("1000");
      const call = { method, path, headers, body };
      calls.push(call);
      const reply = replyTo(call);
      if (reply === "nothing") return request.socket.destroy();
      const { status, retryAfter, body: said } = reply;
      if (retryAfter !== undefined)
        response.setHeader("retry-after", retryAfter);
      response.setHeader("x-ovh-queryid", "EU.test");
      response.statusCode = status;
      return response.end(said === undefined ? "" : JSON.stringify(said));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    close: () => new Promise((done) => server.close(done)),
  };
}

/** A clock whose sleeps take no time but pass. */
export function fastClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  let time = 5_000_000;
  return {
    slept,
    now: () => time,
    async sleep(milliseconds) {
      slept.push(milliseconds);
      time += milliseconds;
      return Promise.resolve();
    },
  };
}

/** The OVH of one mail service, for tests of a kind of resource: its API, its calls without reading ones, its clock. */
export async function withMailApi<T>(
  replyTo: (call: Call) => Reply,
  work: (
    api: OvhApi,
    changes: () => string[],
    clock: ReturnType<typeof fastClock>,
  ) => Promise<T>,
): Promise<T> {
  const { endpoint, calls, close } = await scriptedApi(replyTo);
  const clock = fastClock();
  const api = new OvhApi(
    { endpoint, credentials: { accessToken: "t" } },
    clock,
  );
  const changes = (): string[] =>
    calls.flatMap(({ method, path }) =>
      method === "GET" ? [] : [`${method} ${path}`],
    );
  try {
    return await work(api, changes, clock);
  } finally {
    await close();
  }
}
