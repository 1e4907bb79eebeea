import { type BucketModel, resolveBuckets } from "./buckets";
import { resolveDisk } from "./disk";
import { checkDomainOrder, type DomainOrder } from "./domain-order";
import { composedRecords, resolveRecords } from "./domain";
import {
  type DatabaseServerModel,
  type MysqlPlace,
  resolveDatabases,
} from "./databases";
import { resolveExceptions } from "./exceptions";
import type {
  BeneficiaryInput,
  DiskClass,
  ExceptionInput,
  Size,
} from "./input";
import { type InstalledApp, resolveApps } from "./installed-app";
import { type MailRecords, OVH_KEYS, resolveMailRecords } from "./mail-records";
import {
  type MailboxModel,
  type RedirectionModel,
  resolveAddresses,
  type ResponderModel,
} from "./mailboxes";
import {
  isDisplayName,
  isEmail,
  isName,
  isRentedDomain,
  isServersOwn,
} from "./names";
import { type Origin, originsOf } from "./origins";
import { type OutgoingMail, resolveOutgoingMail } from "./outgoing-mail";
import type { Platform } from "./platform";
import { isOpenTo, type ServerModel } from "./servers";
import { DEFAULT_SIZE, isSize, presets, SIZES } from "./presets";
import type { ProblemList } from "./problems";
import { fitting, type Shape } from "./shape";
import { resolveSnapshots, type SnapshotUse } from "./snapshots";
import type { Gigabytes } from "./units";
import type { ZoneRecord } from "./zone-record";
import { resolveDomains } from "./web-names";
import { resolveWebmasters, type Webmaster } from "./webmasters";

export type { InstalledApp } from "./installed-app";

/** What the code reads: complete and checked. */
export interface Beneficiary {
  readonly name: string;
  readonly displayName: string;
  readonly contact: string;
  readonly domain?: string;
  readonly domainOrder?: DomainOrder;
  /** Those besides the first. */
  readonly domains: readonly string[];
  readonly server: ServerModel;
  readonly disk?: Gigabytes;
  /** Absent: OVH's own default. */
  readonly diskClass?: DiskClass;
  readonly snapshots: Readonly<Record<string, SnapshotUse>>;
  /** Absent without a mailbox: its apps send no mail. */
  readonly outgoingMail?: OutgoingMail;
  readonly mailboxes: readonly MailboxModel[];
  readonly redirections: readonly RedirectionModel[];
  readonly responders: readonly ResponderModel[];
  /** The mail records of its domain. */
  readonly mail: MailRecords;
  /** The records written by hand; `zoneRecords` gives all of them. */
  readonly records: readonly Required<ZoneRecord>[];
  readonly apps: readonly InstalledApp[];
  readonly buckets: readonly BucketModel[];
  readonly mysql: MysqlPlace;
  /** Its own database servers: one of a kind, if one of its apps has a database on it. */
  readonly databaseServers: readonly DatabaseServerModel[];
  readonly webmasters: readonly Webmaster[];
  readonly disposable: boolean;
  readonly exceptions: readonly ExceptionInput[];
  readonly size: Size;
  readonly origins: Readonly<Record<keyof typeof otherwise, Origin>>;
}

const beneficiaryShape: Shape<BeneficiaryInput> = {
  name: { kind: "text", required: true },
  displayName: { kind: "text", required: true },
  contact: { kind: "text", required: true },
  domain: { kind: "text", basis: true },
  domainOrder: { kind: "any" },
  domains: { kind: "list" },
  server: { kind: "text", basis: true },
  size: { kind: "text" },
  disk: { kind: "number", unit: "gigabytes" },
  diskClass: { kind: "text" },
  snapshots: { kind: "object" },
  mailboxes: { kind: "list" },
  outgoingMail: { kind: "object" },
  redirections: { kind: "object" },
  responders: { kind: "object" },
  mail: { kind: "any" },
  records: { kind: "list" },
  apps: { kind: "list" },
  buckets: { kind: "object" },
  mysql: { kind: "text" },
  webmasters: { kind: "object" },
  disposable: { kind: "boolean" },
  exceptions: { kind: "list" },
};

/** Where a value comes from when the file does not say it. */
const otherwise = {
  domains: "default",
  server: "default",
  size: "default",
  disk: "preset",
  mailboxes: "default",
  redirections: "default",
  responders: "default",
  mail: "default",
  records: "default",
  apps: "default",
  mysql: "default",
  disposable: "default",
} as const;

/**
 * The complete beneficiary, or undefined when `problems` got something. `file` is the stack's file name without `.ts`.
 * Without a platform, because that is itself wrong, it is still checked as far as it goes.
 */
