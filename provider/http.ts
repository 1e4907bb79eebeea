import * as http from "node:http";
import * as https from "node:https";

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

export interface Question {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Certificates (PEM) trusted besides Node's own. */
  readonly ca?: string;
}

/** As long as OVH's own client waits (github.com/ovh/go-ovh, `DefaultTimeout`). */
const TIMEOUT_MS = 180_000;

/** One exchange, without a connection kept for the next one. Rejects when no whole answer comes. */
export function exchange(question: Question): Promise<Answer> {
  const { method, url, headers, body, ca } = question;
  const isHttps = new URL(url).protocol === "https:";
  const { request } = isHttps ? https : http;
  return new Promise((resolve, reject) => {
    const options = { method, headers, agent: false, timeout: TIMEOUT_MS, ca };
    const asked = request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
      response.on("close", () => reject(new Error("the answer was cut off")));
    });
    asked.on("timeout", () => asked.destroy(new Error("no answer came")));
    asked.on("error", reject);
    asked.on("close", () => reject(new Error("the connection was closed")));
    asked.end(body);
  });
}
