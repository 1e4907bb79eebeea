import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { AppDefinition } from "../apps-catalog/define-app";
import { type Result, up } from "../engine/engine";
import { runJobs, scheduleJobs } from "./app-jobs";
import {
  echo,
  labelsOf,
  previewOf,
  type Registered,
  registered,
  stackOf,
  upOf,
} from "./testing";

const APP = "les-amis-gazette";
const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};

const jobs: AppDefinition["jobs"] = {
  migrate: { when: "before", command: ["gazette", "migrate"], user: 33 },
  warm: { when: "before", command: ["gazette", "warm", "l'accueil"] },
  index: { when: "after", command: ["gazette", "index", "all of it"] },
  tidy: { when: "after", command: ["gazette", "tidy"], user: 33 },
};

function container(code?: string): Parameters<typeof runJobs>[3]["container"] {
  const file = (name: string, path: string) => ({
    id: pulumi.output("id"),
    name: pulumi.output(name),
    path,
  });
  return {
    image: "gazette:1.0.0@sha256:0",
    env: { TITLE: "l'écho du quartier" },
    ...(code === undefined ? {} : { code }),
    mounts: [
      { type: "bind", source: "/code", target: "/app", readOnly: true },
      { type: "bind", source: "/srv/files", target: "/files" },
    ],
    secrets: [file("cookie-key-0a", "cookie-key")],
    configs: [file("settings-1b", "/etc/gazette.conf")],
  };
}

/** The jobs of one kind, behind something that they wait for. */
function run(when: "before" | "after", code?: string): pulumi.Resource[] {
  const network = new docker.Network("les-amis", { name: "les-amis" });
  const place = { server, container: container(code), networks: [network] };
  const limits = { memoryBytes: 256_000_000, cpus: 0.5, pids: 100 };
  const parent = new pulumi.ComponentResource("test:Parent", APP);
  return runJobs(
    APP,
    { jobs } as AppDefinition,
    when,
    { ...place, ...limits },
    {
      parent,
      dependsOn: [network],
    },
  );
}

const inputsOf = (list: readonly Registered[], name: string) =>
  list.find((one) => one.name === name)?.inputs ?? {};

/** What a script reads in its parameters: the words of one, as its shell cuts them. */
function words(stdin: unknown, parameter: string): string[] {
  const script = `eval "$(cat)"; eval "words=($${parameter})"; printf '%s\\n' "\${words[@]}"`;
  const said = execFileSync("bash", ["-c", script], {
    input: String(stdin),
    encoding: "utf8",
  });
  return said.split("\n").slice(0, -1);
}

describe("a job before a version serves", () => {
  let migrate: unknown;
  let warm: unknown;
  beforeAll(async () => {
    const resources = await upOf(() => run("before"));
    migrate = inputsOf(resources, `${APP}-job-migrate`).stdin;
    warm = inputsOf(resources, `${APP}-job-warm`).stdin;
  });

  it("runs in a container of its own that finds what the web server finds", () => {
    expect(words(migrate, "SERVICE")).toEqual([`${APP}--job-migrate`]);
    expect(words(migrate, "IMAGE")).toEqual(["gazette:1.0.0@sha256:0"]);
    expect(words(migrate, "OPTIONS")).toEqual([
      ...["--limit-memory", "256000000"],
      ...["--limit-cpu", "0.5"],
      ...["--limit-pids", "100"],
      ...["--network", "les-amis"],
      ...["--env", "TITLE=l'écho du quartier"],
      ...["--mount", "type=bind,source=/code,target=/app,readonly"],
      ...["--mount", "type=bind,source=/srv/files,target=/files"],
      ...["--secret", "source=cookie-key-0a,target=cookie-key"],
      ...["--config", "source=settings-1b,target=/etc/gazette.conf"],
      ...["--user", "33"],
    ]);
  });

  it("runs its command word by word, as the image's own user where it names none", () => {
    expect(words(warm, "RUN")).toEqual(["gazette", "warm", "l'accueil"]);
    expect(words(warm, "OPTIONS")).not.toContain("--user");
  });
});

describe("a job after a version serves", () => {
  it("runs in the web server's container, as its user", async () => {
    const resources = await upOf(() => run("after"));
    const { stdin, create } = inputsOf(resources, `${APP}-job-index`);
    expect(words(stdin, "JOB")).toEqual([`${APP}.index`]);
    expect(words(stdin, "SERVICE")).toEqual([APP]);
    expect(words(stdin, "RUN")).toEqual(["gazette", "index", "all of it"]);
    expect(stdin).toContain("USER_ID=''\n");
    expect(create).toContain("docker exec");
    const tidy = inputsOf(resources, `${APP}-job-tidy`);
    expect(tidy.stdin).toContain("USER_ID='33'\n");
  });
});

