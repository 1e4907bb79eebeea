import { resolveRecords, serverRecords } from "./domain";
import { resolveExceptions } from "./exceptions";
import type {
  ExceptionInput,
  MysqlServiceInput,
  PlatformInput,
  Region,
} from "./input";
import { objectStorageRegion } from "./flavors";
import { isCidr, isDomain, isEmail } from "./names";
import { resolveSendingLimit, type SendingLimit } from "./outgoing-mail";
import type { ProblemList } from "./problems";
import { resolveServers, resolveSshKeys, type ServerModel } from "./servers";
import {
  checkChoice,
  checkWhole,
  hasKind,
  hasShape,
  type Shape,
} from "./shape";
import type { ZoneRecord } from "./zone-record";

/** What the code reads: complete and checked. */
export interface Platform {
  readonly displayName: string;
  readonly contact: string;
  readonly domain: string;
  readonly project: string;
  readonly region: Region;
  /** e.g. `GRA` */
  readonly objectStorageRegion: string;
  readonly sshFrom: readonly string[];
  readonly servers: readonly ServerModel[];
  /** Public keys by épicier. */
  readonly sshKeys: Readonly<Record<string, string>>;
  readonly mysql?: MysqlServiceInput;
  /** What a beneficiary's apps may send, unless its file says otherwise. */
  readonly outgoingMail: SendingLimit;
  /** The records of its zone that are written by hand. */
  readonly records: readonly Required<ZoneRecord>[];
  readonly exceptions: readonly ExceptionInput[];
}

const platformShape: Shape<PlatformInput> = {
  displayName: { kind: "text", required: true },
  contact: { kind: "text", required: true },
  domain: { kind: "text", required: true },
  project: { kind: "text", required: true },
  region: { kind: "text", required: true },
  sshFrom: { kind: "list", required: true },
  servers: { kind: "object", required: true },
  sshKeys: { kind: "object" },
  mysql: { kind: "object" },
  outgoingMail: { kind: "object" },
  records: { kind: "list" },
  exceptions: { kind: "list" },
};

const mysqlShape: Shape<MysqlServiceInput> = {
  service: { kind: "text", required: true },
  host: { kind: "text", required: true },
  port: { kind: "number", required: true },
};

/** The complete platform, or undefined when `problems` got something. */
export function resolvePlatform(
  input: unknown,
  problems: ProblemList,
): Platform | undefined {
  const before = problems.all.length;
  if (!hasShape<PlatformInput>(input, platformShape, problems))
    return undefined;
  if (input.displayName.trim() === "")
    problems
      .at("displayName")
      .add((texts) => texts.emptyText(), input.displayName);
  if (!isEmail(input.contact))
    problems.at("contact").add((texts) => texts.invalidEmail(), input.contact);
  if (!isDomain(input.domain))
    problems.at("domain").add((texts) => texts.invalidDomain(), input.domain);
  if (!/^[0-9a-f]{32}$/.test(input.project))
    problems
      .at("project")
      .add((texts) => texts.invalidProject(), input.project);
  checkChoice(
    input.region,
    Object.keys(objectStorageRegion),
    problems.at("region"),
  );
  checkSshFrom(input.sshFrom, problems.at("sshFrom"));
  const servers = resolveServers(
    input.servers,
    input.domain,
    problems.at("servers"),
  );
  const sshKeys = resolveSshKeys(input.sshKeys ?? {}, problems.at("sshKeys"));
  if (input.mysql) checkMysql(input.mysql, problems.at("mysql"));
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
  const outgoingMail = resolveSendingLimit(
    input.outgoingMail,
    problems.at("outgoingMail"),
  );
  if (problems.all.length > before) return undefined;
  return {
    ...input,
    objectStorageRegion: objectStorageRegion[input.region],
    servers,
    outgoingMail,
    records,
    sshKeys,
    exceptions,
  };
}

function checkSshFrom(
  networks: readonly unknown[],
  problems: ProblemList,
): void {
  networks.forEach((network, index) => {
    const here = problems.at(`[${String(index)}]`);
    if (!hasKind(network, "text", here)) return;
    if (!isCidr(String(network)))
      here.add((texts) => texts.invalidCidr(), network);
    else if (String(network).endsWith("/0"))
      here.add((texts) => texts.sshToWorld(), network);
  });
}

function checkMysql(mysql: unknown, problems: ProblemList): void {
  if (!hasShape<MysqlServiceInput>(mysql, mysqlShape, problems)) return;
  if (!isDomain(mysql.host))
    problems.at("host").add((texts) => texts.invalidDomain(), mysql.host);
  checkWhole(mysql.port, 1, 65_535, problems.at("port"));
}
