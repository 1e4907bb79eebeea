import { catalog } from "../apps-catalog/catalog";
import { archiveDigests } from "./archives";

it("tells the hash of every archive of code in the catalog, as its app declares it, by its address", () => {
  const { url, sha256 } = catalog.yeswiki.release;
  expect(archiveDigests()[url]).toBe(`sha256:${sha256}`);
  const declaring = Object.values(catalog).filter((app) => "release" in app);
  expect(Object.keys(archiveDigests())).toHaveLength(declaring.length);
  for (const digest of Object.values(archiveDigests()))
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
});
