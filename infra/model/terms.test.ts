import { loadModel } from "./load";
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
    expect(termsOf(model, "atelier-velo")).toEqual({
      disposable: true,
      exceptions,
    });
    expect(termsOf(model, "les-amis").disposable).toBe(false);
    for (const stack of ["prod", "gone"])
      expect(termsOf(model, stack)).toEqual({
        disposable: false,
        exceptions: [],
      });
  });
});
