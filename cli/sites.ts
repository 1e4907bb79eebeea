import { request } from "node:https";
import { patiently } from "./patience";
import { fullName, type HeldRecord } from "./published";

/** A name of a stack on the web, and the address of the server that it leads to. */
export interface Site {
  readonly host: string;
  readonly address: string;
}

/** Why somebody who comes to a site does not see it. */
export interface Trouble {
  /**
   * `silent`: nothing answers at that address; `certificate`: browsers would refuse the connection; `away`: the proxy answers,
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
/** What the proxy answers for an app that does not: `components/caddy-site.ts`. */
const AWAY = [502, 503, 504];

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
        () => give(`${String(PATIENCE_MS / 1000)} s`),
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

/** The names that lead to the servers of a stack's sites: those of the sites, and those that redirect to them. */
export function sitesOf(
  urls: readonly string[],
  records: readonly HeldRecord[],
): Site[] {
  const named = records
    .filter(({ type, subdomain }) => type === "A" && !subdomain.includes("*"))
    .map((record) => ({ host: fullName(record), address: record.target }));
  const hosts = urls.map((url) => new URL(url).hostname);
  const servers = named
    .filter(({ host }) => hosts.includes(host))
    .map(({ address }) => address);
  return named.filter(({ address }) => servers.includes(address));
}

/** Visits every site, again and again while one cannot be seen and there is patience left, in seconds. */
export function findUnseen(
  sites: readonly Site[],
  visit: Visit,
  patience: number,
): Promise<Unseen[]> {
  const see = async (site: Site): Promise<Unseen[]> => {
    const trouble = await visit(site);
    return trouble ? [{ site, trouble }] : [];
  };
  return patiently([sites], patience, async (all) =>
    (await Promise.all(all.map(see))).flat(),
  );
}
