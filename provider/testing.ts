import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "./clock";

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

/** An API that gives prepared replies in their order, and tells what it was asked. The time of its clock is 1000. */
export async function scriptedApi(replies: Reply[]) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { method = "", url: path = "", headers } = request;
      if (path === "/auth/time") return response.end("1000");
      calls.push({ method, path, headers, body });
      const reply = replies.shift() ?? { status: 418 };
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
