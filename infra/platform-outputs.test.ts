import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type EngineOptions, type Result, up } from "../engine/engine";
import { modelWith } from "./model/testing";
import { platformServer } from "./platform-outputs";
import { stackIn } from "./testing";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-outputs-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const model = modelWith({ prod: {} });

/** A stack of another name that asks the platform for a server. */
function asking(name: string, machine: string): EngineOptions {
  const program = async (): Promise<Record<string, unknown>> => ({
    ...(await platformServer(name, machine)),
  });
  return { ...stackIn(folder, model, "les-amis"), program };
}

const saidBy = ({ diagnostics }: Result): string =>
  diagnostics.map(({ message }) => message).join("\n");

describe("what a beneficiary's stack asks of the platform's", () => {
  it("is where its server is, and secretly the key that opens it", async () => {
    await up(stackIn(folder, model, "prod"));
    const { outputs } = await up(asking("commun-1", "commun-1"));
    expect(outputs).toEqual({
      server: {
        value: {
          machine: "commun-1",
          id: "commun-1-id",
          publicIp: "203.0.113.10",
          reverse: "commun-1.soltic.example",
          user: "debian",
          hostKey: "ssh-ed25519 AAAA",
        },
        secret: false,
      },
      sshPrivateKey: { value: expect.any(String) as string, secret: true },
    });
  });

  it.each([
    ["that the platform does not have", "commun-2", "commun-2"],
    ["whose machine is not the one in use", "commun-1", "commun-1-g2"],
  ])("is refused for a server %s", async (_what, name, machine) => {
    await up(stackIn(folder, model, "prod"));
    const { ok, ...result } = await up(asking(name, machine));
    expect(ok).toBe(false);
    expect(saidBy({ ok, ...result })).toContain(
      `the platform has no machine ${machine}`,
    );
  });

  it("is refused while the platform was never up", async () => {
    const result = await up(asking("commun-1", "commun-1"));
    expect(result.ok).toBe(false);
    expect(saidBy(result)).toContain("prod");
  });

  it("is refused for a platform that has no server yet", async () => {
    const order = { description: "Sol&TIC" };
    const ordered = modelWith({ prod: { project: { order } } });
    await up(stackIn(folder, ordered, "prod"));
    expect(saidBy(await up(asking("commun-1", "commun-1")))).toContain(
      "the platform has no machine commun-1",
    );
  });

  it("is asked of the stack prod of the same project", async () => {
    await up(stackIn(folder, model, "prod"));
    const asked: string[] = [];
    const stack = asking("commun-1", "commun-1");
    const program = (): ReturnType<typeof stack.program> => {
      pulumi.runtime.registerStackTransformation(({ type, name }) => {
        if (type === "pulumi:pulumi:StackReference") asked.push(name);
        return undefined;
      });
      return stack.program();
    };
    await up({ ...stack, program });
    expect(asked).toEqual(["organization/epicerie/prod"]);
  });
});
