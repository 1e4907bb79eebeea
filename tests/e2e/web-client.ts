import { request } from "node:https";
import type { ConnectionOptions } from "node:tls";

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface Sent {
  /**
   * Fields of a form, which is posted.
   * @default none: a page is asked for
   */
  readonly form?: Readonly<Record<string, string>>;
  /** A text file posted as a form's field `file`. */
  readonly file?: { readonly name: string; readonly text: string };
  /** Name and password for HTTP's basic authentication. */
  readonly login?: { readonly name: string; readonly password: string };
}

/** A visitor with cookies, who talks HTTPS to one address under any name, and checks its certificate. */
export class WebClient {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly address: string,
    private readonly ca: Buffer,
  ) {}

  /** How to open a connection of one's own to a name. */
  tlsOptions(host: string): ConnectionOptions {
    return { host: this.address, port: 443, servername: host, ca: this.ca };
  }

  /** Asks, follows up to five redirections within the site, and gives the last answer. */
  async ask(host: string, path: string, sent: Sent = {}): Promise<Answer> {
    let answer = await this.once(host, path, sent);
    for (let hops = 0; hops < 5 && answer.location; hops++) {
      const { pathname, search } = new URL(answer.location, `https://${host}/`);
      answer = await this.once(host, `${pathname}${search}`, {});
    }
    return answer;
  }

  private once(
    host: string,
    path: string,
    sent: Sent,
  ): Promise<Answer & { location?: string }> {
    const { type, body } = bodyOf(sent);
    const headers = {
      host,
      cookie: [...this.cookies].map((pair) => pair.join("=")).join("; "),
      ...(body === undefined
        ? {}
        : { "content-type": type, "content-length": Buffer.byteLength(body) }),
    };
    const options = {
      host: this.address,
      servername: host,
      path,
      method: body === undefined ? "GET" : "POST",
      headers,
      ca: this.ca,
      timeout: 20_000,
      ...(sent.login
        ? { auth: `${sent.login.name}:${sent.login.password}` }
        : {}),
    };
    return new Promise((done, fail) => {
      const asked = request(options, (answer) => {
        for (const line of answer.headers["set-cookie"] ?? [])
          this.keep(line.split(";")[0] ?? "");
        let text = "";
        answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
        answer.on("end", () => {
          const { location } = answer.headers;
          const status = answer.statusCode ?? 0;
          done({ status, body: text, ...(location ? { location } : {}) });
        });
      });
      asked.on("timeout", () => asked.destroy(new Error("no answer in 20 s")));
      asked.on("error", fail);
      asked.end(body);
    });
  }

  private keep(pair: string): void {
    const [name = "", ...value] = pair.split("=");
    this.cookies.set(name, value.join("="));
  }
}

function bodyOf({ form, file }: Sent): { type: string; body?: string } {
  if (form)
    return {
      type: "application/x-www-form-urlencoded",
      body: new URLSearchParams(form).toString(),
    };
  if (!file) return { type: "" };
  const edge = "epicerie-edge";
  const head = `Content-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: text/plain`;
  return {
    type: `multipart/form-data; boundary=${edge}`,
    body: `--${edge}\r\n${head}\r\n\r\n${file.text}\r\n--${edge}--\r\n`,
  };
}
