import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "minio";
import { fileBackend } from "../engine/backend";
import { type EngineOptions, refresh, up } from "../engine/engine";
import { mustExecIn } from "../sandbox/container-exec";
import type { SandboxContext } from "../sandbox/context";
import { objectVersions } from "../sandbox/ovh/bucket-settings";
import { ownBucket } from "../sandbox/ovh/cloud-bucket";
import { ovhProvider } from "../sandbox/ovh/provider";
import { randomProvider } from "../sandbox/random/provider";
import { s3Client } from "../sandbox/services/s3";
import { openTestServices, TEST_ACCOUNT } from "../sandbox/services/testing";
import type { TestContext } from "../sandbox/test-context";
import { Bucket, type BucketCredential } from "./bucket";

const [project = ""] = TEST_ACCOUNT.projects;
const common = { project, region: "GRA", disposable: false };
const denied = { code: "AccessDenied" };

jest.setTimeout(600_000);

let test: TestContext;
let ctx: SandboxContext;
let folder: string;
let out: Record<string, string>;

/** One bucket with all that a bucket can have but a lock, and one whose objects are locked, its copy's too. */
function program(): Record<string, unknown> {
  const files = new Bucket("les-amis", {
    ...common,
    prefix: "les-amis-files",
    credentials: { restic: "append-only", reader: "read-only" },
    encrypted: true,
    lifecycle: { expireVersionsDays: 2, abortUploadsDays: 7 },
    copyTo: "SBG",
  });
  const archives = new Bucket("archives", {
    ...common,
    prefix: "les-amis-archives",
    lock: { mode: "compliance", days: 1 },
    copyTo: "SBG",
  });
  const keys = (name: string, of: BucketCredential | undefined) => ({
    [`${name}.id`]: of?.accessKeyId,
    [`${name}.key`]: of?.secretAccessKey,
  });
  return {
    files: files.bucketName,
    copy: files.copy?.name,
    archives: archives.bucketName,
    "archives.copy": archives.copy?.name,
    ...keys("owner", files),
    ...keys("restic", files.credentials.restic),
    ...keys("reader", files.credentials.reader),
    ...keys("archivist", archives),
  };
}

function options(): EngineOptions {
  return {
    project: "epicerie",
    stack: "test",
    program: async () => Promise.resolve(program()),
    config: {},
    backend: fileBackend(folder),
    passphrase: "test",
    providers: (pkg: string) =>
      pkg === "ovh" ? ovhProvider(ctx) : randomProvider(),
  };
}

function client(who: string): Client {
  const accessKey = out[`${who}.id`] ?? "";
  return s3Client(ctx, "GRA", {
    accessKey,
    secretKey: out[`${who}.key`] ?? "",
  });
}

async function textOf(of: Client, bucket: string, key: string) {
  let text = "";
  for await (const chunk of await of.getObject(bucket, key))
    text += String(chunk);
  return text;
}

const bucket = (name: string): string => out[name] ?? "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "epicerie-bucket-"));
  test = await openTestServices(["s3"]);
  ctx = test.ctx;
  const result = await up(options());
  expect(result.diagnostics).toEqual([]);
  out = Object.fromEntries(
    Object.entries(result.outputs).map(([name, { value }]) => [
      name,
      String(value),
    ]),
  );
});
afterAll(async () => {
  await test?.close();
  rmSync(folder, { recursive: true });
});

