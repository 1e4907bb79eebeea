import { catalog } from "../../apps-catalog/catalog";
import {
  type AppDefinition,
  type DatabaseKind,
  serviceName,
  servicesOf,
} from "../../apps-catalog/define-app";
import type { ScheduledJob } from "../../apps-catalog/define-service";
import { resolveCron } from "./app-cron";
import { usableMemory } from "./capacity";
import { checkPasswordVersion, DATABASE_KINDS } from "./databases";
import type { AppInput, BeneficiaryInput } from "./input";
import { databaseName, hostName, isName, isSubdomain } from "./names";
import { type Origin, originsOf } from "./origins";
import type { ServerModel } from "./servers";
import type { Preset } from "./presets";
import type { ProblemList } from "./problems";
import { fitting, isObject, type Shape } from "./shape";
import { closest } from "./suggest";
import { type Megabytes, megabytes } from "./units";
import { checkHosts, checkLabel, resolveWebNames } from "./web-names";

/** An app that a beneficiary has: complete and checked. */
export interface InstalledApp {
  /** Tells two installations of one app apart. */
  readonly name: string;
  readonly definition: AppDefinition;
  /** e.g. `www.les-amis.example` */
  readonly host: string;
  /** Other names under which it answers, and those that lead to `host`. */
  readonly also: readonly string[];
  readonly redirectsFrom: readonly string[];
  readonly memory: Megabytes;
  /** Name of its database and of its user, for an app that has one. */
  readonly databaseName?: string;
  readonly databaseKind?: DatabaseKind;
  /** Another one gives that user another password. */
  readonly databasePasswordVersion: number;
  /** Commands by the clock that the association asks for, beside those of the app itself. */
  readonly cron: Readonly<Record<string, ScheduledJob>>;
  readonly origins: Readonly<Record<"name" | "memory", Origin>>;
}

/** Where apps get installed. */
interface Place {
  readonly server: ServerModel | undefined;
  readonly preset: Preset;
}

const appShape: Shape<AppInput> = {
  app: { kind: "text", required: true },
  at: { kind: "text", required: true },
  name: { kind: "text" },
  memory: { kind: "number", unit: "megabytes" },
  database: { kind: "boolean" },
  also: { kind: "list" },
  redirectsFrom: { kind: "list" },
  databasePasswordVersion: { kind: "number" },
  cron: { kind: "object" },
};

const definitions: Readonly<Record<string, AppDefinition>> = catalog;

/** Titles of the apps that take commands by the clock. */
const cronTakers = Object.values(definitions).flatMap(({ title, cronUser }) =>
  cronUser === undefined ? [] : [title],
);

/** What can be installed: titles by id. */
export function appTitles(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(definitions).map(([id, { title }]) => [id, title]),
  );
}

/** The beneficiary's apps, complete as far as they make sense; what is wrong is in `problems`. */
export function resolveApps(
  input: BeneficiaryInput,
  place: Place,
  problems: ProblemList,
): InstalledApp[] {
  const apps: InstalledApp[] = [];
  const known = Object.keys(definitions);
  (input.apps ?? []).forEach((entry: unknown, index) => {
    const here = problems.at(`apps[${String(index)}]`);
    const written = fitting(entry, appShape, here);
    if (!written) return;
    const definition = Object.hasOwn(definitions, written.app)
      ? definitions[written.app]
      : undefined;
    if (!definition)
      return here
        .at("app")
        .add(
          (texts) => texts.unknownApp(known, closest(written.app, known)),
          written.app,
        );
    checkApp(written, definition, input, here);
    checkNeeds(written, definition, place, here);
    checkJoins(input.apps ?? [], definition, here);
    const app = completeApp(input, written, definition, place.preset, here);
    checkUnique(app, apps, here);
    apps.push(app);
  });
  return apps;
}

function checkApp(
  written: AppInput,
  definition: AppDefinition,
  { name: beneficiary, domain, domains = [] }: BeneficiaryInput,
  problems: ProblemList,
): void {
  const name = written.name ?? definition.id;
  const most =
    LONGEST_SERVICE - `${beneficiary}-`.length - longestEnd(definition);
  if (!isName(name))
    problems.at("name").add((texts) => texts.invalidName(), name);
  else if (name.length > most)
    problems.at("name").add((texts) => texts.appNameTooLong(most), name);
  if (DATABASE_KINDS.some((kind) => kind === name))
    problems.at("name").add((texts) => texts.reservedAppName(), name);
  if (!isSubdomain(written.at))
    problems.at("at").add((texts) => texts.invalidSubdomain(), written.at);
  if (domain !== undefined)
    checkLabel(written.at, [domain, ...domains], problems.at("at"));
}

