import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { echo, type Registered, registered } from "../components/testing";
import { fileBackend } from "../engine/backend";
import { type EngineOptions, preview, up } from "../engine/engine";
import { type Model } from "./model/model";
import { loadModel } from "./stack-files";
import type { ServerModel } from "./model/servers";
import { program } from "./program";

let folder: string;
const model = loadModel();
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-program-"))));
afterAll(() => rmSync(folder, { recursive: true }));

function options(stack: string, of: Model = model): EngineOptions {
  return {
    project: "epicerie",
    stack,
    program: program(stack, { language: "en", model: of }),
    config: {},
    backend: fileBackend(folder),
    passphrase: "test",
  };
}

const names = (resources: readonly Registered[]): string[] =>
  resources.map(({ type, name }) => `${type} ${name}`);

describe("the program", () => {
  it("refuses a beneficiary's stack while the platform is not up", async () => {
    const { ok, diagnostics } = await preview(options("les-amis"));
    expect(ok).toBe(false);
    expect(diagnostics.map(({ message }) => message).join("\n")).toMatch(
      /prod/,
    );
  });

  it.each(["prod", "les-amis", "atelier-velo"])(
    "registers the same resources of %s in a preview and in an up",
    async (stack) => {
      if (stack !== "prod") await up({ ...options("prod"), providers: echo });
      const planned = registered(await preview(options(stack)));
      const done = await up({ ...options(stack), providers: echo });
      expect(done.diagnostics).toEqual([]);
      expect(names(registered(done))).toEqual(names(planned));
      // Names are a contract: one that changes destroys what it stood for.
      expect(names(planned)).toMatchSnapshot();
    },
    30_000,
  );

  it("finds nothing to do right after, without any provider", async () => {
    const { changes } = await preview(options("les-amis"));
    // A reference to another stack is read each time.
    expect(Object.keys(changes).sort()).toEqual(["read", "same"]);
  });

  it("never names all ports, of which Neutron keeps no range", async () => {
    const planned = registered(await preview(options("prod")));
    const ranges = planned
      .filter(({ type }) => type.endsWith(":SecGroupRule"))
      .map(({ inputs }) => [inputs.portRangeMin, inputs.portRangeMax]);
    expect(ranges.length).toBeGreaterThan(4);
    expect(ranges).not.toContainEqual([1, 65_535]);
  });

  it("protects what holds data, unless the beneficiary is disposable", async () => {
    const holdsData =
      /blockstorage|privateDatabaseDb|storage:Storage|ovhmail:index:Mailbox|compute\/instance/;
    const protection = async (stack: string): Promise<boolean[]> =>
      registered(await preview(options(stack)))
        .filter(({ type }) => holdsData.test(type))
        .map(({ protect }) => protect);
    expect(await protection("prod")).toEqual([true]);
    expect(new Set(await protection("les-amis"))).toEqual(new Set([true]));
    expect(new Set(await protection("atelier-velo"))).toEqual(new Set([false]));
  });

  it("marks whatever lives in an engine with its machine, so that it moves with its beneficiary", async () => {
    const { resources } = await preview(options("les-amis"));
    const inEngine = resources.filter(({ type }) => type.startsWith("docker:"));
    expect(inEngine.length).toBeGreaterThan(2);
    for (const { urn, inputs } of inEngine)
      expect([urn, inputs.labels]).toEqual([
        urn,
        expect.arrayContaining([
          { label: "org.epicerie.machine", value: "commun-1" },
        ]),
      ]);
  });

  it("leaves a machine for another: all that lives in the engine is replaced, the volume is only attached anew", async () => {
    const backend = fileBackend(mkdtempSync(join(folder, "moving-")));
    for (const stack of ["prod", "les-amis"])
      await up({ ...options(stack), backend, providers: echo });
    const moved = (stack: string): EngineOptions => {
      const rebuilt = (one: ServerModel): ServerModel => ({
        ...one,
        machine: "commun-1-g2",
        formerMachine: "commun-1",
      });
      const platform = model.platform && {
        ...model.platform,
        servers: model.platform.servers.map(rebuilt),
      };
      const beneficiaries = model.beneficiaries.map((one) => ({
        ...one,
        server: rebuilt(one.server),
      }));
      const of = { ...model, ...(platform && { platform }), beneficiaries };
      return { ...options(stack, of), backend };
    };
    const before = await preview(moved("les-amis"));
    expect(before.diagnostics[0]?.message).toMatch(
      /^stacks\/les-amis\.ts: server: the platform \(stack prod\) does not have the machine commun-1-g2 yet/,
    );
    const { changes } = await up({ ...moved("prod"), providers: echo });
    expect(Object.keys(changes).sort()).toEqual(["create", "same"]);
    const { steps, diagnostics } = await preview(moved("les-amis"));
    expect(diagnostics).toEqual([]);
    const replaced = steps
      .filter(({ op }) => op === "replace")
      .map(({ type }) => type);
    expect([...new Set(replaced)].sort()).toEqual([
      "command:remote:Command",
      "docker:index/network:Network",
      "docker:index/secret:Secret",
      "docker:index/service:Service",
      "docker:index/serviceConfig:ServiceConfig",
      "openstack:compute/volumeAttach:VolumeAttach",
    ]);
    const volume = steps.find(
      ({ type }) => type.endsWith(":Volume") && type.startsWith("openstack"),
    );
    expect(volume?.op).toBe("same");
  });

  it("does not depend on the order in which things are written", async () => {
    const reversed = model.beneficiaries.map((beneficiary) => ({
      ...beneficiary,
      mailboxes: [...beneficiary.mailboxes].reverse(),
      apps: [...beneficiary.apps].reverse(),
    }));
    const { changes } = await preview(
      options("les-amis", { ...model, beneficiaries: reversed.reverse() }),
    );
    // A reference to another stack is read each time.
    expect(Object.keys(changes).sort()).toEqual(["read", "same"]);
  });

  it("refuses an unknown stack and names those that exist", async () => {
    const { ok, diagnostics } = await preview(options("les-inconnus"));
    expect(ok).toBe(false);
    expect(diagnostics[0]?.message).toMatch(
      /^les-inconnus: this stack does not exist\. Known stacks: prod, atelier-velo and les-amis\.$/,
    );
  });

  it("stops at a stack's own problems, not at another's", async () => {
    const problems = [
      {
        path: "stacks/atelier-velo.ts: disk",
        say: () => ({ what: "wrong", remedy: "Mend." }),
      },
    ];
    expect(
      (await preview(options("les-amis", { ...model, problems }))).ok,
    ).toBe(true);
    const refused = await preview(
      options("atelier-velo", { ...model, problems }),
    );
    expect(refused.diagnostics[0]?.message).toBe(
      "stacks/atelier-velo.ts: disk: wrong. Mend.",
    );
    expect(
      refused.steps.filter(({ op }) => op !== "same" && op !== "delete"),
    ).toEqual([]);
  });
});
