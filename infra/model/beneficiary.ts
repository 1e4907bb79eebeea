import { catalog } from "../../apps-catalog/catalog";
import type { AppDefinition } from "../../apps-catalog/define-app";
import { resolveExceptions } from "./exceptions";
import type { AppInput, BeneficiaryInput, ExceptionInput } from "./input";
import {
  databaseName,
  hostName,
  isDomain,
  isEmail,
  isMailbox,
  isName,
  isSubdomain,
} from "./names";
import type { Platform, ServerModel } from "./platform";
import type { ProblemList } from "./problems";
import { hasKind, hasShape, type Shape } from "./shape";
import type { Gigabytes, Megabytes } from "./units";

/** What the code reads: complete and checked. */
export interface Beneficiary {
  readonly name: string;
  readonly displayName: string;
  readonly contact: string;
  readonly domain?: string;
  readonly server: ServerModel;
  readonly disk?: Gigabytes;
  /** The parts before the @. */
  readonly mailboxes: readonly string[];
  readonly apps: readonly InstalledApp[];
  readonly disposable: boolean;
  readonly exceptions: readonly ExceptionInput[];
}

export interface InstalledApp {
  /** Tells two installations of one app apart. */
  readonly name: string;
  readonly definition: AppDefinition;
  /** e.g. `www.les-amis.example` */
  readonly host: string;
  readonly memory: Megabytes;
  /** Name of its database and of its user, for an app that needs one. */
  readonly databaseName?: string;
}

const beneficiaryShape: Shape<BeneficiaryInput> = {
  name: { kind: "text", required: true },
  displayName: { kind: "text", required: true },
  contact: { kind: "text", required: true },
  domain: { kind: "text" },
  server: { kind: "text" },
  disk: { kind: "number" },
  mailboxes: { kind: "list" },
  apps: { kind: "list" },
  disposable: { kind: "boolean" },
  exceptions: { kind: "list" },
};

const appShape: Shape<AppInput> = {
  app: { kind: "text", required: true },
  at: { kind: "text", required: true },
  name: { kind: "text" },
  memory: { kind: "number" },
};

/** OVH's largest volume is 12 TB for the classic class; a tenth of it is a typing mistake already. */
const LARGEST_DISK = 1_200;

const definitions: Readonly<Record<string, AppDefinition>> = catalog;

/**
 * The complete beneficiary, or undefined when `problems` got something. `file` is the stack's file name without `.ts`.
 * Without a platform, because that is itself wrong, it is still checked as far as it goes.
 */
export function resolveBeneficiary(
  input: unknown,
  file: string,
  platform: Platform | undefined,
  problems: ProblemList,
): Beneficiary | undefined {
  const before = problems.all.length;
  if (!hasShape<BeneficiaryInput>(input, beneficiaryShape, problems))
    return undefined;
  checkIdentity(input, file, problems);
  checkMailboxes(input, problems.at("mailboxes"));
  const server = resolveServer(input, platform, problems.at("server"));
  const apps = resolveApps(input, platform, server, problems);
  checkDisk(input.disk, apps, problems.at("disk"));
  const exceptions = resolveExceptions(
    input.exceptions,
    problems.at("exceptions"),
  );
  if (problems.all.length > before || !server) return undefined;
  return {
    ...input,
    server,
    apps,
    mailboxes: input.mailboxes ?? [],
    disposable: input.disposable ?? false,
    exceptions,
  };
}

function checkIdentity(
  input: BeneficiaryInput,
  file: string,
  problems: ProblemList,
): void {
  if (!isName(input.name))
    problems.at("name").add((texts) => texts.invalidName(), input.name);
  else if (input.name !== file)
    problems.at("name").add((texts) => texts.nameIsNotFile(file), input.name);
  if (input.displayName.trim() === "")
    problems
      .at("displayName")
      .add((texts) => texts.emptyText(), input.displayName);
  if (!isEmail(input.contact))
    problems.at("contact").add((texts) => texts.invalidEmail(), input.contact);
  if (input.domain !== undefined && !isDomain(input.domain)) {
    problems.at("domain").add((texts) => texts.invalidDomain(), input.domain);
  }
}

