import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { registered } from "../components/testing";
import { type EngineOptions, preview, up } from "../engine/engine";
import { beneficiaryWith, modelWith, platformWith } from "./model/testing";
import { stackIn } from "./testing";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-project-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const id = "c0ffee00c0ff4e00c0ffee00c0ffee00";
const ordered = {
  order: { description: "Sol&TIC" },
  technicalUsers: { deploiement: "deploy" },
};

const options = (project: object): EngineOptions =>
  stackIn(folder, modelWith({ prod: { project } }), "prod");

it("makes nothing in OpenStack before the ordered project's id is written, and everything then", async () => {
  const planned = registered(await preview(options(ordered)));
  const first = await up(options(ordered));
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

  const then = await up(options({ ...ordered, id }));
  expect(then.diagnostics).toEqual([]);
  expect(Object.keys(then.changes).sort()).toEqual(["create", "same"]);
}, 30_000);

it("refuses a beneficiary until then, and says what to write", () => {
  const without = beneficiaryWith({}, platformWith({ project: ordered }));
  expect(without.model).toBeUndefined();
  expect(without.problems).toEqual([
    'stacks/les-amis.ts: server: the platform\'s project is ordered, but its id is not written yet. After "up prod", copy it beside the order (project: { id: … }) in stacks/prod.ts: npm run epicerie -- outputs prod tells it.',
  ]);
  const project = { ...ordered, id };
  const { model } = beneficiaryWith({}, platformWith({ project }));
  expect(model).toBeDefined();
});
