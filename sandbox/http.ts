import * as http from "node:http";
import * as https from "node:https";

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
}

/**
 * Asks for a page and gives the head of the answer; undefined when none comes within `patience` milliseconds.
 * Not `fetch`: while a service starts, a connection may be taken and dropped before it answers, and then Node 20's
 * `fetch` neither settles nor keeps the process alive, which ends in the middle of its work.
 */
export function ask(
  url: URL | string,
  options: {
    readonly method?: "GET" | "HEAD";
    readonly accept?: string;
    readonly patience: number;
  },
): Promise<Answer | undefined> {
  const { method = "GET", accept = "*/*", patience } = options;
  const { request } = new URL(url).protocol === "https:" ? https : http;
  return new Promise((resolve) => {
    const settings = { method, headers: { accept }, agent: false };
    const asked = request(url, settings, ({ statusCode = 0, headers }) =>
      end({ status: statusCode, headers }),
    );
    const timer = setTimeout(() => end(undefined), patience);
    const end = (answer: Answer | undefined): void => {
      clearTimeout(timer);
      asked.destroy();
      resolve(answer);
    };
    asked.on("error", () => end(undefined));
    asked.on("close", () => end(undefined));
    asked.end();
  });
}
