import type { PolicyPackArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { RULE_IDS } from "../rule-ids";

const packs: PolicyPackArgs[] = [];
// The real class starts a server that ends with the process.
jest.mock("@pulumi/policy", () => ({
  PolicyPack: class {
    constructor(_name: string, args: PolicyPackArgs) {
      packs.push(args);
    }
  },
}));

describe("the pack for the standard CLI", () => {
  beforeAll(async () => {
    await import("./index");
  });

  const violations = (stack: string, protect: boolean): string[] => {
    const found: string[] = [];
    const type = "ovhmail:index:Mailbox";
    const resource = {
      name: "data",
      urn: `urn:pulumi:${stack}::epicerie::${type}::data`,
      type,
      props: { domain: "les-amis.example" },
      opts: { protect },
    };
    for (const policy of packs[0]?.policies ?? []) {
      const { validateResource } = policy as ResourceValidationPolicy;
      const validate = validateResource as (
        args: object,
        report: (message: string) => void,
      ) => void;
      validate(resource, (message) => found.push(message));
    }
    return found;
  };

  it("has every rule, all of them mandatory", () => {
    expect(packs).toHaveLength(1);
    expect(packs[0]?.enforcementLevel).toBe("mandatory");
    expect(packs[0]?.policies.map(({ name }) => name)).toEqual([...RULE_IDS]);
  });

  it("judges as the engine built in does, by the stack that the URN names", () => {
    expect(violations("les-amis", false)).toEqual([
      expect.stringMatching(/^data : porte des données .*règle data-protected/),
    ]);
    expect(violations("les-amis", true)).toEqual([]);
    expect(violations("atelier-velo", false)).toEqual([]);
  });
});
