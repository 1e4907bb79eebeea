import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SandboxContext } from "../context";
import { JsonStore } from "../json-store";
import type { Json } from "../resource-provider";
import { order } from "../services/account";
import { TEST_ACCOUNT } from "../services/testing";
import { createResource, type TestResource } from "./testing";

let folder: string;
let ctx: SandboxContext;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "epicerie-iam-"));
  const store = new JsonStore(folder);
  ctx = { folder, store } as unknown as SandboxContext;
  await order(ctx, TEST_ACCOUNT);
});
afterEach(() => rmSync(folder, { recursive: true }));

const group = (role = "NONE"): Promise<TestResource> =>
  createResource(ctx, "Me/identityGroup:IdentityGroup", {
    name: "epiciers",
    role,
  });
const alice = {
  login: "alice",
  email: "alice@soltic.example",
  group: "epiciers",
  password: "Correct-Horse-9",
};
const user = (more: Json = {}): Promise<TestResource> =>
  createResource(ctx, "Me/identityUser:IdentityUser", { ...alice, ...more });
const rights = {
  name: "alice-change",
  identities: ["urn:v1:eu:identity:user:xx1111-ovh/alice"],
  resources: ["urn:v1:eu:resource:dnsZone:les-amis.example"],
  allows: ["dnsZone:apiovh:record/edit"],
};
const policy = (more: Json = {}): Promise<TestResource> =>
  createResource(ctx, "Iam/policy:Policy", { ...rights, ...more });

describe("logins", () => {
  it("have the names that policies know them by", async () => {
    expect((await group()).outs.GroupURN).toBe(
      "urn:v1:eu:identity:group:xx1111-ovh/epiciers",
    );
    const made = await user();
    expect(made.outs).toMatchObject({
      UserURN: "urn:v1:eu:identity:user:xx1111-ovh/alice",
      status: "OK",
    });
    await made.update({ ...alice, email: "a@soltic.example" });
    expect(await made.read()).toMatchObject({ email: "a@soltic.example" });
    await made.remove();
    expect(await made.read()).toBeUndefined();
  });

  it("are put into the vendor's own group when they name none", async () => {
    expect((await user({ group: undefined })).outs).toMatchObject({
      group: "DEFAULT",
    });
  });

  it.each<[Json, string]>([
    [{ group: "nobody" }, "group nobody does not exist"],
    [{ login: "a l" }, 'Invalid login: "a l"'],
    [{ email: "alice" }, 'Invalid email: "alice"'],
    [{ password: "short" }, "Password is too short"],
  ])("are refused with %j", async (more, message) => {
    await group();
    await expect(user(more)).rejects.toThrow(message);
  });

  it("are refused twice, and their group cannot go before them", async () => {
    await expect(group("ROOT")).rejects.toThrow("Invalid role");
    const epiciers = await group();
    await user();
    await expect(user()).rejects.toThrow("409");
    await expect(group()).rejects.toThrow("409");
    await expect(epiciers.remove()).rejects.toThrow("is not empty: alice");
  });
});

describe("policies", () => {
  beforeEach(async () => {
    await group();
    await user();
  });

  it("are kept, changed and forgotten", async () => {
    const made = await policy();
    expect(await made.read()).toMatchObject(rights);
    const allows = ["dnsZone:apiovh:record/create"];
    await made.update({ ...rights, allows });
    expect(await made.read()).toMatchObject({ allows });
    await made.remove();
    expect(await made.read()).toBeUndefined();
    await policy();
    await expect(policy()).rejects.toThrow("already exists");
  });

  it.each<[Json, string]>([
    [{ identities: ["alice"] }, "Unknown identity: alice"],
    [
      { identities: ["urn:v1:eu:identity:user:xx1111-ovh/bob"] },
      "Unknown identity",
    ],
    [{ resources: ["les-amis.example"] }, "Unknown resource: les-amis.example"],
    [
      { resources: ["urn:v1:eu:resource:dnsZone:not-ours.example"] },
      "Unknown resource",
    ],
    [{ allows: ["dnsZone:record/edit"] }, "Unknown action"],
    [{ allows: ["teapot:apiovh:brew"] }, "Unknown action"],
    [{ allows: ["emailDomain:apiovh:get"] }, "is on no resource"],
    [{ allows: [] }, "without any right"],
    [
      { permissionsGroups: ["urn:v1:eu:permissionsGroup:ovh:everything"] },
      "does not exist",
    ],
  ])("are refused with %j", async (more, message) => {
    await expect(policy(more)).rejects.toThrow(message);
  });
});
