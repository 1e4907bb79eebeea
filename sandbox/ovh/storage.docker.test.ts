import { request } from "node:https";
import type { Client } from "minio";
import { ADDRESS, type SandboxContext } from "../context";
import { runIn } from "../services/container";
import { s3Client } from "../services/s3";
import { servicesUp } from "../services/services";
import { TEST_ACCOUNT, openTestServices } from "../services/testing";
import type { TestContext } from "../test-context";
import { type TestResource, createResource } from "./testing";

const [serviceName = ""] = TEST_ACCOUNT.projects;
const READ_WRITE = [
  "s3:GetObject",
  "s3:PutObject",
  "s3:DeleteObject",
  "s3:ListBucket",
];

jest.setTimeout(600_000);

let test: TestContext;
let ctx: SandboxContext;
let bucket: TestResource;
let friends: Access;
let neighbours: Access;

/** A user with a key. */
interface Access {
  readonly user: TestResource;
  readonly credential: TestResource;
  readonly client: Client;
}

beforeAll(async () => {
  test = await openTestServices(["s3"]);
  ctx = test.ctx;
  bucket = await makeBucket("les-amis-1");
  friends = await makeAccess("les-amis");
  neighbours = await makeAccess("les-voisins");
  await setPolicy(friends, "les-amis-1");
});
afterAll(() => test?.close());

function makeBucket(name: string, more: object = {}): Promise<TestResource> {
  const inputs = { serviceName, regionName: "GRA", name, hideObjects: true };
  return createResource(ctx, "CloudProject/storage:Storage", {
    ...inputs,
    versioning: { status: "enabled" },
    ...more,
  });
}

async function makeAccess(description: string): Promise<Access> {
  const roleNames = ["objectstore_operator"];
  const user = await createResource(ctx, "CloudProject/user:User", {
    serviceName,
    description,
    roleNames,
  });
  const credential = await createResource(
    ctx,
    "CloudProject/s3Credential:S3Credential",
    { serviceName, userId: user.id },
  );
  const key = {
    accessKey: credential.outs.accessKeyId as string,
    secretKey: credential.outs.secretAccessKey as string,
  };
  return { user, credential, client: s3Client(ctx, "GRA", key) };
}

