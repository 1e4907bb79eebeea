import * as ovh from "@ovhcloud/pulumi-ovh";
import type { EpicierRole, OvhResource } from "../infra/model/access";
import { EpicierAccess } from "./epicier-access";
import { namesOf, previewOf, type Registered, upOf } from "./testing";

const POLICY = "ovh:Iam/policy:Policy";
const resources: OvhResource[] = [
  { type: "dnsZone", id: "les-amis.example" },
  { type: "emailDomain", id: "les-amis.example" },
];

const make =
  (role: EpicierRole, on = resources) =>
  (): EpicierAccess => {
    const group = new ovh.me.IdentityGroup("epiciers", { role: "NONE" });
    const email = "alice@soltic.example";
    const args = { login: "alice", email, group, role, resources: on };
    return new EpicierAccess("alice", args);
  };

const policy = (all: readonly Registered[], name: string) =>
  all.find((one) => one.type === POLICY && one.name === name)?.inputs;

jest.setTimeout(30_000);

describe("an épicier's access", () => {
  it("lets a reader sign in and see what is listed, and nothing else", async () => {
    const all = await upOf(make("reader"));
    expect(namesOf(all, POLICY)).toEqual(["alice-see", "alice-sign-in"]);
    const identities = ["urn:v1:eu:identity:user:xx1111-ovh/alice"];
    expect(policy(all, "alice-sign-in")).toMatchObject({
      identities,
      resources: ["urn:v1:eu:resource:account:xx1111-ovh"],
      permissionsGroups: ["urn:v1:eu:permissionsGroup:ovh:controlPanelAccess"],
    });
    expect(policy(all, "alice-see")).toMatchObject({
      identities,
      resources: [
        "urn:v1:eu:resource:dnsZone:les-amis.example",
        "urn:v1:eu:resource:emailDomain:les-amis.example",
      ],
      permissionsGroups: ["urn:v1:eu:permissionsGroup:ovh:globalReadOnly"],
    });
  });

  it("lets a manager change records and mail by name, and delete no mailbox", async () => {
    const change = policy(await upOf(make("manager")), "alice-change");
    const allows = change?.allows as string[];
    expect(allows).toContain("dnsZone:apiovh:record/edit");
    expect(allows).toContain("emailDomain:apiovh:account/create");
    expect(
      allows.filter((action) => /[*]|account\/delete/.test(action)),
    ).toEqual([]);
  });

  it("has actions only on types that are listed", async () => {
    const zone = resources.slice(0, 1);
    const change = policy(await upOf(make("manager", zone)), "alice-change");
    for (const action of change?.allows as string[])
      expect(action).toMatch(/^dnsZone:/);
    const project: OvhResource[] = [{ type: "publicCloudProject", id: "p" }];
    const all = await upOf(make("manager", project));
    expect(namesOf(all, POLICY)).toEqual(["alice-see", "alice-sign-in"]);
  });

  it("shows no password", async () => {
    const all = await upOf(make("reader"));
    const user = all.find(({ type }) => type.includes("IdentityUser"));
    expect(user?.inputs).toMatchObject({ password: "[secret]" });
    expect(user?.inputs).toMatchObject({ group: "epiciers" });
  });

  it("registers the same resources in a preview and in an up", async () => {
    const names = (list: readonly Registered[]): string[] =>
      list.map(({ type, name }) => `${type} ${name}`);
    const each = make("manager");
    expect(names(await previewOf(each))).toEqual(names(await upOf(each)));
  });
});
