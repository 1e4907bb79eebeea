import { loadModel } from "../stack-files";
import { termsOf } from "./terms";

describe("what the rules know of a stack", () => {
  it("is whether its data may go, and its exceptions", () => {
    const found = loadModel();
    const exceptions = [
      { rule: "eu-regions", resource: "a", reason: "a test" },
    ] as const;
    const beneficiaries = found.beneficiaries.map((one) => ({
      ...one,
      exceptions,
    }));
    const model = { ...found, beneficiaries };
    expect(termsOf(model, "atelier-velo")).toMatchObject({
      disposable: true,
      exceptions,
    });
    expect(termsOf(model, "les-amis").disposable).toBe(false);
    for (const stack of ["prod", "gone"])
      expect(termsOf(model, stack)).toMatchObject({
        disposable: false,
        exceptions: [],
      });
  });

  it("is that a machine may go while another takes its place", () => {
    const { platform, ...model } = loadModel();
    if (!platform) throw new Error("no platform");
    const servers = platform.servers.map((server) => ({
      ...server,
      formerMachine: server.name,
    }));
    const rebuilt = { ...model, platform: { ...platform, servers } };
    expect(termsOf(rebuilt, "prod").exceptions).toEqual([
      { rule: "data-protected", resource: "commun-1", reason: "rebuild" },
    ]);
  });
});
