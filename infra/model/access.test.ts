import {
  checkSeenStacks,
  type EpicierModel,
  resolveEpiciers,
  resourcesSeen,
} from "./access";
import type { Beneficiary } from "./beneficiary";
import { loadModel } from "../stack-files";
import type { ProjectModel } from "./project";
import { type Resolved, resolved as resolvedIn } from "./testing";

const { platform, beneficiaries } = loadModel();
if (!platform) throw new Error("stacks/prod.ts is missing");

const alice = { email: "alice@soltic.example", sees: ["les-amis"] };

function resolved(
  written: Record<string, unknown>,
): Resolved<readonly EpicierModel[]> {
  return resolvedIn("stacks/prod.ts", (list) => {
    const epiciers = resolveEpiciers(written, list.at("epiciers"));
    checkSeenStacks(epiciers, ["prod", "les-amis"], list.at("epiciers"));
    return epiciers;
  });
}

describe("an épicier's access", () => {
  it("is that of a reader unless it says otherwise; the order of the file means nothing", () => {
    const bob = { ...alice, role: "manager", sees: "everything" };
    expect(resolved({ bob, alice })).toEqual({
      model: [
        { login: "alice", role: "reader", ...alice },
        { login: "bob", ...bob },
      ],
      problems: [],
    });
  });

  it.each([
    [{ email: "alice" }, /epiciers\.alice\.email: .*\(received: "alice"\)/],
    [{ email: undefined }, /alice\.email: a value is missing/],
    [{ role: "root" }, /alice\.role: there is no such value/],
    [{ sees: undefined }, /alice\.sees: a value is missing/],
    [{ sees: [] }, /alice\.sees: this épicier would see nothing/],
    [{ sees: "les-amis" }, /alice\.sees: these are not stacks/],
    [{ sees: [1] }, /alice\.sees\[0\]: this is not the right type/],
    [
      { sees: ["prod", "les-ami"] },
      /alice\.sees\[1\]: this stack does not exist \(received: "les-ami"\)/,
    ],
    [{ password: "x" }, /alice\.password: unknown field/],
  ])("is refused with %j", (override, message) => {
    expect(resolved({ alice: { ...alice, ...override } }).problems).toEqual([
      expect.stringMatching(message),
    ]);
  });

  it("needs a login that is a name, and a declaration", () => {
    expect(resolved({ "Al ice": alice }).problems).toHaveLength(1);
    expect(resolved({ alice: "everything" }).problems).toEqual([
      expect.stringMatching(/epiciers\.alice: this is not the right type/),
    ]);
  });
});

describe("what an épicier sees", () => {
  const seen = (sees: EpicierModel["sees"]): string[] =>
    resourcesSeen(
      { login: "alice", email: "", role: "reader", sees },
      platform,
      beneficiaries,
      "prod",
    ).map(({ type, id }) => `${type} ${id}`);

  it("is an association's zone and mail, and nothing of the platform or of another", () => {
    expect(seen(["les-amis"])).toEqual([
      "dnsZone les-amis.example",
      "dnsZone amis-du-quartier.example",
      "emailDomain les-amis.example",
    ]);
  });

  it("is each of its zones, and the mail of the first that has an address, be it one that only forwards", () => {
    const [first] = beneficiaries;
    if (!first) throw new Error("there is no association");
    const nobody = { mailboxes: [], redirections: [], responders: [] };
    const of = (override: Partial<Beneficiary>): string[] =>
      resourcesSeen(
        { login: "alice", email: "", role: "reader", sees: "everything" },
        platform,
        [{ ...first, ...nobody, domain: "a.example", ...override }],
        "other",
      )
        .filter(({ id }) => id.startsWith("a."))
        .map(({ type, id }) => `${type} ${id}`);
    const redirections = [
      { name: "bureau", to: ["x@b.example"], localCopy: false },
    ];
    expect(of({ domains: ["a.org", "a.net"] })).toEqual([
      "dnsZone a.example",
      "dnsZone a.org",
      "dnsZone a.net",
    ]);
    expect(of({ redirections })).toEqual([
      "dnsZone a.example",
      "emailDomain a.example",
    ]);
    expect(of({ responders: [{ name: "contact", message: "Away" }] })).toEqual(
      of({ redirections }),
    );
  });

  it("is the project, the host's zone and the MySQL service for the platform", () => {
    expect(seen(["prod"])).toEqual([
      `publicCloudProject ${platform.project.id ?? ""}`,
      "dnsZone soltic.example",
      "webCloudDatabases soltic-001",
    ]);
  });

  it("is an ordered project once its id is written, under the name OVH gives it", () => {
    const seenOf = (project: ProjectModel): string[] =>
      resourcesSeen(
        { login: "alice", email: "", role: "reader", sees: ["prod"] },
        { ...platform, project },
        [],
        "prod",
      ).map(({ type, id }) => `urn:v1:eu:resource:${type}:${id}`);
    const ordered = {
      order: { description: "Sol&TIC" },
      regions: [],
      technicalUsers: [],
    };
    const urn = /publicCloudProject/;
    expect(seenOf(ordered).filter((one) => urn.test(one))).toEqual([]);
    expect(seenOf({ ...ordered, id: "0123abc" })).toContain(
      "urn:v1:eu:resource:publicCloudProject:0123abc",
    );
  });

  it("is all of it for everything", () => {
    const names = ["prod", ...beneficiaries.map(({ name }) => name)];
    expect(seen("everything")).toEqual(seen(names));
  });
});
