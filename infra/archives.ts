import { catalog } from "../apps-catalog/catalog";
import type { AppDefinition } from "../apps-catalog/define-app";

/** The hashes of the catalog's archives of code, by address: declared with them, so never open. */
export function archiveDigests(): Readonly<Record<string, string>> {
  const archives = Object.values<AppDefinition>(catalog).flatMap(
    ({ release }) => release ?? [],
  );
  return Object.fromEntries(
    archives.map(({ url, sha256 }) => [url, `sha256:${sha256}`]),
  );
}
