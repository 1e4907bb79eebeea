import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileBackend } from "../engine/backend";
import { type EngineOptions, refresh, up } from "../engine/engine";
import { mustExecIn } from "../sandbox/container-exec";
import { ADDRESS, type SandboxContext } from "../sandbox/context";
import { openstackProvider } from "../sandbox/openstack/provider";
import { ovhProvider } from "../sandbox/ovh/provider";
import {
  type SwiftAnswer,
  swiftOperator,
  swiftRequest,
  swiftToken,
} from "../sandbox/services/swift";
import { openTestServices, TEST_ACCOUNT } from "../sandbox/services/testing";
import type { TestContext } from "../sandbox/test-context";
import { SwiftBucket } from "./swift-bucket";

const [project = ""] = TEST_ACCOUNT.projects;
const common = { project, region: "GRA" };
const STORAGE = `https://storage.gra.cloud.ovh.net/v1/AUTH_${project}`;

jest.setTimeout(600_000);

let test: TestContext;
let ctx: SandboxContext;
let folder: string;
let out: Record<string, string>;
/** What the program has. */
let programs: readonly (() => Record<string, unknown>)[];

function archives(): Record<string, unknown> {
  const bucket = new SwiftBucket("les-amis-archives", {
    ...common,
    containerName: "les-amis-archives",
    disposable: false,
    credentials: { lecture: "read-only" },
  });
  return {
    "owner.name": bucket.username,
    "owner.password": bucket.password,
    "reader.name": bucket.credentials.lecture?.username,
    "reader.password": bucket.credentials.lecture?.password,
  };
}

function neighbours(disposable: boolean): Record<string, unknown> {
  const bucket = new SwiftBucket("les-voisins-photos", {
    ...common,
    containerName: "les-voisins-photos",
    disposable,
  });
  return {
    "neighbour.name": bucket.username,
    "neighbour.password": bucket.password,
  };
}

function options(): EngineOptions {
  return {
    project: "epicerie",
    stack: "test",
    program: () =>
      Promise.resolve(
        Object.assign({}, ...programs.map((each) => each())) as object,
      ),
    config: {},
    backend: fileBackend(folder),
    passphrase: "test",
    providers: (pkg: string) =>
      pkg === "ovh" ? ovhProvider(ctx) : openstackProvider(ctx),
  } as EngineOptions;
}

/** A request with one of the credentials that the program has put out. */
async function as(
  who: "owner" | "reader" | "neighbour" | "operator",
  method: string,
  path: string,
  given: { body?: string; headers?: Record<string, string> } = {},
): Promise<SwiftAnswer> {
  const login =
    who === "operator"
      ? await swiftOperator(ctx, project)
      : {
          username: out[`${who}.name`] ?? "",
          password: out[`${who}.password`] ?? "",
          project,
        };
  const token = await swiftToken(ctx, login);
  const headers = { ...given.headers, "X-Auth-Token": token };
  return swiftRequest(ctx, method, `${STORAGE}/${path}`, { ...given, headers });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "epicerie-swift-"));
  test = await openTestServices(["dns", "s3"]);
  ctx = test.ctx;
  programs = [archives, () => neighbours(false)];
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

