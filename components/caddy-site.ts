import type { AppDefinition } from "../apps-catalog/define-app";
import { USUAL_UPLOADS } from "../apps-catalog/limits";

/** A service on the beneficiary's network, and how it is published. */
export interface Upstream {
  /** Its name on that network. */
  readonly service: string;
  /** Where its web server listens. */
  readonly port: number;
  /**
   * Megabytes that a visitor may send at once.
   * @default 64
   */
  readonly uploads?: number;
  /**
   * Security headers that it needs otherwise than the proxy has them.
   * @default none
   */
  readonly headers?: AppDefinition["headers"];
}

export interface Route {
  /** The name people type, e.g. `www.les-amis.example`. */
  readonly host: string;
  /** Where it goes: a service, or another name of the beneficiary's, for good. */
  readonly to: Upstream | { readonly redirect: string };
}

/**
 * What browsers are told unless the app itself says otherwise. Source: https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
 */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Strict-Transport-Security": "max-age=31536000",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "X-Frame-Options": "SAMEORIGIN",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
};

/** One site block of a Caddyfile, for Caddy 2.6 and later; `errorPage` is a file of the folder `errors`. */
export function caddySite({ host, to }: Route, errorPage: string): string {
  const lines =
    "redirect" in to
      ? [`redir https://${to.redirect}{uri} permanent`]
      : [...published(to), ...onError(errorPage)];
  return `${host} {\n${lines.map((line) => `\t${line}\n`).join("")}}\n`;
}

function published({
  service,
  port,
  uploads = USUAL_UPLOADS,
  headers,
}: Upstream): string[] {
  const tooLarge = `Ce que vous envoyez est trop grand : ce site accepte ${String(uploads)} Mo au plus.`;
  return [
    "encode gzip",
    ...securityHeaders(headers),
    // Said before anything is sent; what comes without a length is cut off by the second rule, which answers 502.
    `@large expression \`{http.request.header.Content-Length} != "" && int({http.request.header.Content-Length}) > ${String(uploads * 1e6)}\``,
    `respond @large ${JSON.stringify(tooLarge)} 413`,
    "request_body {",
    `\tmax_size ${String(uploads)}MB`,
    "}",
    `reverse_proxy ${service}:${String(port)}`,
  ];
}

/** With `?`, the proxy's value is for an app that sets none itself; of several in one block, all or none are set. */
function securityHeaders(headers: Upstream["headers"] = {}): string[] {
  const wanted = Object.fromEntries(
    Object.entries(headers).map(([name, { value }]) => [name, value]),
  );
  return Object.entries({ ...SECURITY_HEADERS, ...wanted }).flatMap(
    ([name, value]) =>
      value === null ? [] : [`header ?${name} ${JSON.stringify(value)}`],
  );
}

/** The beneficiary's own page when the app does not answer. The file server keeps the error's status. */
function onError(page: string): string[] {
  return [
    "handle_errors {",
    "\t@away expression `{http.error.status_code} in [502, 503, 504]`",
    "\thandle @away {",
    "\t\theader Cache-Control no-store",
    "\t\theader Retry-After 60",
    "\t\troot * /etc/caddy/errors",
    `\t\trewrite * /${page}`,
    "\t\tfile_server",
    "\t}",
    "}",
  ];
}
