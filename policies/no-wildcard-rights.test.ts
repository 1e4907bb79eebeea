import { noWildcardRights } from "./no-wildcard-rights";
import { UNKNOWN } from "./rule";
import { breaches, resource } from "./testing";

const OWN = ["arn:aws:s3:::les-amis", "arn:aws:s3:::les-amis/*"];
const s3 = (differences: object) =>
  resource("ovh:CloudProject/s3Policy:S3Policy", {
    policy: JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Action: ["s3:GetObject"],
          Resource: OWN,
          ...differences,
        },
      ],
    }),
  });

describe("no-wildcard-rights", () => {
  it.each([
    [{ Action: "*" }, "*"],
    [{ Action: ["s3:GetObject", "s3:*"] }, "s3:*"],
    [{ Resource: "*" }, "*"],
    [{ Resource: "arn:aws:s3:::*" }, "arn:aws:s3:::*"],
    [{ Resource: ["arn:aws:s3:::les-*/x"] }, "arn:aws:s3:::les-*/x"],
    [{ Resource: undefined, NotResource: OWN }, "NotResource"],
  ])("refuses an S3 policy with %j", (differences, text) => {
    expect(breaches(noWildcardRights, s3(differences))).toEqual([
      `gives rights without limit: ${text}`,
    ]);
  });

  it("accepts all objects of one bucket, what is denied, and waits for what is not known yet", () => {
    const waiting = resource("ovh:CloudProject/s3Policy:S3Policy", {
      policy: UNKNOWN,
    });
    for (const each of [s3({}), s3({ Effect: "Deny", Action: "*" }), waiting])
      expect(breaches(noWildcardRights, each)).toEqual([]);
  });

  it("refuses what it cannot read", () => {
    const hidden = resource("ovh:CloudProject/s3Policy:S3Policy", {
      policy: "[secret]",
    });
    expect(breaches(noWildcardRights, hidden)).toEqual([
      "the rights cannot be read, so nobody can check them",
    ]);
  });

  it("looks at OVH's own policies", () => {
    const iam = resource("ovh:Iam/policy:Policy", {
      allows: ["publicCloudProject:apiovh:get", "publicCloudProject:apiovh:*"],
      resources: ["urn:v1:eu:resource:publicCloudProject:c0ffee"],
      denies: ["*"],
    });
    expect(breaches(noWildcardRights, iam)).toEqual([
      "gives rights without limit: publicCloudProject:apiovh:*",
    ]);
  });

  it.each([
    ["urn:v1:eu:permissionsGroup:ovh:globalAdmin", true],
    ["urn:v1:eu:permissionsGroup:ovh:globalReadWrite", true],
    ["urn:v1:eu:permissionsGroup:ovh:globalReadOnly", false],
    ["urn:v1:eu:permissionsGroup:ovh:controlPanelAccess", false],
  ])("knows what %s allows", (group, refused) => {
    const iam = resource("ovh:Iam/policy:Policy", {
      permissionsGroups: [group],
      resources: ["urn:v1:eu:resource:dnsZone:les-amis.example"],
    });
    expect(breaches(noWildcardRights, iam)).toEqual(
      refused ? [`gives rights without limit: ${group}`] : [],
    );
  });

  it.each([
    ["ovh:Iam/policy:Policy", { resources: ["urn:v1:eu:resource:*"] }, true],
    ["ovh:Me/identityGroup:IdentityGroup", { role: "REGULAR" }, true],
    ["ovh:Me/identityGroup:IdentityGroup", { role: "NONE" }, false],
    ["ovh:Me/identityUser:IdentityUser", {}, true],
    ["ovh:Me/identityUser:IdentityUser", { group: "ADMIN" }, true],
    ["ovh:Me/identityUser:IdentityUser", { group: "epiciers" }, false],
    ["ovh:Me/identityUser:IdentityUser", { group: UNKNOWN }, false],
  ])("judges %s with %j", (type, inputs, refused) => {
    const found = breaches(noWildcardRights, resource(type, inputs));
    expect(found.length > 0).toBe(refused);
  });
});
