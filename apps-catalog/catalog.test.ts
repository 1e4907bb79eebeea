import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { restoreSteps } from "./backup-plan";
import * as apps from "./apps";
import { catalog } from "./catalog";
import {
  type AppContext,
  type AppDefinition,
  directoriesOf,
  servicesOf,
} from "./define-app";
import { USUAL_UPLOADS } from "./limits";
import { versionedPart } from "./release";
import { contextOf, database, mail } from "./testing";
import { upgradeAllowed, versionOf } from "./upgrades";

/** What its services show to whoever may look at them, and what they are told in secret. */
function toldTo(
  app: AppDefinition,
  context: AppContext<string>,
): { openly: string; secretly: string[] } {
  const services = servicesOf(app);
  return {
    openly: services
      .flatMap(({ env, command, configs = {} }) => [
        ...Object.values(env(context)),
        ...(command?.(context) ?? []),
        ...Object.values(configs).map(({ text }) => text(context) ?? ""),
      ])
      .join("\n"),
    secretly: services.flatMap(({ secrets }) =>
      Object.values(secrets(context)),
    ),
  };
}

it("has each folder with an app, once", () => {
  const folders = readdirSync(__dirname).filter((name) =>
    existsSync(join(__dirname, name, "app.ts")),
  );
  expect(Object.keys(catalog)).toEqual(folders.sort());
  expect(Object.keys(apps)).toHaveLength(folders.length);
});

