import { resolveRecords, serverRecords } from "./domain";
import { resolveExceptions } from "./exceptions";
import type {
  ExceptionInput,
  MysqlServiceInput,
  PlatformInput,
  Region,
  ServerInput,
} from "./input";
import { flavorCpus, flavorMemory, objectStorageRegion } from "./flavors";
import { isCidr, isDomain, isEmail, isName } from "./names";
import { resolveSendingLimit, type SendingLimit } from "./outgoing-mail";
import type { ProblemList } from "./problems";
import { hasKind, hasShape, type Shape } from "./shape";
import type { Megabytes } from "./units";
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
  readonly mysql?: MysqlServiceInput;
  /** What a beneficiary's apps may send, unless its file says otherwise. */
  readonly outgoingMail: SendingLimit;
  /** The records of its zone that are written by hand. */
  readonly records: readonly Required<ZoneRecord>[];
  readonly exceptions: readonly ExceptionInput[];
}

export interface ServerModel {
  readonly name: string;
  readonly flavor: ServerInput["flavor"];
  readonly image: string;
  readonly memory: Megabytes;
  readonly cpus: number;
  /** Its name in the host's zone, e.g. `commun-1.soltic.example`. */
  readonly hostName: string;
}

const platformShape: Shape<PlatformInput> = {
  displayName: { kind: "text", required: true },
  contact: { kind: "text", required: true },
  domain: { kind: "text", required: true },
  project: { kind: "text", required: true },
  region: { kind: "text", required: true },
  sshFrom: { kind: "list", required: true },
  servers: { kind: "object", required: true },
  mysql: { kind: "object" },
  outgoingMail: { kind: "object" },
  records: { kind: "list" },
  exceptions: { kind: "list" },
};

const serverShape: Shape<ServerInput> = {
  flavor: { kind: "text", required: true },
  image: { kind: "text" },
};

const mysqlShape: Shape<MysqlServiceInput> = {
  service: { kind: "text", required: true },
  host: { kind: "text", required: true },
  port: { kind: "number", required: true },
};

/** The images a server may boot from, by their names at OVH. */
const IMAGES = ["Debian 12", "Debian 13"];

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
  checkServers(input.servers, problems.at("servers"));
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
  return problems.all.length === before
    ? completePlatform(input, records, exceptions, outgoingMail)
    : undefined;
}

function completePlatform(
  input: PlatformInput,
  records: readonly Required<ZoneRecord>[],
  exceptions: readonly ExceptionInput[],
  outgoingMail: SendingLimit,
): Platform {
  const servers = Object.entries(input.servers).map(([name, server]) => ({
    name,
    flavor: server.flavor,
    image: server.image ?? "Debian 12",
    memory: flavorMemory[server.flavor],
    cpus: flavorCpus[server.flavor],
    hostName: `${name}.${input.domain}`,
  }));
  return {
    ...input,
    objectStorageRegion: objectStorageRegion[input.region],
    servers,
    outgoingMail,
    records,
    exceptions,
  };
}

function checkServers(
  servers: Readonly<Record<string, unknown>>,
  problems: ProblemList,
): void {
  if (Object.keys(servers).length === 0)
    problems.add((texts) => texts.noServer());
  for (const [name, server] of Object.entries(servers)) {
    const here = problems.at(name);
    if (!isName(name)) here.add((texts) => texts.invalidName(), name);
    if (!hasShape<ServerInput>(server, serverShape, here)) continue;
    checkChoice(server.flavor, Object.keys(flavorMemory), here.at("flavor"));
    if (server.image !== undefined)
      checkChoice(server.image, IMAGES, here.at("image"));
  }
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
  const validPort =
    Number.isInteger(mysql.port) && mysql.port >= 1 && mysql.port <= 65_535;
  if (!validPort)
    problems
      .at("port")
      .add((texts) => texts.wholeNumber(1, 65_535), mysql.port);
}

function checkChoice(
  value: string,
  known: readonly string[],
  problems: ProblemList,
): void {
  if (!known.includes(value))
    problems.add((texts) => texts.unknownChoice(known), value);
}
