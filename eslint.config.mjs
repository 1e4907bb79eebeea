import tseslint from "typescript-eslint";
import { constructorLength, explainedSuppressions } from "./eslint.rules.mjs";

/** Folders of the house. What one may not import of the others is DESIGN's "one way only", folder by folder. */
const FOLDERS = [
  "apps-catalog",
  "bench",
  "cli",
  "components",
  "engine",
  "infra",
  "messages",
  "policies",
  "provider",
  "sandbox",
  "stacks",
];

/** Refuses relative imports of every folder but those allowed; `extra` are further patterns to refuse. */
function arrows(folder, allowed, extra = []) {
  const refused = FOLDERS.filter(
    (name) => name !== folder && !allowed.includes(name),
  );
  const ours = {
    regex: `^(\\.\\./)+(${refused.join("|")})/`,
    message: `${folder}/ imports of ours only: ${allowed.join(", ") || "nothing"} (DESIGN: who may import what).`,
  };
  return { "no-restricted-imports": ["error", { patterns: [ours, ...extra] }] };
}

const noPulumi = {
  regex: "^@(pulumi|ovhcloud)/",
  message: "This layer is pure: it knows nothing of Pulumi.",
};
const noFile = {
  regex: "^(node:(fs|path|os|process|child_process)|\\.\\./(?!\\.\\./))",
  message: "The model is pure: it reads no file, and nothing else of infra/.",
};
const onlyModel = {
  regex: "/infra/(?!model/)",
  message: "Only the model of infra/ may be imported here.",
};
const onlyStackFiles = {
  regex: "/infra/(?!model/|stack-files$)",
  message: "Only the model, and what loads it, may be imported here.",
};
const onlyRuleFacts = {
  regex: "/policies/(?!(rule-ids|stack-facts)$)",
  message:
    "Only the rules' ids, and the facts they ask for, may be imported here.",
};
const onlyResources = {
  regex: "/provider/(?!resources$)",
  message: "Only the provider's resource classes may be imported here.",
};
const onlyDefine = {
  regex: "^(?!\\.\\./infra/model/define$)",
  message:
    "A stack file imports defineBeneficiary, definePlatform and units from infra/model/define, and nothing else.",
};
const noCommand = {
  regex: "^@pulumi/command",
  message:
    "Remote commands go through components/remote-script.ts, which keeps secrets out of logs.",
};

const TESTS = [
  "**/*.test.ts",
  "tests/**/*.ts",
  "**/testing/**/*.ts",
  "**/testing.ts",
];

export default tseslint.config(
  { ignores: ["node_modules/", ".epicerie/", "coverage/", "**/fixtures/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: {
      epicerie: { rules: { constructorLength, explainedSuppressions } },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      // The only thing that catches an Output inside a plain template.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true },
      ],
      "@typescript-eslint/require-await": "off", // Providers and handlers are async by contract, whether they wait or not.
      "epicerie/constructorLength": ["error", 40],
      "epicerie/explainedSuppressions": "error",
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", 60],
    },
  },
  {
    files: ["apps-catalog/**/*.ts"],
    rules: arrows("apps-catalog", [], [noPulumi]),
  },
  { files: ["messages/**/*.ts"], rules: arrows("messages", [], [noPulumi]) },
  {
    files: ["infra/**/*.ts"],
    rules: arrows(
      "infra",
      ["apps-catalog", "components", "messages", "policies"],
      [noCommand, onlyRuleFacts],
    ),
  },
  {
    files: ["infra/model/**/*.ts"],
    rules: arrows(
      "infra",
      ["apps-catalog", "messages", "policies"],
      [noPulumi, noFile, onlyRuleFacts],
    ),
  },
  {
    files: ["stacks/*.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [onlyDefine] }] },
  },
  {
    files: ["components/**/*.ts"],
    rules: {
      ...arrows(
        "components",
        ["infra", "apps-catalog", "provider"],
        [onlyModel, onlyResources, noCommand],
      ),
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "MemberExpression[property.name='Config'][object.name='pulumi']",
          message: "Settings are read in infra/ and passed.",
        },
        {
          selector:
            "MemberExpression[property.name='env'][object.name='process']",
          message: "Components read no environment.",
        },
      ],
    },
  },
  {
    files: ["components/remote-script.ts"],
    rules: arrows("components", ["infra", "apps-catalog"], [onlyModel]),
  },
  { files: ["engine/**/*.ts"], rules: arrows("engine", []) },
  { files: ["provider/**/*.ts"], rules: arrows("provider", ["engine"]) },
  {
    files: ["sandbox/**/*.ts"],
    rules: arrows("sandbox", ["engine", "provider"]),
  },
  {
    files: ["cli/**/*.ts"],
    rules: arrows("cli", [
      "engine",
      "infra",
      "messages",
      "policies",
      "sandbox",
    ]),
  },
  {
    files: ["policies/**/*.ts"],
    rules: arrows("policies", ["messages"], [noPulumi]),
  },
  {
    files: ["policies/pack/**/*.ts"],
    rules: arrows("policies", ["infra", "messages"], [onlyStackFiles]),
  },
  {
    files: TESTS,
    rules: {
      // A describe block is a chapter, not a function. Arrows bind what ships; an end-to-end test meets every layer.
      "max-lines-per-function": "off",
      "no-restricted-imports": "off",
    },
  },
);
