import { knownProject, type ProjectModel, resolveProject } from "./project";
import { type Resolved, resolved as resolvedIn } from "./testing";

const id = "c0ffee00c0ffee00c0ffee00c0ffee00";
const order = { description: "Sol&TIC" };

function resolved(written: unknown): Resolved<ProjectModel> {
  const contact = "technique@soltic.example";
  return resolvedIn("stacks/prod.ts", (list) =>
    resolveProject(written, contact, list.at("project")),
  );
}

describe("the platform's project", () => {
  it("is one that is there, by its id alone or beside what it has", () => {
    const expected = { id, regions: [], technicalUsers: [] };
    expect(resolved(id)).toEqual({ model: expected, problems: [] });
    expect(resolved({ id })).toEqual({ model: expected, problems: [] });
  });

  it("may be ordered, and its id known or not yet", () => {
    expect(resolved({ order }).model).not.toHaveProperty("id");
    expect(resolved({ order }).problems).toEqual([]);
    expect(() => knownProject(resolved({ order }).model)).toThrow("not known");
    const { model } = resolved({ order, id });
    expect(model).toMatchObject({ order, id });
    expect(knownProject(model)).toBe(id);
  });

  it("completes its alert, and forgets the order of its users", () => {
    const { model, problems } = resolved({
      id,
      regions: ["SBG5", "SBG5"],
      technicalUsers: {
        veille: "supervise",
        deploiement: ["storage", "deploy", "storage"],
      },
      spendingAlert: { monthly: 80 },
    });
    expect(problems).toEqual([]);
    expect(model).toEqual({
      id,
      regions: ["SBG5"],
      technicalUsers: [
        { name: "deploiement", purposes: ["deploy", "storage"] },
        { name: "veille", purposes: ["supervise"] },
      ],
      spendingAlert: { monthly: 80, email: "technique@soltic.example" },
    });
  });

  it.each<[unknown, RegExp]>([
    [
      "abc",
      /project: this is not the id of a Public Cloud project \(received: "abc"\)/,
    ],
    [12, /project: this is not the right type of value/],
    [{ id: "abc" }, /project\.id: this is not the id of a Public Cloud/],
    [{}, /project: it is not known which project this is.*order/],
    [{ order: true }, /project\.order: this is not the right type/],
    [{ order: {} }, /project\.order\.description: a value is missing/],
    [{ order: { description: " " } }, /order\.description: the text is empty/],
    [{ id, regions: ["BHS5"] }, /regions\[0\]: there is no such value/],
    [{ id, regions: [5] }, /regions\[0\]: this is not the right type/],
    [
      { id, technicalUsers: { Deploy: "deploy" } },
      /technicalUsers\.Deploy: this name is not allowed/,
    ],
    [
      { id, technicalUsers: { deploy: "everything" } },
      /technicalUsers\.deploy: there is no such value .*supervise/,
    ],
    [
      { id, technicalUsers: { deploy: ["deploy", "everything"] } },
      /technicalUsers\.deploy\[1\]: there is no such value .*supervise/,
    ],
    [
      { id, technicalUsers: { deploy: [] } },
      /technicalUsers\.deploy: a value is missing/,
    ],
    [
      { id, technicalUsers: { deploy: { purpose: "deploy" } } },
      /technicalUsers\.deploy: this is not the right type/,
    ],
    [{ id, spendingAlert: {} }, /spendingAlert\.monthly: a value is missing/],
    [
      { id, spendingAlert: { monthly: 0.5 } },
      /spendingAlert\.monthly: this number is not allowed/,
    ],
    [
      { id, spendingAlert: { monthly: 80, email: "alice" } },
      /spendingAlert\.email: this is not an e-mail address/,
    ],
    [{ id, owner: "x" }, /project\.owner: unknown field/],
  ])("is refused as %j", (written, message) => {
    expect(resolved(written).problems).toEqual([
      expect.stringMatching(message),
    ]);
  });
});