function checkMailboxes(input: BeneficiaryInput, problems: ProblemList): void {
  const mailboxes = input.mailboxes ?? [];
  if (mailboxes.length > 0 && input.domain === undefined)
    problems.add((texts) => texts.domainNeeded());
  mailboxes.forEach((mailbox, index) => {
    const here = problems.at(`[${String(index)}]`);
    if (!hasKind(mailbox, "text", here)) return;
    if (!isMailbox(mailbox))
      here.add((texts) => texts.invalidMailbox(), mailbox);
    else if (mailboxes.indexOf(mailbox) < index)
      here.add((texts) => texts.duplicateMailbox(), mailbox);
  });
}

function resolveServer(
  input: BeneficiaryInput,
  platform: Platform | undefined,
  problems: ProblemList,
): ServerModel | undefined {
  if (!platform) return undefined;
  const known = platform.servers.map((server) => server.name);
  const [only, ...others] = platform.servers;
  if (input.server === undefined) {
    if (others.length > 0) problems.add((texts) => texts.serverToChoose(known));
    return only;
  }
  const server = platform.servers.find(({ name }) => name === input.server);
  if (!server)
    problems.add((texts) => texts.unknownServer(known), input.server);
  return server;
}

function resolveApps(
  input: BeneficiaryInput,
  platform: Platform | undefined,
  server: ServerModel | undefined,
  problems: ProblemList,
): InstalledApp[] {
  const apps: InstalledApp[] = [];
  (input.apps ?? []).forEach((written: unknown, index) => {
    const here = problems.at(`apps[${String(index)}]`);
    if (!hasShape<AppInput>(written, appShape, here)) return;
    const definition = definitions[written.app];
    if (!definition)
      return here
        .at("app")
        .add(
          (texts) => texts.unknownApp(Object.keys(definitions)),
          written.app,
        );
    checkApp(written, definition, here);
    checkNeeds(written, definition, platform, server, here);
    const app = completeApp(input, written, definition, here);
    checkUnique(app, apps, here);
    apps.push(app);
  });
  return apps;
}

function checkApp(
  written: AppInput,
  definition: AppDefinition,
  problems: ProblemList,
): void {
  const name = written.name ?? definition.id;
  if (!isName(name))
    problems.at("name").add((texts) => texts.invalidName(), name);
  if (!isSubdomain(written.at))
    problems.at("at").add((texts) => texts.invalidSubdomain(), written.at);
}

function checkNeeds(
  written: AppInput,
  { needs, title }: AppDefinition,
  platform: Platform | undefined,
  server: ServerModel | undefined,
  problems: ProblemList,
): void {
  const { memory } = written;
  const most = server?.memory ?? Infinity;
  if (needs.database && platform && !platform.mysql)
    problems.at("app").add((texts) => texts.mysqlNeeded(title), written.app);
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

function completeApp(
  input: BeneficiaryInput,
  written: AppInput,
  definition: AppDefinition,
  problems: ProblemList,
): InstalledApp {
  if (input.domain === undefined)
    problems.at("at").add((texts) => texts.domainNeeded(), written.at);
  const name = written.name ?? definition.id;
  return {
    name,
    definition,
    host: hostName(written.at, input.domain ?? ""),
    memory: written.memory ?? (definition.needs.memory.usual as Megabytes),
    ...(definition.needs.database
      ? { databaseName: databaseName(input.name, name) }
      : {}),
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
  const sameHost = others.find(({ host }) => host === app.host);
  if (sameHost)
    problems
      .at("at")
      .add((texts) => texts.hostUsedTwice(app.host, sameHost.name));
}

function checkDisk(
  disk: Gigabytes | undefined,
  apps: readonly InstalledApp[],
  problems: ProblemList,
): void {
  const keepsFiles = apps.filter(
    ({ definition }) => Object.keys(definition.dataDirectories).length > 0,
  );
  const least = Math.max(
    1,
    keepsFiles.reduce((sum, { definition }) => sum + definition.needs.disk, 0),
  );
  if (disk === undefined) {
    if (keepsFiles.length > 0) problems.add((texts) => texts.diskNeeded(least));
  } else if (!Number.isInteger(disk) || disk < 1 || disk > LARGEST_DISK) {
    problems.add((texts) => texts.wholeNumber(1, LARGEST_DISK), disk);
  } else if (disk < least) {
    problems.add((texts) => texts.diskTooSmall(least), disk);
  }
}