describe("the jobs of an app", () => {
  it("are those of the one kind that is asked for", async () => {
    const names = async (when: "before" | "after") =>
      (await upOf(() => run(when)))
        .map(({ name }) => name)
        .filter((name) => name.includes("-job-"));
    expect(await names("before")).toEqual([
      `${APP}-job-migrate`,
      `${APP}-job-warm`,
    ]);
    expect(await names("after")).toEqual([
      `${APP}-job-index`,
      `${APP}-job-tidy`,
    ]);
  });

  it.each(["before", "after"] as const)(
    "run again with another version of the code, where that is not in the image: %s",
    async (when) => {
      const job = `${APP}-job-${when === "before" ? "migrate" : "index"}`;
      const stdin = async (code?: string) =>
        inputsOf(await upOf(() => run(when, code)), job).stdin;
      expect(await stdin()).not.toContain("RELEASE=");
      expect(await stdin("/releases/1")).toContain("RELEASE='/releases/1'\n");
    },
  );

  it("are forgotten by the server with the app", async () => {
    for (const when of ["before", "after"] as const)
      for (const { type, inputs } of await upOf(() => run(when)))
        if (type === "command:remote:Command")
          expect(inputs.delete).toContain("/var/lib/epicerie/jobs/");
  });

  it("come one after the other: where one fails, none that follows is run", async () => {
    const failing = (failed: string) => ({
      ...echo(),
      create: async (urn: string, inputs: Record<string, unknown>) => {
        if (urn.endsWith(failed)) throw new Error("it failed");
        return Promise.resolve({ id: "id", outs: { ...inputs, stdout: "" } });
      },
    });
    const ran = async (failed: string): Promise<string[]> =>
      registered(
        await upWith(
          () => run("before"),
          () => failing(failed),
        ),
      )
        .map(({ name }) => name)
        .filter((name) => name.includes("-job-"));
    expect(await ran("::none")).toEqual([
      `${APP}-job-migrate`,
      `${APP}-job-warm`,
    ]);
    expect(await ran("-job-warm")).toEqual([`${APP}-job-migrate`]);
    expect(await ran("-job-migrate")).toEqual([]);
    expect(await ran("Network::les-amis")).toEqual([]);
  });

  it("hand on what waits for them: the last one, or what they waited for where there is none", () => {
    return upOf(() => {
      const parent = new pulumi.ComponentResource("test:Parent", "none");
      const opts = { parent, dependsOn: [parent] };
      const place = {} as Parameters<typeof runJobs>[3];
      const none = {} as AppDefinition;
      expect(runJobs(APP, none, "before", place, opts)).toEqual([parent]);
      expect(run("before")).toHaveLength(1);
    });
  });

  it("are the same resources in a preview and in an up", async () => {
    const make = () => run("before");
    expect(labelsOf(await previewOf(make))).toEqual(labelsOf(await upOf(make)));
  });
});

async function upWith(
  make: () => unknown,
  providers: () => ReturnType<typeof echo>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "epicerie-jobs-"));
  try {
    return await up({ ...stackOf(folder, make), providers });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("scheduled jobs", () => {
  const cron = {
    digest: { schedule: "03:15", command: ["gazette", "digest"], user: 33 },
    queue: {
      schedule: "*:0/5",
      command: ["work-off", "all of it"],
      service: "worker",
      timeoutMinutes: 5,
    },
  };

  it("are timers of the server: when, where, as whom, for how long, and what", async () => {
    const resources = await upOf(() => scheduleJobs(APP, cron, server, {}));
    const { stdin, delete: undone } = inputsOf(resources, `${APP}-scheduled`);
    expect(words(stdin, "JOBS")).toEqual([
      ...["digest", "03:15", APP, "33", "3600", "'gazette' 'digest'"],
      ...["queue", "*:0/5", `${APP}--worker`, "", "300"],
      "'work-off' 'all of it'",
    ]);
    expect(undone).toContain("systemctl disable --now");
  });

  it("are nothing for an app that has none", async () => {
    const make = () =>
      expect(scheduleJobs(APP, {}, server, {})).toBeUndefined();
    expect(await upOf(make)).toEqual([]);
  });
});
