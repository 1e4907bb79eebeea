import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { echo } from "../components/testing";
import { fileBackend } from "../engine/backend";
import { preview, type Result, up } from "../engine/engine";
import { loadModel } from "../infra/stack-files";
import { termsOf } from "../infra/model/terms";
import { program } from "../infra/program";
import { judgeViolations } from "./exceptions";
import { RULES, violationsOf } from "./policies";
import { RULE_IDS } from "./rule-ids";
import { UNKNOWN } from "./rule";
import { resource } from "./testing";

describe("the rules", () => {
  it("have one file each, and a test beside it", () => {
    const files = readdirSync(__dirname);
    for (const id of RULE_IDS) {
      expect(RULES[id].id).toBe(id);
      expect(files).toEqual(
        expect.arrayContaining([`${id}.ts`, `${id}.test.ts`]),
      );
    }
  });

  it("name the rule and the resource of every violation", () => {
    const container = resource("docker:index/container:Container", {
      image: "caddy",
    });
    expect(
      violationsOf([container]).map(({ rule, resource: name }) => [rule, name]),
    ).toEqual([
      ["memory-limits", "les-amis"],
      ["pinned-images", "les-amis"],
    ]);
  });
});

describe("our own stacks", () => {
  const folder = mkdtempSync(join(tmpdir(), "epicerie-policies-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const declared = loadModel();
  const options = (stack: string, model = declared) => ({
    project: "epicerie",
    stack,
    program: program(stack, { language: "en" as const, model }),
    config: {},
    backend: fileBackend(folder),
    passphrase: "test",
  });
  const broken = (
    { resources }: Result,
    stack: string,
    model = declared,
  ): string[] => {
    const named = resources.map((each) => ({
      ...each,
      name: each.urn.split("::")[3] ?? "",
    }));
    const { exceptions, ...facts } = termsOf(model, stack);
    const all = violationsOf(named, facts);
    return judgeViolations(all, exceptions, named).violations.map(
      ({ rule, resource: name }) => `${rule} ${name}`,
    );
  };

  it("break none, in a preview and with every value known", async () => {
    await up({ ...options("prod"), providers: echo });
    for (const stack of ["prod", "les-amis", "atelier-velo"]) {
      const planned = await preview(options(stack));
      expect(planned.resources.length).toBeGreaterThan(10);
      expect(broken(planned, stack)).toEqual([]);
      const done = await up({ ...options(stack), providers: echo });
      expect(JSON.stringify(done.resources)).not.toContain(UNKNOWN);
      expect(broken(done, stack)).toEqual([]);
    }
  }, 60_000);

  it.each([
    { machine: "commun-1-g2", formerMachine: "commun-1" },
    { machine: "commun-1-g2" },
  ])("break none while a server is rebuilt: $machine", async (generation) => {
    const { platform } = declared;
    if (!platform) throw new Error("no platform");
    const servers = platform.servers.map((server) => ({
      ...server,
      ...generation,
    }));
    const model = { ...declared, platform: { ...platform, servers } };
    const planned = await preview(options("prod", model));
    expect(planned.resources.map(({ urn }) => urn)).toContainEqual(
      expect.stringMatching(/commun-1-g2-proxy$/),
    );
    expect(broken(planned, "prod", model)).toEqual([]);
  });
});
