import { type Rule, UNKNOWN } from "./rule";
import { shown, valueAt } from "./values";

/** Where each type says which image it runs. */
const IMAGES: Readonly<Record<string, readonly string[]>> = {
  "docker:index/container:Container": ["image"],
  "docker:index/remoteImage:RemoteImage": ["name"],
  "docker:index/service:Service": ["taskSpec", "containerSpec", "image"],
};

const DIGEST = /(^|@)sha256:[0-9a-f]{64}$/;

/** Images are pinned to a version or a digest: what runs changes when somebody decides so, not when a registry does. */
export const pinnedImages: Rule = {
  id: "pinned-images",
  check({ type, inputs }) {
    const path = IMAGES[type];
    const image = path && valueAt(inputs, ...path);
    if (image === undefined || image === UNKNOWN) return [];
    const reference = shown(image);
    return isPinned(reference)
      ? []
      : [(texts) => texts.imageNotPinned(reference)];
  },
};

/** A tag is a version if it has a number: `6.8.3-apache` and not `stable`. A colon before a slash is a registry's port. */
function isPinned(reference: string): boolean {
  if (reference.includes("sha256:")) return DIGEST.test(reference);
  const tag = /:([^/:@]+)$/.exec(reference)?.[1] ?? "";
  return /\d/.test(tag) && !/^(latest|nightly|edge|main)/.test(tag);
}
