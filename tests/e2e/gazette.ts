import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AppDefinition, defineApp } from "../../apps-catalog/define-app";
import {
  type Beneficiary,
  resolveBeneficiary,
} from "../../infra/model/beneficiary";
import { gigabytes } from "../../infra/model/define";
import type { AppInput, BeneficiaryInput } from "../../infra/model/input";
import { type Model } from "../../infra/model/model";
import { loadModel } from "../../infra/stack-files";
import { ProblemList } from "../../infra/model/problems";

const SERVER = readFileSync(join(__dirname, "gazette.php"), "utf8");
const run = (script: string): string[] => ["sh", "-c", script];

/** An app of the tests' own with one of everything that a definition can have, on the official image of PHP. */
export const gazette = defineApp({
  id: "gazette",
  title: "Gazette",
  about: { fr: "un journal", en: "a newspaper" },
  source: "https://hub.docker.com/_/php",
  image: "php:8.4.24-apache",
  supportedVersions: ["8"],
  upgrades: "free",
  port: 80,
  needs: { memory: { usual: 256, least: 128 }, disk: 1 },
  dataDirectories: { files: { path: "/files", owner: 33 } },
  // `timeout` stops when it is told to, which PHP as the first process does not.
  command: () => ["timeout", "30d", "php", "/etc/gazette/server.php"],
  env: ({ service, mail }) => ({
    CACHE: `http://${service("cache")}:8000`,
    MAIL_RELAY: `${mail.host}:${String(mail.port)}`,
    MAIL_USER: mail.user,
  }),
  secrets: ({ key, mail }) => ({
    "cookie-key": key("cookies"),
    "mail-password": mail.password,
  }),
  configs: {
    server: { path: "/etc/gazette/server.php", text: () => SERVER },
    edition: { path: "/etc/gazette/edition", text: () => "première" },
  },
  keys: ["cookies"],
  pids: 64,
  uploads: 1,
  health: { path: "/", startSeconds: 5 },
  headers: {
    "Permissions-Policy": {
      value: "camera=(self)",
      reason: "to show how it is said",
    },
  },
  services: {
    cache: {
      memoryShare: 0.25,
      command: () => [
        "timeout",
        "30d",
        "php",
        "-S",
        "0.0.0.0:8000",
        "-t",
        "/data",
      ],
      dataDirectories: {
        cache: {
          path: "/data",
          owner: 33,
          files: ({ displayName }) => ({ "hello.txt": displayName }),
        },
      },
      health: { path: "/hello.txt", port: 8000, startSeconds: 5 },
    },
    worker: {
      memoryShare: 0.25,
      command: () => ["timeout", "30d", "tail", "-f", "/files/before"],
      dataDirectories: { files: { path: "/files", owner: 33 } },
      health: { command: ["test", "-s", "/files/after"], startSeconds: 5 },
      afterApp: true,
    },
  },
  jobs: {
    migrate: {
      when: "before",
      user: 33,
      command: run(
        'echo "$CACHE $(wc -c </run/secrets/cookie-key) $(cat /etc/gazette/edition)" >>/files/before',
      ),
    },
    index: { when: "after", user: 33, command: run("id -u >>/files/after") },
  },
  cron: {
    tick: {
      schedule: "*:*:0/3",
      user: 33,
      command: run("date +%s >>/files/ticks; sleep 8"),
    },
    lame: {
      schedule: "*:*:0/5",
      service: "cache",
      command: run("echo no more paper >&2; exit 3"),
    },
  },
  adminName: null,
  backup: { directories: ["files", "cache"], database: false },
  mail: "none",
  triedInSandbox: false,
});

export const DOMAIN = "la-gazette.example";
const input: BeneficiaryInput = {
  name: "la-gazette",
  displayName: "La Gazette & Cie",
  contact: "redaction@la-gazette.example",
  domain: DOMAIN,
  server: "commun-1",
  disk: gigabytes(2),
  mailboxes: ["redaction", "technique"],
  outgoingMail: { from: "redaction", limit: 3, minutes: 60 },
  disposable: true,
};

/** One association with that app, on the platform of `stacks/`, with its door for webmasters open and its contact here. */
export function gazetteModel(
  definition: AppDefinition = gazette,
  written: Partial<BeneficiaryInput> = {},
  app: Partial<AppInput> = {},
): Model {
  const declared = loadModel();
  const platform = declared.platform && {
    ...declared.platform,
    contact: `technique@${DOMAIN}`,
    sftpFrom: ["0.0.0.0/0"],
  };
  const problems = new ProblemList("la-gazette.ts");
  const resolved = resolveBeneficiary(
    {
      ...input,
      apps: [{ app: "php-site", at: "www", name: "gazette", ...app }],
      ...written,
    },
    input.name,
    platform,
    problems,
  );
  if (!resolved) throw new Error(JSON.stringify(problems.all));
  const apps = resolved.apps.map((one) => ({ ...one, definition }));
  const beneficiaries: Beneficiary[] = [{ ...resolved, apps }];
  return { ...declared, platform, beneficiaries, problems: [] };
}
