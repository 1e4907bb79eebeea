import { resolveRecords, serverRecords } from "./domain";
import { type BucketModel, resolveBackups } from "./buckets";
import { type EpicierModel, resolveEpiciers } from "./access";
import { resolveExceptions } from "./exceptions";
import type { ExceptionInput, PlatformInput, Region } from "./input";
import { objectStorageRegion } from "./flavors";
import {
  type MysqlOrder,
  type MysqlService,
  resolveMysqlService,
} from "./mysql-service";
import { isCidr, isDisplayName, isEmail, isRentedDomain } from "./names";
import { type Origin, originsOf } from "./origins";
import { resolveSendingLimit, type SendingLimit } from "./outgoing-mail";
import type { ProblemList } from "./problems";
import { type ProjectModel, resolveProject } from "./project";
import { resolveServers, resolveSshKeys, type ServerModel } from "./servers";
import { checkChoice, fitting, hasKind, type Shape } from "./shape";
import { resolveSftpFrom } from "./webmasters";
import type { ZoneRecord } from "./zone-record";

/** What the code reads: complete and checked. */
export interface Platform {
  readonly displayName: string;
  readonly contact: string;
  readonly domain: string;
  readonly project: ProjectModel;
  readonly region: Region;
  /** e.g. `GRA` */
  readonly objectStorageRegion: string;
  readonly sshFrom: readonly string[];
  readonly sftpFrom: readonly string[];
  /** Whether its private network has a way out of its own. */
  readonly gateway: boolean;
  readonly servers: readonly ServerModel[];
  /** Public keys by épicier. */
  readonly sshKeys: Readonly<Record<string, string>>;
  /** Where its MySQL service answers. */
  readonly mysql?: MysqlService;
  /** The MySQL service that it orders. */
  readonly mysqlOrder?: MysqlOrder;
  /** What a beneficiary's apps may send, unless its file says otherwise. */
  readonly outgoingMail: SendingLimit;
  /** The bucket of backups of each beneficiary. */
  readonly backups: BucketModel;
  /** The records of its zone that are written by hand. */
  readonly records: readonly Required<ZoneRecord>[];
  /** In alphabetical order of their logins. */
  readonly epiciers: readonly EpicierModel[];
  readonly exceptions: readonly ExceptionInput[];
  readonly origins: Readonly<Record<keyof typeof otherwise, Origin>>;
  /** The same for each server, by name. */
  readonly serverOrigins: Readonly<Record<string, ServerOrigins>>;
}

export type ServerOrigins = Readonly<
  Record<keyof typeof otherwiseOfServer, Origin>
>;

/** Where a value comes from when the file does not say it. */
const otherwise = {
  sftpFrom: "default",
  gateway: "default",
  sshKeys: "default",
  mysql: "default",
  outgoingMail: "default",
  backups: "default",
} as const;

const otherwiseOfServer = {
  image: "default",
  rebootAt: "default",
  swap: "default",
} as const;

const platformShape: Shape<PlatformInput> = {
  displayName: { kind: "text", required: true },
  contact: { kind: "text", required: true },
  domain: { kind: "text", required: true },
  project: { kind: "any", required: true },
  region: { kind: "text", required: true },
  sshFrom: { kind: "list", required: true },
  sftpFrom: { kind: "list" },
  gateway: { kind: "boolean" },
  servers: { kind: "object", required: true },
  sshKeys: { kind: "object" },
  mysql: { kind: "object" },
  outgoingMail: { kind: "object" },
  backups: { kind: "object" },
  records: { kind: "list" },
  epiciers: { kind: "object" },
  exceptions: { kind: "list" },
};

/** The complete platform, or undefined when `problems` got something. */
export function resolvePlatform(
  written: unknown,
  problems: ProblemList,
): Platform | undefined {
  const before = problems.all.length;
  const input = fitting(written, platformShape, problems);
  if (!input) return undefined;
  checkIdentity(input, problems);
  const project = resolveProject(
    input.project,
    input.contact,
    problems.at("project"),
  );
  checkSshFrom(input.sshFrom, problems.at("sshFrom"));
  const servers = resolveServers(
    input.servers,
    input.domain,
    problems.at("servers"),
  );
  const sshKeys = resolveSshKeys(input.sshKeys ?? {}, problems.at("sshKeys"));
  const mysql = resolveMysqlService(input.mysql, problems.at("mysql"));
  const records = resolveRecords(
    input.records,
    input.domain,
    serverRecords(Object.keys(input.servers)),
    problems.at("records"),
  );
  const exceptions = resolveExceptions(
    input.exceptions,
    problems.at("exceptions"),
  );
  const forAll = resolveForAll(input, problems);
  const epiciers = resolveEpiciers(input.epiciers, problems.at("epiciers"));
  if (problems.all.length > before) return undefined;
  const { displayName, contact, domain, region, sshFrom } = input;
  return {
    displayName,
    contact,
    domain,
    project,
    region,
    sshFrom,
    ...forAll,
    ...mysql,
    objectStorageRegion: objectStorageRegion[region],
    gateway: input.gateway ?? false,
    servers,
    records,
    sshKeys,
    epiciers,
    exceptions,
    origins: originsOf(otherwise, input),
    serverOrigins: Object.fromEntries(
      Object.entries(input.servers).map(([name, server]) => [
        name,
        originsOf(otherwiseOfServer, server),
      ]),
    ),
  };
}

/** What it says of all beneficiaries at once. */
function resolveForAll(
  { outgoingMail, backups, sftpFrom, region }: PlatformInput,
  problems: ProblemList,
): Pick<Platform, "outgoingMail" | "backups" | "sftpFrom"> {
  const here = (field: keyof PlatformInput): ProblemList => problems.at(field);
  return {
    outgoingMail: resolveSendingLimit(outgoingMail, here("outgoingMail")),
    backups: resolveBackups(
      backups,
      objectStorageRegion[region],
      here("backups"),
    ),
    sftpFrom: resolveSftpFrom(sftpFrom, here("sftpFrom")),
  };
}

function checkIdentity(input: PlatformInput, problems: ProblemList): void {
  if (!isDisplayName(input.displayName))
    problems
      .at("displayName")
      .add((texts) => texts.invalidDisplayName(), input.displayName);
  if (!isEmail(input.contact))
    problems.at("contact").add((texts) => texts.invalidEmail(), input.contact);
  if (!isRentedDomain(input.domain))
    problems.at("domain").add((texts) => texts.invalidDomain(), input.domain);
  checkChoice(
    input.region,
    Object.keys(objectStorageRegion),
    problems.at("region"),
  );
}

function checkSshFrom(
  networks: readonly unknown[],
  problems: ProblemList,
): void {
  networks.forEach((network, index) => {
    const here = problems.at(`[${String(index)}]`);
    if (!hasKind(network, "text", here)) return;
    if (!isCidr(network)) here.add((texts) => texts.invalidCidr(), network);
    else if (network.endsWith("/0"))
      here.add((texts) => texts.sshToWorld(), network);
  });
}