describe("a bucket in the sandbox", () => {
  it("is the same at the next up and to a refresh", async () => {
    const again = await up(options());
    expect(Object.keys(again.changes)).toEqual(["same"]);
    const { changes } = await refresh(options());
    expect(Object.keys(changes)).toEqual(["same"]);
  });

  it("is written and emptied by read-write", async () => {
    const owner = client("owner");
    await owner.putObject(bucket("files"), "a", "one");
    await owner.removeObject(bucket("files"), "a");
    await expect(textOf(owner, bucket("files"), "a")).rejects.toMatchObject({
      code: "NoSuchKey",
    });
  });

  it("is only added to by append-only, which takes away its own locks", async () => {
    const restic = client("restic");
    for (const key of ["data/1", "locks/1"])
      await restic.putObject(bucket("files"), key, "kept");
    await expect(
      restic.removeObject(bucket("files"), "data/1"),
    ).rejects.toMatchObject(denied);
    await restic.removeObject(bucket("files"), "locks/1");
    expect(await textOf(restic, bucket("files"), "data/1")).toBe("kept");
  });

  it("keeps what append-only writes over", async () => {
    const restic = client("restic");
    const first = await restic.putObject(bucket("files"), "data/2", "true");
    await restic.putObject(bucket("files"), "data/2", "false");
    const { client: owner } = await ownBucket(ctx, {
      serviceName: project,
      name: bucket("files"),
    });
    const { versionId = "" } = first as { versionId?: string };
    let kept = "";
    const old = await owner.getObject(bucket("files"), "data/2", { versionId });
    for await (const chunk of old) kept += String(chunk);
    expect(kept).toBe("true");
  });

  it("is only read by read-only", async () => {
    const reader = client("reader");
    expect(await textOf(reader, bucket("files"), "data/1")).toBe("kept");
    await expect(
      reader.putObject(bucket("files"), "data/3", "x"),
    ).rejects.toMatchObject(denied);
    await expect(
      reader.removeObject(bucket("files"), "data/1"),
    ).rejects.toMatchObject(denied);
  });

  it("is copied to the other region, where nobody of ours can write", async () => {
    const owner = client("owner");
    await owner.putObject(bucket("files"), "minutes.txt", "épicé");
    const copied = () => textOf(owner, bucket("copy"), "minutes.txt");
    await waitFor(async () => (await copied()) === "épicé");
    await owner.removeObject(bucket("files"), "minutes.txt");
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    expect(await copied()).toBe("épicé");
    await expect(
      owner.removeObject(bucket("copy"), "minutes.txt"),
    ).rejects.toMatchObject(denied);
  });

  it("loses old versions after their days, and nothing else", async () => {
    const owner = client("owner");
    for (const text of ["old", "new"])
      await owner.putObject(bucket("files"), "expiring", text);
    const s3 = ctx.docker.getContainer(`epicerie-${ctx.id}-s3`);
    // A day of this run of Ceph's lifecycle lasts a second.
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    const lifecycle = ["radosgw-admin", "lc", "process"];
    await mustExecIn(s3, [...lifecycle, "--rgw-lc-debug-interval=1"]);
    const versions = await versionsOf("expiring");
    expect(versions).toEqual([true]);
    expect(await textOf(owner, bucket("files"), "expiring")).toBe("new");
  });

  it("lets nobody delete a locked object, not even its owner, nor its copy", async () => {
    const archivist = client("archivist");
    const text = (name: string) => textOf(archivist, name, "statutes.txt");
    await archivist.putObject(bucket("archives"), "statutes.txt", "1901");
    for (const name of [bucket("archives"), bucket("archives.copy")]) {
      await waitFor(async () => (await text(name)) === "1901");
      await expectKept(name, "statutes.txt");
      expect(await text(name)).toBe("1901");
    }
  });
});

/** Whether each version of a key is the latest. */
async function versionsOf(key: string): Promise<boolean[]> {
  const name = bucket("files");
  const { client: owner } = await ownBucket(ctx, {
    serviceName: project,
    name,
  });
  const versions = await objectVersions(owner, name);
  return versions
    .filter((each) => each.key === key)
    .map(({ isLatest }) => isLatest);
}

/** Its owner tries to delete each version of a key, with all that an owner may do. */
async function expectKept(name: string, key: string): Promise<void> {
  const { client: owner } = await ownBucket(ctx, {
    serviceName: project,
    name,
  });
  const versions = await objectVersions(owner, name);
  expect(versions.map((each) => each.key)).toEqual([key]);
  for (const { versionId } of versions)
    await expect(
      owner.removeObject(name, key, { versionId, governanceBypass: true }),
    ).rejects.toMatchObject(denied);
}

async function waitFor(isDone: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await isDone().catch(() => false))) {
    if (Date.now() > end) throw new Error("it did not happen in a minute");
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
