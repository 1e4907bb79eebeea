import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileBackend } from "../engine/backend";
import { type EngineOptions, preview, up } from "../engine/engine";
import { Bucket, type BucketArgs } from "./bucket";
import { echo, namesOf, previewOf, the, upOf } from "./testing";

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

  it("may be destroyed with its objects only when disposable", async () => {
    const resources = await previewOf(
      () => new Bucket("les-amis", { ...args, disposable: true }),
    );
    expect(the(resources, "ovh:CloudProject/storage:Storage").protect).toBe(
      false,
    );
  });

  it("would be another bucket with a lock that comes later", async () => {
    const folder = mkdtempSync(join(tmpdir(), "epicerie-bucket-"));
    const options = (more: Partial<BucketArgs>): EngineOptions => ({
      project: "epicerie",
      stack: "test",
      program: () =>
        Promise.resolve(void new Bucket("les-amis", { ...args, ...more })),
      config: {},
      backend: fileBackend(folder),
      passphrase: "test",
    });
    await up({ ...options({}), providers: echo });
    const lock = { mode: "governance", days: 30 } as const;
    const { ok, steps } = await preview(options({ lock }));
    rmSync(folder, { recursive: true });
    const storage = steps.find(({ type }) => type.endsWith(":Storage"));
    expect([ok, storage?.op]).toEqual([false, "replace"]);
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

  it("is encrypted, locked, copied to another region and tidied where asked", async () => {
    const resources = await upOf(() => new Bucket("les-amis", locked));
    const [bucket, copy] = resources.filter(
      ({ type }) => type === "ovh:CloudProject/storage:Storage",
    );
    expect(bucket?.inputs).toMatchObject({
      encryption: { sseAlgorithm: "AES256" },
      objectLock: {
        status: "enabled",
        rule: { mode: "compliance", period: "P30D" },
      },
      replication: {
        rules: [
          {
            status: "enabled",
            destination: {
              name: "les-amis-backups-copy-0a2930f6",
              region: "SBG",
            },
          },
        ],
      },
    });
    expect(copy?.inputs).toMatchObject({ regionName: "SBG" });
  });

  it("gives its copy the same versions, encryption and lock", async () => {
    const resources = await upOf(() => new Bucket("les-amis", locked));
    const [bucket, copy] = resources.filter(
      ({ type }) => type === "ovh:CloudProject/storage:Storage",
    );
    const alike = (inputs: Record<string, unknown> = {}) => ({
      versioning: inputs.versioning,
      encryption: inputs.encryption,
      objectLock: inputs.objectLock,
    });
    expect(alike(copy?.inputs)).toEqual(alike(bucket?.inputs));
    expect(Object.values(alike(copy?.inputs))).not.toContain(undefined);
  });

  it("loses old versions after their days, its copy too", async () => {
    const resources = await upOf(() => new Bucket("les-amis", locked));
    const rules = [
      { noncurrentVersionExpiration: { noncurrentDays: 30 } },
      { abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
    ];
    const lifecycles = resources.filter(({ type }) =>
      type.endsWith(":CloudProjectStorageObjectBucketLifecycleConfiguration"),
    );
    expect(
      lifecycles.map(({ name, inputs }) => ({ name, ...inputs })),
    ).toMatchObject([
      { name: "les-amis", regionName: "GRA", rules },
      { name: "les-amis-copy", regionName: "SBG", rules },
    ]);
  });

  it("stays protected while it has a lock, even if disposable", async () => {
    const resources = await upOf(() => new Bucket("les-amis", locked));
    const protection = resources
      .filter(({ type }) => type === "ovh:CloudProject/storage:Storage")
      .map(({ protect }) => protect);
    expect(protection).toEqual([true, true]);
  });

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
    const names = (list: Awaited<ReturnType<typeof upOf>>): string[] =>
      list.map(({ type, name }) => `${type} ${name}`);
    for (const each of [make, () => new Bucket("les-amis", locked)])
      expect(names(await previewOf(each))).toEqual(names(await upOf(each)));
  });
});
