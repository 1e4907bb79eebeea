import type {
  ApiSettings,
  ApplicationKeys,
  OAuth2Client,
} from "./api-settings";
import { type Clock, systemClock } from "./clock";
import { type Answer, exchange, type Question } from "./http";
import { delayAfter, isPassing, TRIES } from "./retry";
import { signature } from "./signature";

/** A refusal of OVH's API, or its silence. Tells the call, never what was sent. */
export class OvhError extends Error {
  constructor(
    message: string,
    /** HTTP status; undefined when the call was not answered, or not even sent. */
    readonly status: number | undefined,
    /** Nobody knows whether what was asked for was done. */
    readonly unsure = false,
  ) {
    super(message);
    this.name = "OvhError";
  }
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

/** OVH's API, for whoever holds these credentials. */
export class OvhApi {
  private clockOffset: Promise<number> | undefined;
  private token: { readonly text: string; readonly end: number } | undefined;

  constructor(
    private readonly settings: ApiSettings,
    readonly clock: Clock = systemClock,
  ) {}

  /** Undefined where there is no such thing (404). */
  async find<T>(path: string): Promise<T | undefined> {
    try {
      return (await this.patiently("GET", path)) as T;
    } catch (error) {
      if (error instanceof OvhError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** The ids that a path lists, as text: some of OVH's are numbers. */
  async list(
    path: string,
    filter: Readonly<Record<string, string>> = {},
  ): Promise<string[]> {
    const query = new URLSearchParams(filter).toString();
    const ids = await this.patiently("GET", query ? `${path}?${query}` : path);
    return (ids as unknown[]).map(String);
  }

  async put(path: string, body: unknown): Promise<void> {
    await this.patiently("PUT", path, body);
  }

  /** What is gone already is done. */
  async delete(path: string): Promise<void> {
    try {
      await this.patiently("DELETE", path);
    } catch (error) {
      if (!(error instanceof OvhError) || error.status !== 404) throw error;
    }
  }

  /** A POST that may be made twice without harm, e.g. a change of password. */
  async repeatablePost(path: string, body: unknown): Promise<void> {
    await this.patiently("POST", path, body);
  }

  /**
   * Makes what must not exist twice. After a call that nobody knows the outcome of, `exists` is asked before the next
   * try; and a refusal because it exists (409) is then the outcome.
   */
  async makeOnce(
    path: string,
    body: unknown,
    exists: () => Promise<boolean>,
  ): Promise<void> {
    let wasUnsure = false;
    for (let attempt = 1; ; attempt++) {
      const answer = await this.send("POST", path, body);
      if (isDone(answer)) return;
      if (wasUnsure && answer?.status === 409) return;
      const unsure = answer === undefined || answer.status >= 500;
      if ((!unsure && answer.status !== 429) || attempt === TRIES)
        throw failure("POST", path, body, answer, unsure);
      await this.pause(attempt, answer);
      wasUnsure ||= unsure;
      if (unsure && (await exists())) return;
    }
  }

  private async patiently(
    method: Method,
    path: string,
    body?: unknown,
  ): Promise<unknown> {
    let wasUnsure = false;
    for (let attempt = 1; ; attempt++) {
      const answer = await this.send(method, path, body);
      if (isDone(answer)) return parsed(answer?.text ?? "");
      // The try before was accepted after all, and OVH is at it.
      if (wasUnsure && method !== "GET" && answer?.status === 409)
        return undefined;
      wasUnsure ||= answer?.status !== 429;
      const passing = answer === undefined || isPassing(answer.status);
      if (!passing || attempt === TRIES)
        throw failure(method, path, body, answer);
      await this.pause(attempt, answer);
    }
  }

  private pause(attempt: number, answer: Answer | undefined): Promise<unknown> {
    const asked = answer?.headers["retry-after"];
    return this.clock.sleep(delayAfter(attempt, asked, this.clock.now()));
  }

  /** Undefined when no whole answer came. */
  private async send(
    method: Method,
    path: string,
    body?: unknown,
  ): Promise<Answer | undefined> {
    const url = `${this.settings.endpoint}${path}`;
    const text = body === undefined ? "" : JSON.stringify(body);
    const { ca } = this.settings;
    const headers = {
      accept: "application/json",
      "user-agent": "epicerie",
      ...(text === "" ? {} : { "content-type": "application/json" }),
      "content-length": String(Buffer.byteLength(text)),
      ...(await this.authorization(method, url, text)),
    };
    const question = { method, url, headers, body: text, ca };
    return exchange(question).catch(() => undefined);
  }

  private async authorization(
    method: Method,
    url: string,
    body: string,
  ): Promise<Record<string, string>> {
    const { credentials } = this.settings;
    if ("accessToken" in credentials)
      return { authorization: `Bearer ${credentials.accessToken}` };
    if ("clientId" in credentials)
      return { authorization: `Bearer ${await this.fetchToken(credentials)}` };
    return this.signed(credentials, method, url, body);
  }

  private async signed(
    keys: ApplicationKeys,
    method: Method,
    url: string,
    body: string,
  ): Promise<Record<string, string>> {
    this.clockOffset ??= this.askTime();
    const offset = await this.clockOffset.catch((error: unknown) => {
      this.clockOffset = undefined;
      throw error;
    });
    const timestamp = Math.round(this.clock.now() / 1000) + offset;
    return {
      "x-ovh-application": keys.applicationKey,
      "x-ovh-consumer": keys.consumerKey,
      "x-ovh-timestamp": String(timestamp),
      "x-ovh-signature": signature(keys, method, url, body, timestamp),
    };
  }

  /** Seconds that OVH's clock is ahead of ours. */
  private async askTime(): Promise<number> {
    const { endpoint, ca } = this.settings;
    const url = `${endpoint}/auth/time`;
    const question = { method: "GET", url, headers: {}, body: "", ca };
    const text = await this.beforehand(question, "OVH does not tell its time");
    return Number(text) - Math.round(this.clock.now() / 1000);
  }

  /** Source: `NewOAuth2Client` of github.com/ovh/go-ovh; the client credentials grant of RFC 6749, section 4.4. */
  private async fetchToken(client: OAuth2Client): Promise<string> {
    const now = this.clock.now();
    if (this.token && this.token.end > now) return this.token.text;
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: client.clientId,
      client_secret: client.clientSecret,
      scope: "all",
    }).toString();
    const question = {
      method: "POST",
      url: client.tokenUrl,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body,
    };
    const refusal = "OVH gives no access token to this client";
    const { access_token: text, expires_in: seconds } = JSON.parse(
      await this.beforehand(question, refusal),
    ) as { access_token: string; expires_in: number };
    this.token = { text, end: now + (seconds - 60) * 1000 };
    return text;
  }

  /**
   * What must be known before a call can be sent. Asked for as patiently as the call, which is not sent meanwhile: so no
   * failure here, of whatever status, says anything about what the call is for.
   */
  private async beforehand(
    question: Question,
    refusal: string,
  ): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      const answer = await exchange(question).catch(() => undefined);
      if (answer && isDone(answer)) return answer.text;
      const passing = answer === undefined || isPassing(answer.status);
      if (!passing || attempt === TRIES)
        throw new OvhError(
          `${refusal} (${answer?.status ?? "no answer"})`,
          undefined,
        );
      await this.pause(attempt, answer);
    }
  }
}

function isDone(answer: Answer | undefined): boolean {
  return answer !== undefined && answer.status >= 200 && answer.status < 300;
}

function parsed(text: string): unknown {
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}

/** In the vendor's own words, without any text that was sent: an answer may repeat a password. */
function failure(
  method: Method,
  path: string,
  body: unknown,
  answer: Answer | undefined,
  unsure = false,
): OvhError {
  const call = `${method} ${path}`;
  if (answer === undefined)
    return new OvhError(`OVH does not answer (${call})`, undefined, unsure);
  const { status, headers } = answer;
  const { password } = (body ?? {}) as { password?: unknown };
  const said = messageIn(answer.text);
  const words =
    typeof password === "string" && password !== ""
      ? said.replaceAll(password, "[secret]")
      : said;
  const query = headers["x-ovh-queryid"];
  const reference = typeof query === "string" ? `, query ${query}` : "";
  return new OvhError(
    `OVH refuses (${call}): ${status} ${words}${reference}`,
    status,
    unsure,
  );
}

function messageIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    if (typeof message === "string") return message;
  } catch {
    // Not from the API itself: a gateway's page.
  }
  return text.slice(0, 200);
}
