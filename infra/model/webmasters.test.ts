import { catalog } from "../../apps-catalog/catalog";
import type { InstalledApp } from "./installed-app";
import { ProblemList } from "./problems";
import { said } from "./testing";
import {
  resolveSftpFrom,
  resolveWebmasters,
  type Webmaster,
} from "./webmasters";

const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"a".repeat(43)} marie@portable`;

function installed(
  id: keyof typeof catalog,
): Pick<InstalledApp, "name" | "definition"> {
  return { name: id, definition: catalog[id] };
}

const place = {
  apps: [installed("wordpress"), installed("dokuwiki")],
  sftpFrom: ["0.0.0.0/0"],
};

function resolve(
  webmasters: Readonly<Record<string, unknown>> | undefined,
  problems: ProblemList,
  override: Partial<typeof place> = {},
): Webmaster[] {
  const { apps, sftpFrom } = { ...place, ...override };
  const input = { name: "les-amis", ...(webmasters ? { webmasters } : {}) };
  return resolveWebmasters(input, apps, { sftpFrom }, problems);
}

function problemsOf(
  input: object,
  override: Partial<typeof place> = {},
): string[] {
  const problems = new ProblemList("");
  resolve(Object.fromEntries(Object.entries(input)), problems, override);
  return said(problems.all).map((line) => line.replace(/^\./, ""));
}

describe("the webmasters of a beneficiary", () => {
  it("have a login of their own and the rights of the only website", () => {
    const problems = new ProblemList("x");
    expect(resolve({ marie: { keys: [KEY] } }, problems)).toEqual([
      {
        name: "marie",
        account: "les-amis_marie",
        app: "wordpress",
        owner: 33,
        keys: [KEY],
      },
    ]);
    expect(problems.all).toEqual([]);
  });

  it("are nobody unless declared", () => {
    const problems = new ProblemList("x");
    expect(resolve(undefined, problems, { sftpFrom: [] })).toEqual([]);
    expect(problems.all).toEqual([]);
  });

  it.each([
    [
      { marie: { keys: [KEY] } },
      { sftpFrom: [] },
      'webmasters: the platform does not open access to files (SFTP). Add sftpFrom to stacks/prod.ts: ["0.0.0.0/0"] to let people come from anywhere, or the addresses of the associations.',
    ],
    [
      { Marie: { keys: [KEY] } },
      {},
      'webmasters.Marie: this name is not allowed (received: "Marie"). Lower-case letters without accents, digits and hyphens, 2 to 30 characters, starting with a letter.',
    ],
    [
      { "marie-charlotte-antoinette": { keys: [KEY] } },
      {},
      'webmasters.marie-charlotte-antoinette: this login is too long (received: "les-amis_marie-charlotte-antoinette"). At most 32 characters: take a first name, or initials.',
    ],
    [
      { marie: { keys: [] } },
      {},
      "webmasters.marie.keys: this person's SSH key is missing. Ask for the content of their file id_ed25519.pub (never the one without .pub).",
    ],
    [
      { marie: { keys: ["-----BEGIN OPENSSH PRIVATE KEY-----"] } },
      {},
      "webmasters.marie.keys[0]: this is not a public SSH key. One line that starts with ssh-ed25519 AAAA…, that of the file id_ed25519.pub (never the one without .pub).",
    ],
    [
      { marie: { keys: [`command="sh" ${KEY}`] } },
      {},
      "webmasters.marie.keys[0]: this is not a public SSH key. One line that starts with ssh-ed25519 AAAA…, that of the file id_ed25519.pub (never the one without .pub).",
    ],
    [
      { marie: { keys: [`${KEY}\n${KEY}`] } },
      {},
      "webmasters.marie.keys[0]: this is not a public SSH key. One line that starts with ssh-ed25519 AAAA…, that of the file id_ed25519.pub (never the one without .pub).",
    ],
    [
      { marie: { keys: [KEY] } },
      { apps: [installed("dokuwiki")] },
      "webmasters.marie.app: no app of this association has files to change. Add a site (php-site, static-site, wordpress), or remove this access.",
    ],
    [
      { marie: { keys: [KEY] } },
      { apps: [installed("wordpress"), installed("static-site")] },
      'webmasters.marie.app: it must say which app\'s files. Add app: "…", one of: wordpress and static-site.',
    ],
    [
      { marie: { keys: [KEY], app: "dokuwiki" } },
      {},
      'webmasters.marie.app: there is no such value (received: "dokuwiki"). Choose among: wordpress.',
    ],
  ])("refuses %j with %j", (input, override, expected) => {
    expect(problemsOf(input, override)).toEqual([expected]);
  });
});

describe("where webmasters may come from", () => {
  it("is nowhere by default, and everywhere when that is written", () => {
    const problems = new ProblemList("x");
    expect(resolveSftpFrom(undefined, problems)).toEqual([]);
    expect(resolveSftpFrom(["0.0.0.0/0"], problems)).toEqual(["0.0.0.0/0"]);
    expect(problems.all).toEqual([]);
  });

  it("refuses what is no network", () => {
    const problems = new ProblemList("sftpFrom");
    resolveSftpFrom(["partout"], problems);
    expect(said(problems.all)).toEqual([
      'sftpFrom[0]: this is not a network (received: "partout"). For example "203.0.113.7/32" for a single address.',
    ]);
  });
});
