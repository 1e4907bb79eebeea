import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { echo, registered } from "../components/testing";
import { fileBackend } from "../engine/backend";
import { type EngineOptions, preview, up } from "../engine/engine";
import { type Model } from "./model/model";
import { loadModel } from "./stack-files";
import { ProblemList } from "./model/problems";
import type { ProjectModel } from "./model/project";
import { resolveBeneficiary } from "./model/beneficiary";
import { program } from "./program";

let folder: string;
const model = loadModel();
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-project-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const id = "c0ffee00c0ff4e00c0ffee00c0ffee00";
const ordered: ProjectModel = {
  order: { description: "Sol&TIC" },
  regions: [],
  technicalUsers: [{ name: "deploiement", purposes: ["deploy"] }],
};

function withProject(project: ProjectModel): Model {
  const { platform } = model;
  if (!platform) throw new Error("stacks/prod.ts is missing");
  return { ...model, platform: { ...platform, project } };
}

function options(project: ProjectModel): EngineOptions {
  return {
    project: "epicerie",
    stack: "prod",
    program: program("prod", { language: "en", model: withProject(project) }),
    config: {},
    backend: fileBackend(folder),
    passphrase: "test",
  };
}

it("makes nothing in OpenStack before the ordered project's id is written, and everything then", async () => {
  const planned = registered(await preview(options(ordered)));
  const first = await up({ ...options(ordered), providers: echo });
  expect(first.diagnostics).toEqual([]);
  const names = registered(first).map(({ type, name }) => `${type} ${name}`);
  expect(planned.map(({ type, name }) => `${type} ${name}`)).toEqual(names);
  expect(names).toEqual([
    "epicerie:components:OvhProject projet",
    "ovh:CloudProject/project:Project projet",
    "ovh:CloudProject/user:User projet-deploiement",
  ]);
  expect(Object.keys(first.outputs ?? {}).sort()).toEqual([
    "project",
    "technicalUsers",
  ]);

  const then = await up({ ...options({ ...ordered, id }), providers: echo });
  expect(then.diagnostics).toEqual([]);
  expect(Object.keys(then.changes).sort()).toEqual(["create", "same"]);
}, 30_000);

it("refuses a beneficiary until then, and says what to write", () => {
  const { platform } = withProject(ordered);
  const list = new ProblemList("stacks/les-amis.ts");
  const input = {
    name: "les-amis",
    displayName: "Les Amis",
    contact: "bureau@les-amis.example",
  };
  expect(resolveBeneficiary(input, "les-amis", platform, list)).toBeUndefined();
  expect(list.all).toHaveLength(1);
  expect(
    resolveBeneficiary(
      input,
      "les-amis",
      withProject({ ...ordered, id }).platform,
      new ProblemList("stacks/les-amis.ts"),
    ),
  ).toBeDefined();
});
