import { namesOf, upOf } from "../components/testing";
import { loadModel } from "./stack-files";
import type { Platform } from "./model/platform";
import { createAccess } from "./platform-access";

const model = loadModel();
const { platform } = model;
if (!platform) throw new Error("stacks/prod.ts is missing");

const alice = {
  login: "alice",
  email: "alice@soltic.example",
  role: "manager",
  sees: ["les-amis"],
} as const;

const madeFor = (epiciers: Platform["epiciers"]) =>
  upOf(() => createAccess({ ...platform, epiciers }, model));

jest.setTimeout(30_000);

describe("the platform's épiciers", () => {
  it("share a group that gives nothing; each has rights on what they see only", async () => {
    const all = await madeFor([alice]);
    const group = all.find(({ type }) => type.includes("IdentityGroup"));
    expect(group?.inputs).toMatchObject({ name: "epiciers", role: "NONE" });
    const policies = all.filter(({ type }) => type === "ovh:Iam/policy:Policy");
    const change = policies.find(({ name }) => name.endsWith("-change"));
    expect(change?.inputs.resources).toEqual([
      "urn:v1:eu:resource:dnsZone:les-amis.example",
      "urn:v1:eu:resource:dnsZone:amis-du-quartier.example",
      "urn:v1:eu:resource:emailDomain:les-amis.example",
    ]);
  });

  it("come and go without each other", async () => {
    const bob = { ...alice, login: "bob" };
    const users = async (list: Platform["epiciers"]) =>
      namesOf(await madeFor(list), "ovh:Me/identityUser:IdentityUser");
    expect(await users([alice, bob])).toEqual(["epicier-alice", "epicier-bob"]);
    expect(await users([bob])).toEqual(["epicier-bob"]);
  });

  it("make nothing when there is none", async () => {
    expect(await madeFor([])).toEqual([]);
  });
});
