import { request } from "node:https";
import { patiently } from "./patience";
import { fullName, type HeldRecord, type StoredResource } from "./published";

/** A name of a stack on the web, and the address that it leads to. */
export interface Site {
  readonly host: string;
  readonly address: string;
}

/** Why somebody who comes to a site does not see it. */
export interface Trouble {
  /**
   * `silent`: nobody answers at that address; `certificate`: browsers would refuse the connection; `away`: the proxy answers,
   * but not the app behind it.
   */
  readonly kind: "silent" | "certificate" | "away";
  /** In the words of the system, or the HTTP status. */
  readonly reason: string;
}

/** Comes to a site as a browser would; undefined when all is well. */
export type Visit = (site: Site) => Promise<Trouble | undefined>;

/** A site that somebody could not see. */
export interface Unseen {
  readonly site: Site;
  readonly trouble: Trouble;
}

const PATIENCE_MS = 10_000;
/** What the proxy itself answers for an app that does not. A 503 is the app's own, for the time of its maintenance. */
const AWAY = [502, 504];

/** Visits over HTTPS, whatever name servers say; `authority`: PEM of the only authority to trust, else the usual ones. */
export function visitor(authority?: string, port = 443): Visit {
  const trusted = authority ? { ca: authority } : {};
  return ({ host, address }) =>
    new Promise((resolve) => {
      let reached: Trouble["kind"] = "silent";
      const asked = request({
        ...trusted,
        host: address,
        port,
        method: "HEAD",
        servername: host,
        headers: { host },
        agent: false,
      });
      const end = (trouble?: Trouble): void => {
        clearTimeout(timer);
        asked.destroy();
        resolve(trouble);
      };
      const give = (reason: string): void => end({ kind: reached, reason });
      const timer = setTimeout(
        () => give(`no answer in ${String(PATIENCE_MS / 1000)} s`),
        PATIENCE_MS,
      );
      asked.on("socket", (socket) => {
        socket.on("connect", () => (reached = "certificate"));
        socket.on("secureConnect", () => (reached = "away"));
      });
      asked.on("error", (error) => give(inWords(error)));
      asked.on("close", () => give("ECONNRESET"));
      asked.on("response", ({ statusCode = 0 }) =>
        AWAY.includes(statusCode) ? give(`HTTP ${String(statusCode)}`) : end(),
      );
      asked.end();
    });
}

/** What went wrong, e.g. "tlsv1 alert internal error" of the line that OpenSSL writes, or "ECONNREFUSED". */
function inWords(error: NodeJS.ErrnoException & { reason?: string }): string {
  const [, alert] = /SSL routines:[^:]*:([^:]+)/.exec(error.message) ?? [];
  return error.reason ?? alert ?? error.code ?? error.message;
}

/** The sites that a stack holds: names of its routes that have an address in a zone. */
export function sitesOf(
  resources: readonly StoredResource[],
  records: readonly HeldRecord[],
): Site[] {
  const hosts = new Set(urlsIn(resources).map((url) => new URL(url).hostname));
  return records
    .filter((record) => record.type === "A" && hosts.has(fullName(record)))
    .map((record) => ({ host: fullName(record), address: record.target }));
}

/** Those of its routes; of a state that was made before they were in it, those of its apps. */
function urlsIn(resources: readonly StoredResource[]): string[] {
  const of = (wanted: string): string[] =>
    resources
      .filter(({ type }) => type === wanted)
      .flatMap(({ outputs }) => {
        const urls = outputs?.urls;
        return Array.isArray(urls) ? urls.map(String) : [];
      });
  const routes = of("epicerie:components:Site");
  return routes.length > 0 ? routes : of("pulumi:pulumi:Stack");
}

/** Visits every site, again and again while one cannot be seen and there is patience left, in seconds, until the signal. */
export function findUnseen(
  sites: readonly Site[],
  visit: Visit,
  patience: number,
  signal?: AbortSignal,
): Promise<Unseen[]> {
  const see = async (site: Site): Promise<Unseen[]> => {
    const trouble = await visit(site);
    return trouble ? [{ site, trouble }] : [];
  };
  return patiently(
    [sites],
    patience,
    async (all) => (await Promise.all(all.map(see))).flat(),
    signal,
  );
}