export function resolveBeneficiary(
  written: unknown,
  file: string,
  platform: Platform | undefined,
  problems: ProblemList,
): Beneficiary | undefined {
  const before = problems.all.length;
  const input = fitting(written, beneficiaryShape, problems);
  if (!input) return undefined;
  checkIdentity(input, file, problems);
  const addresses = resolveAddresses(input, problems);
  const server = resolveServer(input, platform, problems.at("server"));
  const domains = resolveDomains(input, problems.at("domains"));
  const size = resolveSize(input.size, problems.at("size"));
  const preset = presets[size];
  const apps = resolveApps(input, { server, preset }, problems);
  const zone = resolveZone(input, apps, problems);
  const databases = resolveDatabases(
    input.mysql,
    platform,
    apps,
    preset,
    problems.at("mysql"),
  );
  const disk = resolveDisk(input, size, { apps, ...databases }, problems);
  const snapshots = resolveSnapshots(input, disk, problems.at("snapshots"));
  const { outgoingMail: sending, disposable = false, ...rest } = input;
  const place = { region: platform?.objectStorageRegion, disposable };
  const buckets = resolveBuckets(input.buckets, place, problems.at("buckets"));
  const excepted = problems.at("exceptions");
  const exceptions = resolveExceptions(input.exceptions, excepted);
  const outgoingMail = resolveOutgoingMail(
    sending,
    addresses.mailboxes.map(({ name: mailbox }) => mailbox),
    platform?.outgoingMail,
    problems.at("outgoingMail"),
  );
  const webmasters = resolveWebmasters(input, apps, platform, problems);
  if (problems.all.length > before || !server) return undefined;
  return {
    ...rest,
    ...(outgoingMail ? { outgoingMail } : {}),
    domains,
    server,
    size,
    ...(disk === undefined ? {} : { disk }),
    snapshots,
    apps,
    ...zone,
    ...databases,
    ...addresses,
    buckets,
    webmasters,
    disposable,
    exceptions,
    origins: originsOf(otherwise, input),
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
  else if (isServersOwn(input.name))
    problems.at("name").add((texts) => texts.serversOwnName(), input.name);
  if (!isDisplayName(input.displayName))
    problems
      .at("displayName")
      .add((texts) => texts.invalidDisplayName(), input.displayName);
  if (!isEmail(input.contact))
    problems.at("contact").add((texts) => texts.invalidEmail(), input.contact);
  if (input.domain !== undefined && !isRentedDomain(input.domain))
    problems.at("domain").add((texts) => texts.invalidDomain(), input.domain);
}

/** Its mail records and those written by hand, which must not stand in the way of what its apps ask for. */
function resolveZone(
  input: BeneficiaryInput,
  apps: readonly InstalledApp[],
  problems: ProblemList,
): Pick<Beneficiary, "mail" | "records"> {
  const { domain, contact, mailboxes = [], redirections = {} } = input;
  checkDomainOrder(input.domainOrder, domain, problems.at("domainOrder"));
  const hasAddresses = mailboxes.length + Object.keys(redirections).length > 0;
  const user = { mail: input.mail, domain, contact, hasAddresses };
  const mail = resolveMailRecords(user, problems.at("mail"));
  const keys = mailboxes.length > 0 ? OVH_KEYS : [];
  const others = [...composedRecords({ domain, apps, mail }), ...keys];
  const here = problems.at("records");
  return { mail, records: resolveRecords(input.records, domain, others, here) };
}

function resolveServer(
  input: BeneficiaryInput,
  platform: Platform | undefined,
  problems: ProblemList,
): ServerModel | undefined {
  if (!platform) return undefined;
  if (platform.project.id === undefined)
    problems.add((texts) => texts.projectIdMissing());
  const open = platform.servers.filter((server) =>
    isOpenTo(server, input.name),
  );
  const known = open.map((server) => server.name);
  const [only, ...others] = open;
  if (input.server === undefined) {
    if (only === undefined) problems.add((texts) => texts.noOpenServer());
    if (others.length > 0) problems.add((texts) => texts.serverToChoose(known));
    return only;
  }
  const server = platform.servers.find(({ name }) => name === input.server);
  if (!server)
    problems.add((texts) => texts.unknownServer(known), input.server);
  else if (!isOpenTo(server, input.name))
    problems.add(
      (texts) => texts.serverDedicated(server.dedicatedTo ?? ""),
      input.server,
    );
  return server;
}

function resolveSize(size: string | undefined, problems: ProblemList): Size {
  if (size === undefined || isSize(size)) return size ?? DEFAULT_SIZE;
  problems.add((texts) => texts.unknownChoice(SIZES), size);
  return DEFAULT_SIZE;
}
