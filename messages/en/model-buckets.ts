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
  swiftVersionsReserved: () => ({
    what: "under this name Swift keeps the old versions of other buckets",
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
  noSwiftIn: (region: string, known: readonly string[]) => ({
    what: `OVH has no Swift in ${region}, the platform's city: only in ${enumerate(known, "and")}`,
    remedy: 'Remove api: "swift"; the bucket will be one of S3.',
  }),
  notInSwift: () => ({
    what: 'buckets with api: "swift" do not have this',
    remedy: 'Remove this line, or api: "swift".',
  }),
  noAppendOnlyInSwift: () => ({
    what: "with Swift, who may write may delete too; but nobody can delete the old versions",
    remedy: 'Choose "read-write" or "read-only", or remove api: "swift".',
  }),
  versionsNeeded: (needing: readonly string[]) => ({
    what: `without versions there is no ${enumerate(needing, "and no")}`,
    remedy: "Remove versioning: false.",
  }),
} satisfies typeof fr;
