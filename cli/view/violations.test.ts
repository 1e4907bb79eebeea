import { messagesFor } from "../../messages/messages";
import { judgeViolations } from "../../policies/exceptions";
import { violationsOf } from "../../policies/policies";
import { resource } from "../../policies/testing";
import { policyLines } from "./violations";

const service = resource(
  "docker:index/service:Service",
  {
    taskSpec: {
      containerSpec: { image: "wordpress:latest" },
      resources: { limits: { memoryBytes: 1 } },
    },
  },
  { name: "les-amis-wordpress" },
);

const linesOf = (
  language: "fr" | "en",
  ...exceptions: Parameters<typeof judgeViolations>[1]
) =>
  policyLines(
    judgeViolations(violationsOf([service]), exceptions, [service]),
    "les-amis",
    messagesFor(language),
  );

describe("what is said of broken rules", () => {
  it("names the resource, what is wrong, the rule, the remedy, and how an exception is written", () => {
    expect(linesOf("fr")).toEqual([
      "INTERDIT · 1 règle n'est pas respectée :",
      "  ✗ service d'une application les-amis-wordpress : l'image « wordpress:latest » n'est pas fixée à une version (règle pinned-images). Écrivez une version, par exemple caddy:2.11.7, ou une empreinte (@sha256:…).",
      `  Si c'est voulu, dites pourquoi dans stacks/les-amis.ts : exceptions: [{ rule: "pinned-images", resource: "les-amis-wordpress", reason: "…" }]`,
    ]);
    expect(linesOf("en")).toEqual([
      "FORBIDDEN · 1 rule is broken:",
      `  ✗ app service les-amis-wordpress: the image "wordpress:latest" is not pinned to a version (rule pinned-images). Write a version, for example caddy:2.11.7, or a digest (@sha256:…).`,
      `  If it is meant, say why in stacks/les-amis.ts: exceptions: [{ rule: "pinned-images", resource: "les-amis-wordpress", reason: "…" }]`,
    ]);
  });

  it("keeps an exception in sight, with its reason", () => {
    const reason = "essai d'une version à venir";
    expect(
      linesOf("fr", {
        rule: "pinned-images",
        resource: "les-amis-wordpress",
        reason,
      }),
    ).toEqual([
      "Exception acceptée : service d'une application les-amis-wordpress, règle pinned-images (essai d'une version à venir)",
    ]);
  });

  it("warns of an exception that nothing needs", () => {
    const idle = { rule: "eu-regions", resource: "les-amis", reason: "x" };
    expect(linesOf("en", { ...idle, rule: "eu-regions" }).at(-1)).toBe(
      "stacks/les-amis.ts: exceptions: the exception to eu-regions for les-amis is of no use: nothing of that name breaks that rule. Mend the name or remove it.",
    );
  });
});
