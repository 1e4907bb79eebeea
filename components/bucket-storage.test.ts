import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EngineOptions, preview, up } from "../engine/engine";
import { Bucket, type BucketArgs } from "./bucket";
import {
  echo,
  labelsOf,
  namesOf,
  previewOf,
  stackOf,
  the,
  upOf,
} from "./testing";

const STORAGE = "ovh:CloudProject/storage:Storage";
const args: BucketArgs = {
  project: "p",
  region: "GRA",
  prefix: "les-amis-files",
  disposable: false,
};
const lock = { mode: "compliance", days: 30 } as const;
const lifecycle = { expireVersionsDays: 30, abortUploadsDays: 7 };

const made = (more: Partial<BucketArgs> = {}) =>
  upOf(() => new Bucket("les-amis", { ...args, ...more }));

/** The bucket, and its copy where there is one. */
const storages = async (more: Partial<BucketArgs> = {}) =>
  (await made(more)).filter(({ type }) => type === STORAGE);

jest.setTimeout(30_000);

describe("the storage of a bucket", () => {
  it("keeps versions, tells nobody its list of objects, and has a name of its own at OVH", async () => {
    const { inputs } = the(await made(), STORAGE);
    expect(inputs).toEqual({
      serviceName: "p",
      regionName: "GRA",
      name: "les-amis-files-0a2930f6",
      versioning: { status: "enabled" },
      hideObjects: true,
    });
  });

  it("suspends versions where there shall be none: they cannot be taken back", async () => {
    const { inputs } = the(await made({ versioned: false }), STORAGE);
    expect(inputs.versioning).toEqual({ status: "suspended" });
  });

  it("is encrypted and locked where asked", async () => {
    const { inputs } = the(await made({ encrypted: true, lock }), STORAGE);
    expect(inputs).toMatchObject({
      encryption: { sseAlgorithm: "AES256" },
      objectLock: {
        status: "enabled",
        rule: { mode: "compliance", period: "P30D" },
      },
    });
  });

  it.each<[boolean, Partial<BucketArgs>]>([
    [true, {}],
    [false, { disposable: true }],
    [true, { disposable: true, lock }],
  ])("is protected: %s with %j, its copy as well", async (kept, more) => {
    const both = await storages({ ...more, copyTo: "SBG" });
    expect(both.map(({ protect }) => protect)).toEqual([kept, kept]);
  });

  it("would be another bucket with a lock that comes later", async () => {
    const folder = mkdtempSync(join(tmpdir(), "epicerie-bucket-"));
    const options = (more: Partial<BucketArgs>): EngineOptions =>
      stackOf(folder, () => new Bucket("les-amis", { ...args, ...more }));
    await up({ ...options({}), providers: echo });
    const { ok, steps } = await preview(options({ lock }));
    rmSync(folder, { recursive: true });
    const storage = steps.find(({ type }) => type === STORAGE);
    expect([ok, storage?.op]).toEqual([false, "replace"]);
  });
});

describe("the copy of a bucket", () => {
  it("is in the other region, with the same versions, encryption and lock", async () => {
    const [bucket, copy] = await storages({
      ...{ encrypted: true, lock, copyTo: "SBG" },
    });
    const name = "les-amis-files-copy-0a2930f6";
    const { replication, ...alike } = bucket?.inputs ?? {};
    expect(replication).toBeDefined();
    expect(copy?.inputs).toEqual({ ...alike, name, regionName: "SBG" });
  });

  it("receives every object, and keeps what is deleted here", async () => {
    const [bucket, copy] = await storages({ copyTo: "SBG" });
    expect(bucket?.inputs.replication).toEqual({
      rules: [
        {
          id: "copy",
          status: "enabled",
          priority: 1,
          deleteMarkerReplication: "disabled",
          destination: { name: "les-amis-files-copy-0a2930f6", region: "SBG" },
        },
      ],
    });
    expect(copy?.inputs).not.toHaveProperty("replication");
  });

  it("has another logical name where that is taken", async () => {
    const copyName = "les-amis-backups-copy";
    const resources = await made({ copyTo: "SBG", copyName, lifecycle });
    for (const type of [STORAGE, "random:index/randomId:RandomId"])
      expect(namesOf(resources, type)).toEqual(["les-amis", copyName]);
    const named = resources.filter(({ name }) => name === copyName);
    expect(named).toHaveLength(3);
  });
});

describe("what disappears by itself", () => {
  const tidied = async (more: Partial<BucketArgs>) =>
    (await made(more))
      .filter(({ type }) => type.endsWith("LifecycleConfiguration"))
      .map(({ name, inputs }) => ({ name, ...inputs }));

  it("is nothing unless asked", async () => {
    expect(await tidied({ copyTo: "SBG" })).toEqual([]);
  });

  it("is old versions and unfinished uploads, after their days", async () => {
    expect(await tidied({ lifecycle })).toEqual([
      {
        name: "les-amis",
        serviceName: "p",
        regionName: "GRA",
        containerName: "les-amis-files-0a2930f6",
        rules: [
          {
            id: "old-versions",
            status: "enabled",
            noncurrentVersionExpiration: { noncurrentDays: 30 },
          },
          {
            id: "unfinished-uploads",
            status: "enabled",
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
    ]);
  });

  it("is the same in the copy, to which OVH copies no such rule", async () => {
    const [here, there] = await tidied({ lifecycle, copyTo: "SBG" });
    expect(there).toEqual({
      ...here,
      name: "les-amis-copy",
      regionName: "SBG",
      containerName: "les-amis-files-copy-0a2930f6",
    });
  });
});

it("registers the same resources in a preview and in an up", async () => {
  const all = { encrypted: true, lock, lifecycle, copyTo: "SBG" };
  const make = () => new Bucket("les-amis", { ...args, ...all });
  expect(labelsOf(await previewOf(make))).toEqual(labelsOf(await upOf(make)));
});
