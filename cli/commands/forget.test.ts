import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { echo } from "../../components/testing";
import { type EngineOptions, preview, up } from "../../engine/engine";
import type { InProcessProvider, Json } from "../../engine/provider";
import type { Model } from "../../infra/model/model";
import type { ServerModel } from "../../infra/model/servers";
import { program } from "../../infra/program";
import { loadModel } from "../../infra/stack-files";
import { openBackend, passphraseOf } from "../project";
import { saidBy, terminal } from "../testing";
import { forget } from "./forget";

jest.setTimeout(60_000);

const home = mkdtempSync(path.join(tmpdir(), "epicerie-dead-"));
afterAll(() => rmSync(home, { recursive: true }));

const COMMAND = "command:remote:Command";
const DEAD = "203.0.113.10";

/** Answers at once; each machine has an address of its own. */
function vendor(): InProcessProvider {
  const provider = echo();
  const create: InProcessProvider["create"] = async (urn, inputs: Json) => {
    const made = await provider.create?.(urn, inputs);
    if (!made) throw new Error();
    const isNew = urn.endsWith("::commun-1-g2");
    const moved = isNew ? { accessIpV4: "203.0.113.11" } : {};
    return { ...made, outs: { ...(made.outs as Json), ...moved } };
  };
  const update: InProcessProvider["update"] = (
    _id,
    _urn,
    olds: Json,
    news: Json,
  ) => Promise.resolve({ outs: { ...olds, ...news } });
  return { ...provider, create, update, delete: () => Promise.resolve() };
}

const model = loadModel();

const IN_USE = {};
const LEFT = { machine: "commun-1-g2", formerMachine: "commun-1" };
const GONE = { machine: "commun-1-g2" };

/** What the files say of the only server: in use, being left, or gone with another in its place. */
function options(stack: string, place: Partial<ServerModel>): EngineOptions {
  const { platform } = model;
  if (!platform) throw new Error("stacks/prod.ts is missing");
  const servers = platform.servers.map((one) => ({ ...one, ...place }));
  const beneficiaries = model.beneficiaries.map((one) => ({
    ...one,
    server: { ...one.server, ...place },
  }));
  const of: Model = {
    ...model,
    platform: { ...platform, servers },
    beneficiaries,
  };
  return {
    project: "epicerie",
    stack,
    program: program(stack, { language: "en", model: of }),
    config: {},
    backend: openBackend({ home }),
    passphrase: passphraseOf(home),
  };
}

const run = (...words: string[]): Promise<string> =>
  saidBy(forget, terminal(forget, words, { home }));

/** What a move would undo on the machine that is left: these wait for it. */
async function undone(
  stack = "les-amis",
  place: Partial<ServerModel> = LEFT,
): Promise<string[]> {
  const { steps, diagnostics } = await preview(options(stack, place));
  expect(diagnostics).toEqual([]);
  return steps
    .filter(({ op, old }) => old && (op === "delete" || op === "replace"))
    .filter(({ type, old }) => type !== COMMAND || old?.inputs?.delete)
    .map(({ type }) => type);
}

beforeAll(async () => {
  for (const [stack, place] of [
    ["prod", IN_USE],
    ["les-amis", IN_USE],
    ["prod", LEFT],
  ] as const) {
    const made = await up({ ...options(stack, place), providers: vendor });
    expect(made.diagnostics).toEqual([]);
  }
});

it("changes nothing before the stack's name is given, and says how", async () => {
  const before = await undone();
  expect(before).toContain(COMMAND);
  expect(before).toContain("docker:index/service:Service");
  const said = await run("commun-1", "les-amis");
  expect(said).toContain("les-amis-mounted");
  expect(said).toContain("epicerie forget commun-1 les-amis --yes les-amis");
  expect(await undone()).toEqual(before);
});

it("leaves to the next up nothing to undo on the dead machine, and every disk and password as it was", async () => {
  const said = await run("commun-1", "les-amis", "--yes", "les-amis");
  expect(said).toMatch(/\d+ resources forgotten.*epicerie up les-amis/);
  expect([...new Set(await undone())]).toEqual([
    "openstack:compute/volumeAttach:VolumeAttach",
  ]);
  const moved = await up({ ...options("les-amis", LEFT), providers: vendor });
  expect(moved.diagnostics).toEqual([]);
  const kept = moved.steps.filter(({ type }) =>
    /blockstorage|random:|ovhmail:|storage:Storage/.test(type),
  );
  expect(kept.length).toBeGreaterThan(5);
  expect(new Set(kept.map(({ op }) => op))).toEqual(new Set(["same"]));
  expect(await undone()).toEqual([]);
});

it("leaves the platform nothing to undo there but what OVH knows", async () => {
  const before = await undone("prod", GONE);
  expect(before).toContain("docker:index/container:Container");
  await run("commun-1", "prod", "--yes", "prod");
  expect(
    (await undone("prod", GONE)).filter(
      (type) => !type.startsWith("epicerie:"),
    ),
  ).toEqual(before.filter((type) => /^(?:openstack|ovh):/.test(type)));
});

it("has nothing to forget twice, and knows a machine that is gone by its address", async () => {
  for (const machine of ["commun-1", DEAD])
    expect(await run(machine, "les-amis")).toContain(
      `The stack les-amis has nothing on ${machine}`,
    );
  expect(await run("commun-9", "les-amis")).toContain(
    "The platform has no machine commun-9. Its machines: commun-1 and commun-1-g2.",
  );
});