describe("a Swift container in the sandbox", () => {
  it("is the same at the next up and to a refresh", async () => {
    const again = await up(options());
    expect(Object.keys(again.changes)).toEqual(["same"]);
    const { changes } = await refresh(options());
    expect(Object.keys(changes)).toEqual(["same"]);
  });

  it("is written and read with its own credential", async () => {
    const put = await as("owner", "PUT", "les-amis-archives/statuts.txt", {
      body: "1901",
    });
    expect(put.status).toBe(201);
    const got = await as("owner", "GET", "les-amis-archives/statuts.txt");
    expect([got.status, got.text]).toEqual([200, "1901"]);
    const list = await as("owner", "GET", "les-amis-archives");
    expect(list.text).toBe("statuts.txt\n");
  });

  it("is only read with a credential that reads", async () => {
    const got = await as("reader", "GET", "les-amis-archives/statuts.txt");
    expect([got.status, got.text]).toEqual([200, "1901"]);
    for (const method of ["PUT", "DELETE", "POST"])
      expect(
        await as("reader", method, "les-amis-archives/statuts.txt"),
      ).toMatchObject({ status: 403 });
  });

  it("is closed to another's credential, and that one's to it", async () => {
    for (const [who, container] of [
      ["neighbour", "les-amis-archives"],
      ["owner", "les-voisins-photos"],
    ] as const)
      for (const [method, path] of [
        ["GET", container],
        ["GET", `${container}/statuts.txt`],
        ["PUT", `${container}/x`],
        ["DELETE", container],
      ] as const)
        expect(await as(who, method, path)).toMatchObject({ status: 403 });
  });

  it("gives nobody the rest of the project", async () => {
    for (const [method, path] of [
      ["GET", ""],
      ["PUT", "mine"],
      ["GET", "les-amis-archives-versions"],
      ["POST", "les-amis-archives"],
      ["DELETE", "les-amis-archives"],
    ] as const)
      expect(await as("owner", method, path)).toMatchObject({ status: 403 });
  });

  it("keeps what its own credential overwrites and deletes", async () => {
    const path = "les-amis-archives/minutes.txt";
    for (const body of ["first", "second"])
      await as("owner", "PUT", path, { body });
    await as("owner", "DELETE", path);
    expect(await as("owner", "GET", path)).toMatchObject({ status: 404 });
    const list = await as("operator", "GET", "les-amis-archives-versions");
    const kept = list.text.split("\n").filter((n) => n.includes("minutes.txt"));
    const texts = await Promise.all(
      kept.map(async (name) => {
        const path = `les-amis-archives-versions/${encodeURIComponent(name)}`;
        return (await as("operator", "GET", path)).text;
      }),
    );
    expect(texts).toEqual(["first", "second", ""]);
  });

  it("refuses a wrong password", async () => {
    const login = { username: out["owner.name"] ?? "", project };
    await expect(
      swiftToken(ctx, { ...login, password: "guess" }),
    ).rejects.toThrow("401");
  });

  it("is used by an ordinary client under the vendor's names", async () => {
    const { Image } = await ctx.docker
      .getContainer(`epicerie-${ctx.id}-s3`)
      .inspect();
    const container = await ctx.docker.createContainer({
      Image,
      Entrypoint: ["sleep", "600"],
      Labels: { ...ctx.labels },
      Env: Object.entries({
        TYPE: "swift",
        AUTH: "https://auth.cloud.ovh.net/v3",
        DOMAIN: "default",
        TENANT_ID: project,
        REGION: "GRA",
        USER: out["owner.name"],
        KEY: out["owner.password"],
      }).map(([name, value]) => `RCLONE_CONFIG_OVH_${name}=${value}`),
      HostConfig: {
        NetworkMode: ctx.extNet.name,
        Dns: [ctx.extNet.address(ADDRESS.dns)],
      },
    });
    await container.start();
    const rclone = (...words: string[]) =>
      mustExecIn(container, ["rclone", "--no-check-certificate", ...words]);
    await rclone("copyto", "/etc/hostname", "ovh:les-amis-archives/hostname");
    expect(await rclone("lsf", "ovh:les-amis-archives")).toBe(
      "hostname\nstatuts.txt\n",
    );
    await container.remove({ force: true });
  });

  it("has its access list back after somebody changed it", async () => {
    await as("operator", "POST", "les-amis-archives", {
      headers: { "X-Container-Read": ".r:*" },
    });
    const { changes } = await refresh(options());
    expect(changes.update).toBe(1);
    await up(options());
    const { headers } = await as("operator", "HEAD", "les-amis-archives");
    expect(headers["x-container-read"]).toContain(out["reader.name"]);
    expect(await as("neighbour", "GET", "les-amis-archives")).toMatchObject({
      status: 403,
    });
  });

  it("is not deleted while something is in it, unless disposable", async () => {
    await as("neighbour", "PUT", "les-voisins-photos/a b.jpg", { body: "x" });
    const provider = openstackProvider(ctx);
    const urn =
      "urn:pulumi:test::epicerie::openstack:objectstorage/container:Container::les-voisins-photos";
    const props = { region: "GRA", forceDestroy: false };
    await expect(
      provider.delete("les-voisins-photos", urn, props),
    ).rejects.toThrow("HTTP 409");
    programs = [archives, () => neighbours(true)];
    await up(options());
    programs = [archives];
    const gone = await up(options());
    expect(gone.diagnostics).toEqual([]);
    for (const path of ["les-voisins-photos", "les-voisins-photos-versions"])
      expect(await as("operator", "HEAD", path)).toMatchObject({ status: 404 });
    await expect(as("neighbour", "GET", "")).rejects.toThrow("401");
  });
});
