import type { Explanation, RoomOnServer } from "../../infra/model/explanation";
import type { ExceptionInput } from "../../infra/model/input";
import type { Platform } from "../../infra/model/platform";
import type { ZoneRecord } from "../../infra/model/zone-record";
import type { Messages } from "../../messages/messages";
import { dataRows } from "./data-rows";
import { mailRows } from "./mail-rows";
import { databaseServerRows } from "./database-rows";
import { projectRows } from "./project-rows";
import { type Row, section } from "./section";
import { serverRows } from "./server-rows";

/** What a beneficiary gets, in sentences. */
export function beneficiaryLines(
  explanation: Explanation,
  messages: Messages,
): string[] {
  const { explain } = messages;
  const { displayName, name, origins, size } = explanation;
  const serverOrigin = explain.origins[origins.server](size);
  return [
    explain.title(displayName, name),
    ...section(explain.sections.who(), whoRows(explanation, messages)),
    ...section(explain.sections.web(), webRows(explanation, messages)),
    ...section(explain.sections.mail(), mailRows(explanation, messages)),
    ...section(explain.sections.zone(), zoneRows(explanation, messages)),
    ...section(explain.sections.limits(), limitRows(explanation, messages)),
    ...section(explain.sections.data(), dataRows(explanation, messages)),
    ...section(
      explain.sections.server(),
      serverRows(explanation.server, messages, serverOrigin),
    ),
    ...section(
      explain.sections.exceptions(),
      explanation.exceptions.map(exceptionRow(messages)),
    ),
  ];
}

/** What the platform is, and the room left on each of its servers. */
export function platformLines(
  stack: string,
  platform: Platform,
  servers: readonly RoomOnServer[],
  messages: Messages,
): string[] {
  const { explain } = messages;
  const { sections } = explain;
  return [
    explain.title(platform.displayName, stack),
    ...section(sections.platform(), platformRows(platform, messages)),
    ...section(sections.zone(), platform.records.map(recordRow(messages))),
    ...servers.flatMap((server) =>
      section(sections.server(), serverRows(server, messages)),
    ),
    ...section(
      sections.exceptions(),
      platform.exceptions.map(exceptionRow(messages)),
    ),
  ];
}

function platformRows(platform: Platform, messages: Messages): Row[] {
  const { explain, words } = messages;
  const { labels } = explain;
  const { contact, domain, region, objectStorageRegion } = platform;
  const { sshFrom, sshKeys, sftpFrom, outgoingMail } = platform;
  const origin = (field: keyof Platform["origins"]): string =>
    explain.origins[platform.origins[field]]("");
  return [
    [labels.contact(), contact],
    [labels.domain(), domain],
    [labels.region(), region],
    [labels.objectStorage(), objectStorageRegion],
    ...projectRows(platform.project, messages),
    ...(platform.gateway
      ? [[labels.gateway(), explain.gateway()] as const]
      : []),
    [labels.ssh(), words.list(sshFrom) || explain.nobody()],
    [
      labels.sshKeys(),
      words.list(Object.keys(sshKeys)) || explain.nobody(),
      origin("sshKeys"),
    ],
    [labels.mysql(), mysqlOf(platform, explain), origin("mysql")],
    [
      labels.sending(),
      explain.sendingLimit(outgoingMail.limit, outgoingMail.minutes),
      origin("outgoingMail"),
    ],
    [
      labels.backups(),
      explain.backups(
        `${explain.bucketOfEach()}, ${explain.bucketFacts(platform.backups)}`,
      ),
      origin("backups"),
    ],
    ...platform.epiciers.map(({ login, email, role, sees }): Row => [
      labels.epicier(login),
      explain.access(
        role,
        sees === "everything" ? explain.everything() : words.list(sees),
      ),
      email,
    ]),
    [
      labels.sftp(),
      words.list(sftpFrom) || explain.nobody(),
      origin("sftpFrom"),
    ],
  ];
}

function mysqlOf(
  { mysql, mysqlOrder }: Platform,
  explain: Messages["explain"],
): string {
  if (mysql) return `${mysql.host}:${mysql.port} (${mysql.service})`;
  if (!mysqlOrder) return explain.none();
  const { plan, engine, datacenter } = mysqlOrder;
  return `${plan}, ${engine}, ${datacenter} : ${explain.mysqlOrdered()}`;
}

