import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ApiError } from "../ovh/api-error";
import type { ApiKeys } from "./keys";

/** Seconds that a caller's clock may be wrong. */
const TOLERANCE = 30;

export interface SignedCall {
  readonly method: string;
  /** Whole, with its query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Refuses who does not hold the keys. Written from the vendor's documentation, apart from what the provider does:
 * "$1$" + SHA1_HEX(AS+"+"+CK+"+"+METHOD+"+"+QUERY+"+"+BODY+"+"+TSTAMP).
 * Source: https://help.ovhcloud.com/csm/en-gb-api-getting-started-ovhcloud-api
 */
export function authenticate(
  { method, url, headers, body }: SignedCall,
  keys: ApiKeys,
  /** Seconds since 1970. */
  now: number,
): void {
  const stamp = headers["x-ovh-timestamp"];
  if (headers["x-ovh-application"] !== keys.applicationKey)
    throw new ApiError(403, "INVALID_KEY", "This application key is invalid");
  if (headers["x-ovh-consumer"] !== keys.consumerKey)
    throw new ApiError(403, "INVALID_CREDENTIAL", "This credential is invalid");
  if (!(Math.abs(Number(stamp) - now) <= TOLERANCE))
    throw new ApiError(400, "QUERY_TIME_OUT", "Query out of time");
  const text = `${keys.applicationSecret}+${keys.consumerKey}+${method}+${url}+${body}+${String(stamp)}`;
  const digest = createHash("sha1").update(text, "utf8").digest("hex");
  const given = Buffer.from(String(headers["x-ovh-signature"]));
  const right = Buffer.from(`$1$${digest}`);
  if (given.length !== right.length || !timingSafeEqual(given, right))
    throw new ApiError(400, "INVALID_SIGNATURE", "Invalid signature");
}
