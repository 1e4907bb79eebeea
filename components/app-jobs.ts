import * as pulumi from "@pulumi/pulumi";
import { type AppDefinition, serviceName } from "../apps-catalog/define-app";
import type { Job } from "../apps-catalog/define-service";
import type { AppContainer, AppServiceArgs } from "./app-service";
import { quoted, remoteScript, type SshTarget } from "./remote-script";

interface JobPlace {
  readonly server: SshTarget;
  readonly container: AppContainer;
  readonly networks: readonly AppServiceArgs["network"][];
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly pids: number;
}

/** The app's jobs of one kind, each after the one before it; the last one, for what waits for them. */
export function runJobs(
  app: string,
  { jobs = {} }: AppDefinition,
  when: Job["when"],
  place: JobPlace,
  {
    parent,
    dependsOn,
  }: { parent: pulumi.Resource; dependsOn: pulumi.Resource[] },
): pulumi.Resource[] {
  let last = dependsOn;
  for (const [job, definition] of Object.entries(jobs)) {
    if (definition.when !== when) continue;
    const of = { app, job, definition };
    const opts = { parent, dependsOn: last };
    last = [
      when === "before"
        ? ownContainer(of, place, opts)
        : inApp(of, place, opts),
    ];
  }
  return last;
}

interface NamedJob {
  readonly app: string;
  readonly job: string;
  readonly definition: Job;
}

function inApp(
  { app, job, definition }: NamedJob,
  { server, container }: JobPlace,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  return remoteScript(
    `${app}-job-${job}`,
    {
      server,
      script: "run-job-in-app",
      onDelete: "forget-job",
      parameters: {
        JOB: `${app}.${job}`,
        IMAGE: container.image,
        ...releaseOf(container),
        SERVICE: app,
        USER_ID: userOf(definition),
        RUN: quoted(definition.command),
      },
    },
    opts,
  );
}

function ownContainer(
  { app, job, definition }: NamedJob,
  { server, container, networks, ...limits }: JobPlace,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  return remoteScript(
    `${app}-job-${job}`,
    {
      server,
      script: "run-job",
      onDelete: "forget-job",
      parameters: {
        JOB: `${app}.${job}`,
        IMAGE: container.image,
        ...releaseOf(container),
        SERVICE: serviceName(app, `job-${job}`),
        RUN: quoted(definition.command),
        OPTIONS: options(
          container,
          networks.map(({ name }) => name),
        ).apply((words) =>
          quoted([
            "--limit-memory",
            String(limits.memoryBytes),
            "--limit-cpu",
            String(limits.cpus),
            "--limit-pids",
            String(limits.pids),
            ...words,
            ...userOption(definition),
          ]),
        ),
      },
    },
    opts,
  );
}

/** What `docker service create` is told, so that the job finds what the web server finds. Nothing secret: secrets travel by name. */
function options(
  { env, mounts, secrets, configs }: AppContainer,
  networks: readonly pulumi.Output<string>[],
): pulumi.Output<string[]> {
  const files = (kind: "secret" | "config", of: AppContainer["secrets"]) =>
    of.flatMap(({ name, path }) => [
      `--${kind}`,
      pulumi.interpolate`source=${name},target=${path}`,
    ]);
  return pulumi.all([
    ...networks.flatMap((network) => ["--network", network]),
    ...Object.entries(env).flatMap(([name, value]) => [
      "--env",
      `${name}=${value}`,
    ]),
    ...mounts.flatMap(({ source, target, readOnly }) => [
      "--mount",
      pulumi.interpolate`type=bind,source=${source},target=${target}${readOnly ? ",readonly" : ""}`,
    ]),
    ...files("secret", secrets),
    ...files("config", configs),
  ]);
}

/** What else has a version: the code, where it is not in the image. */
function releaseOf({ code }: AppContainer): { RELEASE?: string } {
  return code === undefined ? {} : { RELEASE: code };
}

function userOption(job: Job): string[] {
  return job.user === undefined ? [] : ["--user", userOf(job)];
}

function userOf({ user }: { readonly user?: number }): string {
  return user === undefined ? "" : String(user);
}

/** The app's scheduled jobs as timers of its server; undefined for an app without any. */
export function scheduleJobs(
  app: string,
  cron: NonNullable<AppDefinition["cron"]>,
  server: SshTarget,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource | undefined {
  const jobs = Object.entries(cron);
  if (jobs.length === 0) return undefined;
  return remoteScript(
    `${app}-scheduled`,
    {
      server,
      script: "schedule-jobs",
      onDelete: "unschedule-jobs",
      parameters: {
        APP: app,
        // Six words per job: its name, when, where, as whom, how long, the command.
        JOBS: quoted(
          jobs.flatMap(([job, of]) => [
            job,
            of.schedule,
            serviceName(app, of.service),
            userOf(of),
            String((of.timeoutMinutes ?? 60) * 60),
            quoted(of.command),
          ]),
        ),
      },
    },
    opts,
  );
}