function exceptionRow({
  explain,
}: Messages): (exception: ExceptionInput) => Row {
  return ({ rule, resource, reason }) => [
    rule,
    explain.exception(resource, reason),
  ];
}

function whoRows(
  { contact, domain, domainOrder, domains }: Explanation,
  { explain }: Messages,
): Row[] {
  return [
    [explain.labels.contact(), contact],
    [
      explain.labels.domain(),
      domain === undefined
        ? explain.noDomain()
        : [domain, ...domains].join(", "),
      domainOrder === "zone"
        ? explain.zoneOrdered()
        : domainOrder && explain.nameOrdered(),
    ],
  ];
}

function webRows(
  { addresses, apps }: Explanation,
  { explain }: Messages,
): Row[] {
  return addresses.map(({ host, app, redirectsTo }): Row => {
    const found = apps.find(({ name }) => name === app);
    const what =
      redirectsTo === undefined
        ? explain.title(found?.title ?? "", app ?? "")
        : explain.redirect(redirectsTo);
    const { release } = found ?? {};
    const image = found?.host === host ? `, ${found.image}` : "";
    return release
      ? [`https://${host}`, what + image, explain.archive(release)]
      : [`https://${host}`, what + image];
  });
}

function zoneRows(
  { records, otherZones, mail, mailProvider, origins, size }: Explanation,
  messages: Messages,
): Row[] {
  const { explain } = messages;
  const mailRow: Row = [
    explain.labels.mailRecords(),
    explain.mailRecords[mailProvider](),
    explain.origins[origins.mail](size),
  ];
  return [
    ...(records.length === 0 && mailProvider === "untouched" ? [] : [mailRow]),
    ...(mail
      ? [[explain.labels.signature(), explain.signature()] as const]
      : []),
    ...records.map(recordRow(messages)),
    ...otherZones.flatMap(({ zone, records: others }) =>
      others.map(recordRow(messages, zone)),
    ),
  ];
}

/** A record of the stack's own zone, or of another, whose name is told then. */
function recordRow(
  { explain }: Messages,
  zone?: string,
): (record: ZoneRecord) => Row {
  return ({ at, type, target, from }) => {
    const value = target ?? explain.serverAddress();
    return [
      `${nameIn(zone, at)} ${type}`,
      shortened(value),
      explain.recordFrom[from](),
    ];
  };
}

function nameIn(zone: string | undefined, at: string): string {
  if (zone === undefined) return at;
  return at === "@" ? zone : `${at}.${zone}`;
}

/** A key is recognised by its first characters. */
function shortened(value: string): string {
  return value.length > 80 ? `${value.slice(0, 79)}…` : value;
}

function limitRows(explanation: Explanation, messages: Messages): Row[] {
  const { explain } = messages;
  const { labels } = explain;
  const { size, disk, diskClass, apps, origins } = explanation;
  const snapshots = Object.entries(explanation.snapshots);
  return [
    [labels.size(), size, explain.origins[origins.size](size)],
    disk === undefined
      ? [labels.disk(), explain.none()]
      : [
          labels.disk(),
          [explain.gigabytes(disk), diskClass].filter(Boolean).join(", "),
          explain.origins[origins.disk](size),
        ],
    ...snapshots.map(([name, use]): Row => {
      return [labels.snapshotOf(name), explain.snapshots[use]()];
    }),
    ...apps.map((app): Row => {
      const origin = explain.origins[app.origins.memory](size);
      return [labels.memoryOf(app.name), explain.megabytes(app.memory), origin];
    }),
    ...apps.flatMap((app) => appLimitRows(app, explain)),
    ...databaseServerRows(explanation, messages),
  ];
}

function appLimitRows(
  { name, limits, uploads }: Explanation["apps"][number],
  explain: Messages["explain"],
): Row[] {
  const { labels, origins } = explain;
  return [
    ...limits.map(({ service, cpus, pids, log }): Row => {
      const facts = explain.limits(cpus, pids, log.files, log.megabytes);
      return [labels.limitsOf(service), facts, origins.catalog()];
    }),
    [labels.uploadsTo(name), explain.megabytes(uploads), origins.catalog()],
  ];
}
