import type { ConfigFile } from "./define-service";
import { USUAL_UPLOADS } from "./limits";
import { OFFICIAL_PHP_SETTINGS } from "./php-mail";

/**
 * Lets PHP take what the proxy lets through, where an image keeps PHP's own 2 megabytes, and keeps its errors in the log.
 * PHP counts larger megabytes than the proxy, so that a form's other fields have room. The file's name makes it the last
 * that is read. Source: https://www.php.net/manual/ini.core.php, "upload_max_filesize" and "post_max_size"
 */
export function phpUploads(
  megabytes = USUAL_UPLOADS,
): Readonly<Record<"uploads-ini", ConfigFile>> {
  const text = `upload_max_filesize = ${String(megabytes)}M
post_max_size = ${String(megabytes)}M
display_errors = Off
`;
  const path = `${OFFICIAL_PHP_SETTINGS}/zz-epicerie-uploads.ini`;
  return { "uploads-ini": { path, text: () => text } };
}
