import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { loadModel } from "../infra/stack-files";
import type { Plan } from "./plan-stack";
import { Refusal } from "./refusal";
import { guardOf, judgePolicies, refuseViolations } from "./rules";
import { CheckoutCopy } from "./testing";

jest.setTimeout(60_000);

describe("the rules, held against a plan", () => {
  const model = loadModel();
  const mailbox = {
    urn: "urn:pulumi:s::epicerie::ovhmail:index:Mailbox::data",
    type: "ovhmail:index:Mailbox",
    inputs: { domain: "les-amis.example" },
    protect: false,
  };
  const rulesBroken = (stack: string) =>
    judgePolicies({ stack, model }, [mailbox]).violations.map(
      ({ rule }) => rule,
    );

  it("know which stacks are disposable; the platform and a stack without a file never are", () => {
    expect(rulesBroken("atelier-velo")).toEqual([]);
    for (const stack of ["les-amis", "prod", "gone"])
      expect(rulesBroken(stack)).toEqual(["data-protected"]);
  });

  it("hear the exceptions of the stack's own file", () => {
    const exceptions = [
      { rule: "data-protected", resource: "data", reason: "a test" },
    ] as const;
    const beneficiaries = model.beneficiaries.map((each) => ({
      ...each,
      exceptions,
    }));
    const excused = { ...model, beneficiaries };
    const judge = (stack: string) =>
      judgePolicies({ stack, model: excused }, [mailbox]).violations.length;
    expect([judge("les-amis"), judge("prod")]).toEqual([0, 1]);
  });

  it("refuse the plan itself, in one sentence and without a trace", () => {
    const policies = judgePolicies({ stack: "prod", model }, [mailbox]);
    const plan = { target: { stack: "prod" }, policies } as Plan;
    expect(() => refuseViolations(plan)).toThrow(Refusal);
    const none = { ...plan, policies: { ...policies, violations: [] } };
    expect(() => refuseViolations(none)).not.toThrow();
  });

  it("refuse during `up` what only turned out then, in the reader's language", () => {
    const policy = JSON.stringify({
      Statement: [
        { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::x" },
      ],
    });
    const type = "ovh:CloudProject/s3Policy:S3Policy";
    const urn = `urn:pulumi:les-amis::epicerie::${type}::les-amis`;
    const right = { urn, type, inputs: { policy }, protect: false };
    expect(() => guardOf(model, "les-amis", "fr")(right)).toThrow(
      "droits sur un bucket les-amis : donne des droits sans limite : s3:* (règle no-wildcard-rights). Nommez chaque action",
    );
    const harmless = { ...right, inputs: { policy: '{"Statement":[]}' } };
    expect(() => guardOf(model, "les-amis", "fr")(harmless)).not.toThrow();
  });
});

describe("a plan that breaks a rule", () => {
  const checkout = new CheckoutCopy();
  afterAll(() => checkout.remove());
  const edit = (file: string, from: string, to: string) => {
    const at = path.join(checkout.root, file);
    const text = readFileSync(at, "utf8");
    expect(text).toContain(from);
    writeFileSync(at, text.replace(from, to));
  };

  it("is shown with every violation, and ends a preview with exit code 2, until an exception gives a reason", async () => {
    const sound = await checkout.run(["preview", "prod", "--lang", "en"]);
    expect([sound.code, sound.stderr]).toEqual([0, ""]);
    expect(sound.stdout).not.toContain("FORBIDDEN");

    edit("infra/images.ts", '"caddy:2.11.7"', '"caddy:latest"');
    const refused = await checkout.run(["preview", "prod"]);
    expect(refused.code).toBe(2);
    expect(refused.stdout).toContain(
      "INTERDIT · 1 règle n'est pas respectée :\n  ✗ conteneur commun-1-proxy : l'image « caddy:latest » n'est pas fixée à une version (règle pinned-images).",
    );
    const json = await checkout.run(["preview", "prod", "--json"]);
    expect(json.code).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({
      verdict: "green",
      violations: [
        {
          rule: "pinned-images",
          resource: "commun-1-proxy",
          type: "docker:index/container:Container",
        },
      ],
      unusedExceptions: [],
    });

    edit(
      "stacks/prod.ts",
      "servers: {",
      'exceptions: [{ rule: "pinned-images", resource: "commun-1-proxy", reason: "à l\'essai" }],\n  servers: {',
    );
    const excused = await checkout.run(["preview", "prod"]);
    expect([excused.code, excused.stderr]).toEqual([0, ""]);
    expect(excused.stdout).toContain(
      "Exception acceptée : conteneur commun-1-proxy, règle pinned-images (à l'essai)",
    );

    edit("infra/images.ts", '"caddy:latest"', '"caddy:2.11.7"');
    const idle = await checkout.run(["preview", "prod"]);
    expect(idle.code).toBe(0);
    expect(idle.stdout).toContain(
      "stacks/prod.ts : exceptions : l'exception à pinned-images pour commun-1-proxy ne sert à rien",
    );
  });
});
