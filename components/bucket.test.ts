import { Bucket, type BucketArgs } from "./bucket";
import { labelsOf, namesOf, previewOf, the, upOf } from "./testing";

const args = {
  project: "p",
  region: "GRA",
  prefix: "les-amis-backups",
  disposable: false,
};
const make = (): Bucket => new Bucket("les-amis", args);

jest.setTimeout(30_000);

describe("a bucket", () => {
  it("is versioned, protected, and has a credential that can use nothing else", async () => {
    const resources = await upOf(make);
    const storage = the(resources, "ovh:CloudProject/storage:Storage");
    expect(storage.protect).toBe(true);
    expect(storage.inputs).toMatchObject({
      name: "les-amis-backups-0a2930f6",
      regionName: "GRA",
      versioning: { status: "enabled" },
      hideObjects: true,
    });
    const { policy } = the(resources, "ovh:CloudProject/s3Policy:S3Policy")
      .inputs as { policy: string };
    const [statement] = (
      JSON.parse(policy) as {
        Statement: { Resource: string[]; Action: string[] }[];
      }
    ).Statement;
    expect(statement?.Resource).toEqual([
      "arn:aws:s3:::les-amis-backups-0a2930f6",
      "arn:aws:s3:::les-amis-backups-0a2930f6/*",
    ]);
    expect(statement?.Action.some((action) => action.includes("*"))).toBe(
      false,
    );
    expect(namesOf(resources, "ovh:CloudProject/user:User")).toEqual([
      "les-amis",
    ]);
  });

  const locked: BucketArgs = {
    ...args,
    disposable: true,
    access: "append-only",
    credentials: { reader: "read-only" },
    encrypted: true,
    lifecycle: { expireVersionsDays: 30, abortUploadsDays: 7 },
    lock: { mode: "compliance", days: 30 },
    copyTo: "SBG",
  };

  it("has one user and one policy per credential", async () => {
    const resources = await upOf(() => new Bucket("les-amis", locked));
    const policies = "ovh:CloudProject/s3Policy:S3Policy";
    expect(namesOf(resources, "ovh:CloudProject/user:User")).toEqual([
      "les-amis",
      "les-amis-reader",
    ]);
    expect(namesOf(resources, policies)).toEqual([
      "les-amis",
      "les-amis-reader",
    ]);
  });

  it("registers the same resources in a preview and in an up", async () => {
    for (const each of [make, () => new Bucket("les-amis", locked)])
      expect(labelsOf(await previewOf(each))).toEqual(
        labelsOf(await upOf(each)),
      );
  });
});
