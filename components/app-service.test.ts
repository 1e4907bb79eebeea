import * as docker from "@pulumi/docker";
import { type AppDefinition, defineApp } from "../apps-catalog/define-app";
import { App } from "./app";
import { namesOf, previewOf, type Registered, upOf } from "./testing";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};

/** An app with one of everything beside its web server. */
const gazette = defineApp({
  id: "gazette",
  title: "Gazette",
  about: { fr: "un journal", en: "a newspaper" },
  source: "https://gazette.example",
  image: "gazette:1.0.0",
  supportedVersions: ["1"],
  upgrades: "free",
  port: 8080,
  needs: { memory: { usual: 512, least: 256 }, disk: 1 },
  dataDirectories: { files: { path: "/files", owner: 33 } },
  env: ({ service }) => ({ CACHE: service("cache") }),
  secrets: ({ key }) => ({ "cookie-key": key("cookies") }),
  configs: {
    settings: {
      path: "/etc/gazette.conf",
      text: ({ host }) => `host = ${host}\n`,
    },
  },
  keys: ["cookies"],
  cpus: 4,
  log: { megabytes: 5, files: 2 },
  health: { path: "/", startSeconds: 5, client: "wget" },
  services: {
    cache: {
      image: "redis:8.2.1",
      memoryShare: 0.25,
      health: { command: ["redis-cli", "ping"], startSeconds: 5 },
      dataDirectories: { cache: { path: "/data", owner: 999 } },
    },
    worker: {
      memoryShare: 0.25,
      command: () => ["work"],
      health: { command: ["pgrep", "work"], startSeconds: 5 },
      dataDirectories: { files: { path: "/files", owner: 33 } },
      afterApp: true,
      stopSeconds: 90,
    },
  },
  jobs: {
    migrate: { when: "before", command: ["gazette", "migrate"], user: 33 },
    index: { when: "after", command: ["gazette", "index", "all of it"] },
  },
  cron: {
    digest: { schedule: "03:15", command: ["gazette", "digest"], user: 33 },
    queue: { schedule: "*:0/5", command: ["work-off"], service: "worker" },
  },
  adminName: null,
  backup: { directories: ["files", "cache"], database: false },
  mail: "none",
  triedInSandbox: false,
});

function make(
  definition: AppDefinition = gazette,
  cron: AppDefinition["cron"] = {},
) {
  const provider = new docker.Provider("d", {
    host: "ssh://debian@203.0.113.10",
  });
  return new App("les-amis-gazette", {
    displayName: "Les Amis",
    contact: "bureau@les-amis.example",
    definition,
    lockedImage: (tag) => `${tag}@sha256:0`,
    host: "gazette.les-amis.example",
    memoryBytes: 400_000_000,
    mailServers: {
      imap: { host: "imap.example", port: 993 },
      smtp: { host: "smtp.example", port: 465 },
    },
    cron,
    cpus: 2,
    dataFolder: "/srv/les-amis/gazette",
    server,
    docker: provider,
    network: new docker.Network("les-amis", { name: "les-amis" }, { provider }),
    machine: "commun-1",
  });
}

interface Service {
  readonly taskSpec: {
    readonly containerSpec: Record<string, unknown>;
    readonly [field: string]: unknown;
  };
  readonly updateConfig: { readonly order: string };
}

