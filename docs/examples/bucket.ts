import { Bucket } from "../../components/bucket";

/** Backups that nobody can take back within a month, with a copy in another city and a key that only reads. */
export function bucket(): Bucket {
  return new Bucket("les-amis", {
    project: "c0ffee00c0ffee00c0ffee00c0ffee00",
    region: "GRA",
    prefix: "les-amis-backups",
    disposable: false,
    access: "append-only",
    credentials: { lecture: "read-only" },
    encrypted: true,
    lifecycle: { expireVersionsDays: 90, abortUploadsDays: 7 },
    lock: { mode: "governance", days: 30 },
    copyTo: "SBG",
  });
}