/** Characters of a service's name in a swarm, where it is a label of the DNS. Source: moby/swarmkit, manager/controlapi/common.go. */
const LONGEST_SERVICE = 63;

/** How long what follows `<beneficiary>-<app>` is at most in the names of its services, those of jobs in containers of their own included. */
function longestEnd(definition: AppDefinition): number {
  const services = servicesOf(definition).map(({ service }) => service);
  const jobs = Object.entries(definition.jobs ?? {})
    .filter(([, { when }]) => when === "before")
    .map(([job]) => `job-${job}`);
  const ends = [...services, ...jobs].map((one) => serviceName("", one));
  return Math.max(...ends.map(({ length }) => length));
}

function checkNeeds(
  written: AppInput,
  definition: AppDefinition,
  { server }: Place,
  problems: ProblemList,
): void {
  const { needs, title } = definition;
  const { memory, database } = written;
  const most = server ? usableMemory(server) : Infinity;
  const kind = databaseKind(written, needs);
  checkPasswordVersion(written, definition, kind !== undefined, problems);
  if (database !== undefined && needs.database !== "mysql-on-request")
    problems
      .at("database")
      .add(
        (texts) => texts.databaseNotOptional(title, kind !== undefined),
        database,
      );
  if (memory === undefined) return;
  if (!Number.isInteger(memory))
    problems
      .at("memory")
      .add((texts) => texts.wholeNumber(needs.memory.least, most), memory);
  else if (memory < needs.memory.least)
    problems
      .at("memory")
      .add((texts) => texts.notEnoughMemory(needs.memory.least), memory);
  else if (memory > most)
    problems
      .at("memory")
      .add((texts) => texts.tooMuchMemory(server?.name ?? "", most), memory);
}

/** What joins another app must find exactly one of that kind. */
function checkJoins(
  all: readonly unknown[],
  { id, joins, title }: AppDefinition,
  problems: ProblemList,
): void {
  if (!joins) return;
  const count = all.filter(
    (other) => isObject(other) && other.app === joins.app,
  ).length;
  const other = definitions[joins.app]?.title ?? joins.app;
  if (count !== 1)
    problems.at("app").add((texts) => texts.joinsOne(title, other, count), id);
}

/** The kind of database that it has; undefined for none. */
function databaseKind(
  { database }: AppInput,
  needs: AppDefinition["needs"],
): DatabaseKind | undefined {
  if (needs.database !== "mysql-on-request") return needs.database;
  return database === true ? "mysql" : undefined;
}

function completeApp(
  input: BeneficiaryInput,
  written: AppInput,
  definition: AppDefinition,
  { memoryFactor }: Preset,
  problems: ProblemList,
): InstalledApp {
  if (input.domain === undefined)
    problems.at("at").add((texts) => texts.domainNeeded(), written.at);
  const name = written.name ?? definition.id;
  const usual = Math.ceil(definition.needs.memory.usual * memoryFactor);
  const kind = databaseKind(written, definition.needs);
  return {
    name,
    definition,
    host: hostName(written.at, input.domain ?? ""),
    ...resolveWebNames(written, input, problems),
    memory: written.memory ?? megabytes(usual),
    ...(kind
      ? { databaseName: databaseName(input.name, name), databaseKind: kind }
      : {}),
    databasePasswordVersion: written.databasePasswordVersion ?? 1,
    cron: resolveCron(written.cron, definition, cronTakers, problems),
    origins: originsOf({ name: "default", memory: "preset" }, written),
  };
}

function checkUnique(
  app: InstalledApp,
  others: readonly InstalledApp[],
  problems: ProblemList,
): void {
  const sameName = others.some(({ name }) => name === app.name);
  if (sameName)
    problems.at("name").add((texts) => texts.duplicateAppName(), app.name);
  checkHosts(app, others, problems);
}
