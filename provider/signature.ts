import { createHash } from "node:crypto";
import type { ApplicationKeys } from "./api-settings";

/**
 * A call's signature. Source: https://help.ovhcloud.com/csm/en-gb-api-getting-started-ovhcloud-api, "Making requests",
 * and `NewRequest` of github.com/ovh/go-ovh. `timestamp`: seconds by OVH's clock; `url`: whole, with its query.
 */
export function signature(
  keys: Pick<ApplicationKeys, "applicationSecret" | "consumerKey">,
  method: string,
  url: string,
  body: string,
  timestamp: number,
): string {
  const { applicationSecret, consumerKey } = keys;
  const parts = [applicationSecret, consumerKey, method, url, body, timestamp];
  return `$1$${createHash("sha1").update(parts.join("+")).digest("hex")}`;
}
