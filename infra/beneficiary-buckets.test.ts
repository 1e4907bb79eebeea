import type * as pulumi from "@pulumi/pulumi";
import { bucketPolicy } from "../components/bucket-policy";
import { namesOf, previewOf, the, upOf } from "../components/testing";
import { createBackupBucket, createBuckets } from "./beneficiary-buckets";
import { resolveBackups, resolveBuckets } from "./model/buckets";
import { loadModel } from "./stack-files";
import { ProblemList } from "./model/problems";

const { platform, beneficiaries } = loadModel();
const [someone] = beneficiaries;
if (!platform || !someone) throw new Error("stacks/ is empty");

const written = {
  files: { credentials: { reader: "read-only" }, replicateTo: "SBG" },
  archives: { keepVersionsDays: 30, lock: { days: 7 } },
  old: { api: "swift", credentials: { reader: "read-only" } },
};

function make(): Record<string, unknown> {
  const list = new ProblemList("stacks/les-amis.ts");
  const place = { region: "GRA", disposable: false };
  const buckets = resolveBuckets(written, place, list);
  const beneficiary = { ...someone, name: "les-amis", buckets };
  return createBuckets(beneficiary as typeof someone & {}, platform as never);
}

jest.setTimeout(30_000);

describe("the buckets of a beneficiary", () => {
  it("are named after it, each with its copy and credentials", async () => {
    const resources = await upOf(make);
    expect(namesOf(resources, "ovh:CloudProject/storage:Storage")).toEqual([
      "les-amis-archives",
      "les-amis-files",
      "les-amis-files-copy",
    ]);
    expect(namesOf(resources, "ovh:CloudProject/user:User")).toEqual([
      "les-amis-archives",
      "les-amis-files",
      "les-amis-files-reader",
      "les-amis-old",
      "les-amis-old-reader",
    ]);
  });

  it("are containers of Swift where asked", async () => {
    const resources = await upOf(make);
    const type = "openstack:objectstorage/container:Container";
    expect(namesOf(resources, type)).toEqual([
      "les-amis-old",
      "les-amis-old-versions",
    ]);
  });

  it("tell where and as whom they are used", async () => {
    let outputs: Record<string, unknown> = {};
    await upOf(() => (outputs = make()));
    const { buckets } = outputs as { buckets: Record<string, object> };
    expect(Object.keys(buckets.files ?? {})).toEqual([
      "name",
      "endpoint",
      "copy",
    ]);
    expect(buckets.old).toMatchObject({
      authUrl: "https://auth.cloud.ovh.net/v3",
      region: "GRA",
    });
    const keys = outputs.bucketCredentials as pulumi.Output<object>;
    const told = await new Promise<object>((resolve) => keys.apply(resolve));
    expect(Object.keys(told).sort()).toEqual([
      "archives",
      "files",
      "files-reader",
      "old",
      "old-reader",
    ]);
  });

  it("are encrypted", async () => {
    const storages = (await previewOf(make)).filter(
      ({ type }) => type === "ovh:CloudProject/storage:Storage",
    );
    expect(storages).toHaveLength(3);
    for (const { inputs } of storages)
      expect(inputs.encryption).toMatchObject({ sseAlgorithm: "AES256" });
  });

  it("are no output and no resource where there are none", async () => {
    let outputs: unknown;
    const none = { ...someone, buckets: [] } as typeof someone & {};
    const resources = await previewOf(
      () => (outputs = createBuckets(none, platform)),
    );
    expect([outputs, resources]).toEqual([{}, []]);
  });
});

describe("the bucket of the backups", () => {
  const friends = { ...someone, name: "les-amis" };
  const makeWith =
    (written: object = {}, buckets: object = {}) =>
    (): void => {
      const list = new ProblemList("stacks/prod.ts");
      const backups = resolveBackups(written, "GRA", list);
      const place = { region: "GRA", disposable: false };
      const others = resolveBuckets({ ...buckets }, place, list);
      expect(list.all).toEqual([]);
      const of = { ...friends, buckets: others } as typeof someone & {};
      createBackupBucket(of, { ...platform, backups });
      createBuckets(of, platform);
    };
  const storages = "ovh:CloudProject/storage:Storage";

  it("is encrypted, keeps old versions for 90 days, and only adds", async () => {
    const resources = await upOf(makeWith());
    const { inputs } = the(resources, storages);
    expect(inputs).toMatchObject({
      name: expect.stringMatching(/^les-amis-backups-/) as string,
      versioning: { status: "enabled" },
      encryption: { sseAlgorithm: "AES256" },
    });
    const { policy } = the(resources, "ovh:CloudProject/s3Policy:S3Policy")
      .inputs as { policy: string };
    expect(policy).toBe(bucketPolicy("append-only", String(inputs.name)));
    const lifecycle = resources.filter(({ name, type }) =>
      `${type} ${name}`.endsWith("LifecycleConfiguration les-amis"),
    );
    expect(lifecycle.map((each) => each.inputs.rules)).toMatchObject([
      [{ noncurrentVersionExpiration: { noncurrentDays: 90 } }, {}],
    ]);
  });

  it("is copied to the city that the platform says, under a name that no other bucket has", async () => {
    const written = { replicateTo: "SBG" };
    const buckets = { copy: { replicateTo: "SBG" } };
    const resources = await upOf(makeWith(written, buckets));
    expect(namesOf(resources, storages)).toEqual([
      "les-amis",
      "les-amis-backups-copy",
      "les-amis-copy",
      "les-amis-copy-copy",
    ]);
  });
});
