import { enumerate } from "../format";
import type { modelBuckets as fr } from "../fr/model-buckets";

/** What is wrong in a bucket, and what to do. */
export const modelBuckets = {
  shortName: () => ({
    what: "this name is not allowed",
    remedy:
      "Lower-case letters and digits, no hyphen, 2 to 16 characters, starting with a letter.",
  }),
  bucketReserved: () => ({
    what: "this is the name of the bucket of backups, which every association has already",
    remedy: 'Choose another name, for example "files".',
  }),
  lockedNotDisposable: () => ({
    what: "nothing can destroy a locked object, but the association is disposable",
    remedy: "Remove lock, or disposable: true.",
  }),
  copyInSameCity: () => ({
    what: "the copy would be in the same city as the original",
    remedy: 'Choose another city, for example "SBG".',
  }),
  versionsNeeded: (needing: readonly string[]) => ({
    what: `without versions there is no ${enumerate(needing, "and no")}`,
    remedy: "Remove versioning: false.",
  }),
} satisfies typeof fr;
