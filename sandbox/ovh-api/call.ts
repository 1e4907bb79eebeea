import { ApiError } from "../ovh/api-error";
import type { Slot } from "../services/mail-directory";

/** What a route needs to know of a call. */
export interface ApiCall {
  readonly method: string;
  /** Without `/1.0`, decoded: `["email", "domain", "les-amis.example", "account"]`. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A call below `/email/domain/<domain>/<collection>`. */
export interface MailCall extends ApiCall {
  readonly domain: string;
  /** What follows the collection: `["contact", "changePassword"]`. */
  readonly rest: readonly string[];
}

export function noSuchCall(): ApiError {
  return new ApiError(404, "Client::NotFound", "Got an invalid (or empty) URL");
}

/** What the vendor says of work that it accepted. */
export function taskOf(address: string, { action, due }: Slot<unknown>) {
  const [account, domain] = address.split("@");
  return { id: due, account, domain, action, date: new Date().toISOString() };
}