describe.each(Object.entries<AppDefinition>(catalog))("%s", (key, app) => {
  const context = contextOf(app);
  const services = servicesOf(app);

  it("says what it is, and where its facts come from", () => {
    expect(app.id).toBe(key);
    expect(app.source).toMatch(/^https:\/\//);
    for (const text of Object.values(app.about)) expect(text).toMatch(/[^.]$/);
  });

  it("has its title above the notes of its folder, if there are any", () => {
    const notes = join(__dirname, app.id, "README.md");
    if (!existsSync(notes)) return;
    const [title, , ...lines] = readFileSync(notes, "utf8").split("\n");
    expect(title).toBe(`# ${app.title}`);
    expect(lines.join("")).not.toBe("");
    // `epicerie apps` shows them as they are.
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
  });

  it("pins each image to one version: three numbers at least, or a reason", () => {
    const rolling = services.flatMap(({ image, rollingTag }) =>
      rollingTag === undefined ? [] : [image],
    );
    for (const { image } of services)
      if (!rolling.includes(image))
        expect(image).toMatch(/^[a-z0-9./-]+:v?\d+([.-]\d+){2,}[a-z0-9.-]*$/);
  });

  it("keeps what it stores in data directories and backs each of them up", () => {
    const directories = Object.keys(directoriesOf(app));
    expect([...app.backup.directories].sort()).toEqual(directories.sort());
    expect(app.backup.database).toBe(app.needs.database !== undefined);
    const used = services.flatMap(({ dataDirectories }) =>
      Object.entries(dataDirectories),
    );
    for (const [name, { path, owner }] of used) {
      expect(path).toMatch(/^\/[^:]+$/);
      expect(owner).toBeGreaterThan(0);
      // One that several services share has one owner.
      expect(directoriesOf(app)[name]?.owner).toBe(owner);
    }
  });

  it("puts no secret into an environment, a command or a config", () => {
    const { openly } = toldTo(app, context);
    const keys = (app.keys ?? []).map((name) => context.key(name));
    const passwords = [database, mail, context.admin].map(
      ({ password }) => password,
    );
    for (const text of [...passwords, ...keys])
      expect(openly).not.toContain(text);
  });

  it("uses each key that it asks for", () => {
    const { secretly } = toldTo(app, context);
    for (const name of app.keys ?? [])
      expect(secretly.join("\n")).toContain(context.key(name));
  });

  it("gives each service a share of its memory, and limits", () => {
    const [web, ...others] = services;
    expect(web.memoryShare).toBeGreaterThan(0);
    for (const { service, memoryShare, cpus, pids, log } of [web, ...others]) {
      expect(memoryShare).toBeGreaterThan(0);
      expect(cpus ?? 1).toBeGreaterThan(0);
      expect(pids ?? 512).toBeGreaterThanOrEqual(32);
      expect(log?.files ?? 3).toBeGreaterThan(0);
      expect(service ?? "web").toMatch(/^[a-z][a-z0-9]{1,15}$/);
    }
    expect(app.uploads ?? 64).toBeGreaterThan(0);
  });

  it("names its files and jobs so that they can be found", () => {
    const name = /^[a-z][a-z0-9-]{1,29}$/;
    for (const { configs = {} } of services)
      for (const [file, { path }] of Object.entries(configs)) {
        expect(file).toMatch(name);
        expect(path).toMatch(/^\/[^:]+$/);
      }
    const { jobs = {}, cron = {} } = app;
    for (const [job, { command }] of Object.entries({ ...jobs, ...cron })) {
      expect(job).toMatch(name);
      expect(command).not.toHaveLength(0);
    }
  });

  it("schedules its jobs in words of systemd, in services that it has", () => {
    for (const { schedule, service } of Object.values(app.cron ?? {})) {
      expect(schedule).toMatch(/^[A-Za-z0-9*:/,. -]+$/);
      if (service !== undefined) context.service(service);
    }
  });

  it("asks for a page as its health check", () => {
    expect(app.health.path).toMatch(/^\//);
  });

  it("has no password written in it", () => {
    const file = join(__dirname, app.id, "app.ts");
    expect(readFileSync(file, "utf8")).not.toMatch(
      /(PASS|PASSWORD|TOKEN|SECRET|PWD)\w*["']?: ["'](?!\/run\/secrets\/)[^"']/i,
    );
  });

  it("is kept up to date, in the version that it installs", () => {
    const version = versionedPart(app);
    const [major] = versionOf(version) ?? [];
    expect(app.supportedVersions).toContain(String(major));
    expect(upgradeAllowed(version, version, app.upgrades)).toBe(true);
    if (app.updatesItself) expect(app.upgrades).toBe("free");
  });

  it("lets PHP take as much as it says", () => {
    const { uploads = USUAL_UPLOADS, configs = {} } = app;
    const told = [
      ...(configs["uploads-ini"]?.text(context)?.match(/\d+M/g) ?? []),
      ...Object.entries(app.env(context)).flatMap(([name, value]) =>
        /UPLOAD|POST_MAX/.test(name) ? [value] : [],
      ),
    ];
    for (const value of told) expect(value).toBe(`${String(uploads)}M`);
  });

  it("runs what an association asks for as its own user, never root", () => {
    if (app.cronUser === undefined) return;
    const directories = Object.values(app.dataDirectories);
    for (const { owner, editable } of directories)
      if (editable) expect(app.cronUser).toBe(owner);
    expect(app.cronUser).toBeGreaterThan(0);
    expect(app.cron).toBeUndefined();
  });

  it("backs up what it has, and knows the other app that it joins", () => {
    for (const file of app.backup.sqlite ?? [])
      expect(app.backup.directories).toContain(file.split("/")[0]);
    expect(
      restoreSteps(app).filter((step) => step.do === "database"),
    ).toHaveLength(app.backup.database ? 1 : 0);
    if (!app.joins) return;
    expect(Object.keys(catalog)).toContain(app.joins.app);
    expect(Object.values(app.joins.fields(context))).not.toContain(undefined);
  });

  it("makes its administrator without a human", () => {
    const told = [
      ...Object.values(app.install?.fields(context) ?? {}),
      ...toldTo(app, context).secretly,
    ];
    expect(told).not.toContain(undefined);
    expect(told.includes(context.admin.password)).toBe(app.adminName !== null);
  });

  it("says that it keeps its database's password where no container is told it", () => {
    const { secretly } = toldTo(app, context);
    if (app.needs.database && !secretly.includes(database.password))
      expect(app.needs.keepsDatabasePassword).toBe(true);
  });

  it("asks for a database only if it declares that it needs one", () => {
    const without: AppContext<string> = {
      ...context,
      hasDatabase: false,
      get database(): never {
        throw new Error("no database");
      },
    };
    const ask = (): unknown => [
      toldTo(app, without),
      app.install?.fields(without),
    ];
    if (isAlways(app)) expect(ask).toThrow("no database");
    else expect(ask).not.toThrow();
  });

  it("sends its mail as it says", () => {
    const { openly, secretly } = toldTo(app, context);
    expect(secretly.includes(mail.password)).toBe(app.mail === "relay");
    expect(openly.includes(mail.host)).toBe(app.mail === "relay");
    expect(openly.includes("standard")).toBe(app.mail === "relay");
    const { smtp } = context.mailServers;
    expect(openly.includes(smtp.host)).toBe(app.mail === "mailbox");
  });

  it("asks for its mail account only if it has one", () => {
    const without: AppContext<string> = {
      ...context,
      hasMail: false,
      get mail(): never {
        throw new Error("no mail");
      },
    };
    expect(() => toldTo(app, without)).not.toThrow();
  });

  it("has one user for all files that people change", () => {
    const directories = Object.values(app.dataDirectories);
    const owners = new Set(directories.map(({ owner }) => owner));
    const isOpen = directories.some(({ editable }) => editable);
    expect(isOpen ? owners.size : 1).toBe(1);
  });

  it("has a recipe in the sandbox if it was tried there, and only then", () => {
    const recipes = services.map(({ image }) =>
      join(__dirname, "../sandbox/images/apps", image.split(":")[0] ?? ""),
    );
    // Archives of code come from the Internet, which the sandbox has not.
    const hasAll =
      !app.release &&
      recipes.every((recipe) => existsSync(join(recipe, "Dockerfile")));
    expect(hasAll).toBe(app.triedInSandbox);
  });
});

it("has no file whose name ends another's: app `x` with `a-b` and app `x-a` with `b` would be one name on a server", () => {
  const files = Object.values<AppDefinition>(catalog).flatMap((app) =>
    servicesOf(app).flatMap(({ configs, secrets }) =>
      Object.keys({ ...configs, ...secrets(contextOf(app)) }),
    ),
  );
  for (const file of new Set(files))
    for (const other of files) expect(other.endsWith(`-${file}`)).toBe(false);
});

/** Whether it has a database wherever it is installed. */
const isAlways = ({ needs: { database: kind } }: AppDefinition): boolean =>
  kind !== undefined && kind !== "mysql-on-request";