function setPolicy(
  { user }: Access,
  name: string,
  actions = READ_WRITE,
): Promise<TestResource> {
  const Resource = [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`];
  const Statement = [
    { Sid: "Own", Effect: "Allow", Action: actions, Resource },
  ];
  return createResource(ctx, "CloudProject/s3Policy:S3Policy", {
    serviceName,
    userId: user.id,
    policy: JSON.stringify({ Statement }),
  });
}

async function textOf(client: Client, name: string, key: string) {
  let text = "";
  for await (const chunk of await client.getObject(name, key))
    text += String(chunk);
  return text;
}

describe("a bucket", () => {
  it("has the outputs of the real one", () => {
    expect(bucket.id).toBe(`${serviceName}/GRA/les-amis-1`);
    expect(bucket.outs).toMatchObject({
      region: "GRA",
      virtualHost: "https://les-amis-1.s3.gra.io.cloud.ovh.net/",
      versioning: { status: "enabled" },
      objectsCount: 0,
    });
    expect(friends.user.id).toMatch(/^\d{6}$/);
    expect(friends.user.outs).toMatchObject({ status: "ok" });
  });

  it("is used by the user whose policy names it, and by nobody else", async () => {
    await friends.client.putObject("les-amis-1", "a/note.txt", "épicé");
    expect(await textOf(friends.client, "les-amis-1", "a/note.txt")).toBe(
      "épicé",
    );
    const denied = { code: "AccessDenied" };
    const { client } = neighbours;
    await expect(
      client.getObject("les-amis-1", "a/note.txt"),
    ).rejects.toMatchObject(denied);
    await expect(
      client.putObject("les-amis-1", "b", "x"),
    ).rejects.toMatchObject(denied);
    await expect(
      client.removeObject("les-amis-1", "a/note.txt"),
    ).rejects.toMatchObject(denied);
    const nobody = s3Client(ctx, "GRA");
    await expect(
      nobody.getObject("les-amis-1", "a/note.txt"),
    ).rejects.toMatchObject(denied);
  });

  it("lies encrypted on the disk, small and large, and is read in clear", async () => {
    const made = await makeBucket("encrypted", {
      encryption: { sseAlgorithm: "AES256" },
    });
    expect(made.outs.encryption).toEqual({ sseAlgorithm: "AES256" });
    await setPolicy(neighbours, "encrypted");
    const { client } = neighbours;
    const text = "Lea, tresoriere. ".repeat(400_000);
    await client.putObject("encrypted", "large", text);
    await client.putObject("encrypted", "small", "Lea, tresoriere");
    expect(await textOf(client, "encrypted", "large")).toBe(text);
    const script =
      "p=default.rgw.buckets.data; rados -p $p ls | grep -E 'large|small' | while read -r o; do rados -p $p get \"$o\" -; done";
    const stored = await runIn(ctx, "s3", ["bash", "-c", script]);
    expect(stored.length).toBeGreaterThan(1_000_000);
    expect(stored).not.toContain("sori");
    await made.remove();
  });

  it("answers under a name of its own with a certificate of the sandbox", async () => {
    const url = await friends.client.presignedGetObject(
      "les-amis-1",
      "a/note.txt",
    );
    // Path-style addresses are signed; the virtual host must know the bucket all the same.
    expect(new URL(url).hostname).toBe("s3.gra.io.cloud.ovh.net");
    const answer = await get("les-amis-1.s3.gra.io.cloud.ovh.net", "/");
    expect(answer).toMatchObject({ status: 403 });
    expect(answer.body).toContain("<BucketName>les-amis-1</BucketName>");
  });

  it("may only do what its user's policy says, until the policy is gone", async () => {
    const reader = await makeAccess("reader");
    const policy = await setPolicy(reader, "les-amis-1", [
      "s3:GetObject",
      "s3:ListBucket",
    ]);
    expect(policy.id).toBe(`${serviceName}/${reader.user.id}`);
    expect(await textOf(reader.client, "les-amis-1", "a/note.txt")).toBe(
      "épicé",
    );
    await expect(
      reader.client.putObject("les-amis-1", "b", "x"),
    ).rejects.toMatchObject({ code: "AccessDenied" });
    await policy.remove();
    await expect(
      reader.client.getObject("les-amis-1", "a/note.txt"),
    ).rejects.toMatchObject({ code: "AccessDenied" });
    await reader.credential.remove();
    await expect(reader.client.listBuckets()).rejects.toMatchObject({
      code: "InvalidAccessKeyId",
    });
    await reader.user.remove();
    expect(await reader.user.read()).toBeUndefined();
  });

  it("changes versioning and tags in place", async () => {
    const made = await makeBucket("changing", { tags: { a: "1" } });
    const inputs = { serviceName, regionName: "GRA", name: "changing" };
    const outs = await made.update({
      ...inputs,
      hideObjects: true,
      versioning: { status: "suspended" },
      tags: { b: "2" },
    });
    expect(outs).toMatchObject({
      versioning: { status: "suspended" },
      tags: { b: "2" },
    });
    await made.remove();
  });

  it("is purged of all versions when deleted", async () => {
    const made = await makeBucket("short-lived");
    await setPolicy(neighbours, "short-lived");
    for (const text of ["one", "two"])
      await neighbours.client.putObject("short-lived", "note", text);
    await neighbours.client.removeObject("short-lived", "note");
    expect(await made.read()).toMatchObject({ objectsCount: 0 });
    await made.remove();
    expect(await made.read()).toBeUndefined();
    await expect(
      neighbours.client.listObjectsV2("short-lived").toArray(),
    ).rejects.toMatchObject({ code: "NoSuchBucket" });
    await made.remove();
  });

  it("is not deleted while a lock holds an object, and says which", async () => {
    const made = await makeBucket("locked", {
      objectLock: {
        status: "enabled",
        rule: { mode: "compliance", period: "P1D" },
      },
    });
    await setPolicy(neighbours, "locked");
    await neighbours.client.putObject("locked", "minutes.txt", "kept");
    await expect(made.remove()).rejects.toThrow(/minutes\.txt/);
    expect(await made.read()).toMatchObject({ objectsCount: 1 });
  });

  it("gets no lock once it is made", async () => {
    const made = await makeBucket("unlocked");
    const inputs = { serviceName, regionName: "GRA", name: "unlocked" };
    const objectLock = { status: "enabled" };
    await expect(made.update({ ...inputs, objectLock })).rejects.toThrow(
      "Object Lock must be enabled at bucket creation",
    );
    await made.remove();
  });

  it("is not copied into one without a lock, if it has one", async () => {
    const objectLock = { status: "enabled" };
    const copyInto = (name: string) => ({
      objectLock,
      replication: {
        rules: [{ status: "enabled", destination: { name, region: "GRA" } }],
      },
    });
    await makeBucket("copy-unlocked");
    await makeBucket("copy-locked", { objectLock });
    await expect(
      makeBucket("locked-1", copyInto("copy-unlocked")),
    ).rejects.toThrow("locked-1 has an object lock, copy-unlocked has none");
    const made = await makeBucket("locked-2", copyInto("copy-locked"));
    expect(made.outs.versioning).toEqual({ status: "enabled" });
  });

  it("keeps its objects when the server is killed", async () => {
    await ctx.docker.getContainer(`epicerie-${ctx.id}-s3`).kill();
    await servicesUp(ctx, TEST_ACCOUNT, ["s3"]);
    expect(await textOf(friends.client, "les-amis-1", "a/note.txt")).toBe(
      "épicé",
    );
  });

  it("is refused when its name is taken or wrong, or its region unknown", async () => {
    await expect(makeBucket("les-amis-1")).rejects.toThrow("409");
    await expect(makeBucket("Capital")).rejects.toThrow("Invalid container");
    await expect(makeBucket("low", { regionName: "gra" })).rejects.toThrow(
      'region "gra" does not exist',
    );
  });
});

/** A plain HTTPS request to a name of the endpoint. */
function get(
  host: string,
  path: string,
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const address = ctx.extNet.address(ADDRESS.s3);
    const options = { host: address, servername: host, path };
    const headers = { Host: host };
    request({ ...options, headers, ca: ctx.ca.certPem }, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += String(chunk)));
      response.on("end", () => resolve({ status: response.statusCode, body }));
    })
      .on("error", reject)
      .end();
  });
}
