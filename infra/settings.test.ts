import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { messagesFor } from "../messages/messages";
import { formatProblem } from "./model/problems";
import { DEFAULT_SETTINGS, parseSettings } from "./settings";

describe("settings", () => {
  it("have the defaults that Pulumi.yaml declares", () => {
    const project = load(
      readFileSync(join(__dirname, "../Pulumi.yaml"), "utf8"),
    ) as { config: Record<string, { default: string }> };
    const declared = Object.entries(project.config).map(([key, value]) => [
      key.replace("epicerie:", ""),
      value.default,
    ]);
    expect(Object.fromEntries(declared)).toEqual(DEFAULT_SETTINGS);
    expect(parseSettings(() => undefined)).toEqual({
      settings: DEFAULT_SETTINGS,
      problems: [],
    });
  });

  it("are refused all at once when they make no sense", () => {
    const { problems } = parseSettings(() => "nonsense");
    const lines = problems.map((problem) =>
      formatProblem(problem, messagesFor("en").model),
    );
    expect(lines).toEqual([
      'epicerie:privateNetwork: this setting is not valid (received: "nonsense"). See its description in Pulumi.yaml.',
      'epicerie:acmeDirectory: no certificate would be issued: the CAA records of the websites allow Let\'s Encrypt alone (received: "nonsense"). Choose among: https://acme-v02.api.letsencrypt.org/directory and https://acme-staging-v02.api.letsencrypt.org/directory.',
    ]);
  });

  it("take certificates from Let's Encrypt or its staging directory, and from nobody else", () => {
    const problemsWith = (acmeDirectory: string) =>
      parseSettings((key) =>
        key === "acmeDirectory" ? acmeDirectory : undefined,
      ).problems;
    const staging = "https://acme-staging-v02.api.letsencrypt.org/directory";
    expect(problemsWith(staging)).toEqual([]);
    const other = "https://acme.zerossl.com/v2/DV90";
    expect(problemsWith(other)).toHaveLength(1);
  });
});