describe("an app of several services", () => {
  let resources: Registered[];
  beforeAll(async () => void (resources = await upOf(make)));
  const inputs = (name: string): Record<string, unknown> =>
    resources.find((resource) => resource.name === name)?.inputs ?? {};
  const service = (name: string): Service => {
    const found = resources.find(
      (one) => one.type === "docker:index/service:Service" && one.name === name,
    );
    return found?.inputs as unknown as Service;
  };

  it("runs each in a service of its own, under a name that the others are told", () => {
    expect(namesOf(resources, "docker:index/service:Service")).toEqual([
      "les-amis-gazette",
      "les-amis-gazette--cache",
      "les-amis-gazette--worker",
    ]);
    const { containerSpec } = service("les-amis-gazette").taskSpec;
    expect(containerSpec.env).toEqual({ CACHE: "les-amis-gazette--cache" });
  });

  it("shares the app's memory among them, and gives none more processors than the server has", () => {
    const limits = (name: string) =>
      (service(name).taskSpec.resources as { limits: unknown }).limits;
    expect(limits("les-amis-gazette")).toEqual({
      memoryBytes: 200_000_000,
      nanoCpus: 2e9,
    });
    expect(limits("les-amis-gazette--cache")).toEqual({
      memoryBytes: 100_000_000,
      nanoCpus: 1e9,
    });
  });

  it("asks the server to limit the processes of each", () => {
    expect(service("les-amis-gazette").taskSpec.containerSpec.labels).toEqual([
      { label: "org.epicerie.pids", value: "512" },
    ]);
  });

  it("lets each end in the time that it asks for", () => {
    const grace = (name: string) =>
      service(name).taskSpec.containerSpec.stopGracePeriod;
    expect(grace("les-amis-gazette")).toBe("20s");
    expect(grace("les-amis-gazette--worker")).toBe("1m30s");
  });

  it("limits the log of each", () => {
    expect(service("les-amis-gazette").taskSpec.logDriver).toEqual({
      name: "json-file",
      options: { "max-size": "5m", "max-file": "2" },
    });
    expect(service("les-amis-gazette--cache").taskSpec.logDriver).toEqual({
      name: "json-file",
      options: { "max-size": "10m", "max-file": "3" },
    });
  });

  it("takes the app's image where a service has none, and mounts a shared directory in both", () => {
    const { image, mounts, args } = service("les-amis-gazette--worker").taskSpec
      .containerSpec;
    expect(image).toBe("gazette:1.0.0@sha256:0");
    expect(args).toEqual(["work"]);
    expect(mounts).toEqual(
      service("les-amis-gazette").taskSpec.containerSpec.mounts,
    );
  });

  it("never runs two of a service that keeps files, the web server apart", () => {
    expect(service("les-amis-gazette").updateConfig.order).toBe("start-first");
    expect(service("les-amis-gazette--cache").updateConfig.order).toBe(
      "stop-first",
    );
  });

  it("never runs two of a web server that must be alone", async () => {
    const alone = await upOf(() => make({ ...gazette, runsAlone: true }));
    const web = alone.find(
      ({ type, name }) =>
        type === "docker:index/service:Service" && name === "les-amis-gazette",
    );
    expect(web?.inputs).toHaveProperty("updateConfig.order", "stop-first");
  });

  it("asks for health as each can be asked", () => {
    const tests = (name: string) =>
      (
        service(name).taskSpec.containerSpec.healthcheck as {
          tests: string[];
        }
      ).tests;
    expect(tests("les-amis-gazette--cache")).toEqual([
      "CMD",
      "redis-cli",
      "ping",
    ]);
    expect(tests("les-amis-gazette")).toEqual(
      expect.arrayContaining(["wget", "http://127.0.0.1:8080/"]),
    );
  });

  it("mounts configs by a name that changes with their content", () => {
    const { name } = inputs("les-amis-gazette-settings");
    expect(name).toMatch(/^les-amis-gazette-settings-[0-9a-f]{8}$/);
    expect(service("les-amis-gazette").taskSpec.containerSpec.configs).toEqual([
      {
        configId: "les-amis-gazette-settings-id",
        configName: name,
        fileName: "/etc/gazette.conf",
      },
    ]);
  });

  it("keeps its keys secret", () => {
    expect(inputs("les-amis-gazette-cookie-key").data).toBe("[secret]");
    expect(namesOf(resources, "random:index/randomBytes:RandomBytes")).toEqual([
      "les-amis-gazette-cookies",
    ]);
  });

  it("runs its jobs, those before it serves with what its web server has, and its scheduled jobs", () => {
    const before = inputs("les-amis-gazette-job-migrate").stdin;
    for (const option of [
      "CACHE=les-amis-gazette--cache",
      "type=bind,source=/srv/les-amis/gazette/files,target=/files",
      "target=cookie-key",
      "target=/etc/gazette.conf",
    ])
      expect(before).toContain(option);
    for (const name of ["job-index", "scheduled"])
      expect(inputs(`les-amis-gazette-${name}`)).toHaveProperty("stdin");
  });

  it("has the association's own scheduled jobs beside its own", async () => {
    const own = {
      remind: { schedule: "Mon 08:00", command: ["remind", "all of them"] },
    };
    const all = await upOf(() => make(gazette, own));
    const [timers] = all.filter(
      ({ name }) => name === "les-amis-gazette-scheduled",
    );
    for (const words of ["03:15", "Mon 08:00", "all of them"])
      expect(timers?.inputs.stdin).toContain(words);
  });

  it("registers the same resources in a preview and in an up", async () => {
    const names = (list: readonly Registered[]): string[] =>
      list.map(({ type, name }) => `${type} ${name}`);
    expect(names(await previewOf(make))).toEqual(names(resources));
  });

  it("refuses a definition that uses what it does not declare", async () => {
    const env = ({ service: of }: { service: (name: string) => string }) => ({
      CACHE: of("cahce"),
    });
    await expect(upOf(() => make({ ...gazette, env }))).rejects.toThrow(
      "gazette uses a service cahce and declares none",
    );
  });
});
