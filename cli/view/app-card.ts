import type { AppFacts } from "../../infra/model/app-facts";
import type { Language, Messages } from "../../messages/messages";
import { type Row, section } from "./section";

/** All about one app of the catalog; `notes` are what its folder says beside the facts. */
export function appCardLines(
  app: AppFacts,
  notes: readonly string[],
  messages: Messages,
  language: Language,
): string[] {
  const { apps } = messages;
  const { sections, labels } = apps;
  return [
    apps.title(app.title, app.id),
    app.about[language],
    apps.triedInSandbox(app.triedInSandbox),
    ...section(sections.written(), writtenRows(app, messages)),
    ...section(sections.version(), versionRows(app, messages)),
    ...section(sections.needs(), needRows(app, messages)),
    ...section(sections.data(), dataRows(app, messages)),
    ...section(sections.use(), useRows(app, messages)),
    ...section(sections.source(), [[labels.source(), app.source]]),
    ...(notes.length > 0 ? ["", sections.notes(), ...notes] : []),
  ];
}

function writtenRows(
  { written, joins, takesCron }: AppFacts,
  { apps }: Messages,
): Row[] {
  const { labels } = apps;
  return [
    [labels.written(), written],
    ...(joins === undefined
      ? []
      : [[labels.joins(), apps.joins(joins)] as const]),
    ...(takesCron ? [[labels.cronTaken(), apps.cronTaken()] as const] : []),
  ];
}

function versionRows(
  { image, beside, release, upgrades, ...app }: AppFacts,
  { apps, words }: Messages,
): Row[] {
  const { labels } = apps;
  const step = app.updatedBy === "itself" ? "itself" : upgrades;
  return [
    ...(release
      ? ([
          [labels.release(), apps.release(release.version, release.url)],
          [labels.releaseSource(), release.source],
        ] as const)
      : []),
    [labels.image(), image],
    ...Object.entries(beside).map(([service, other]): Row => [
      labels.beside(service),
      other,
    ]),
    [labels.updates(), apps.updatedBy[app.updatedBy]()],
    [labels.supported(), words.list(app.supportedVersions)],
    [labels.step(), apps.step[step]()],
  ];
}

function needRows(
  { database, extensions, memory, disk, keepsDatabasePassword }: AppFacts,
  { apps, words }: Messages,
): Row[] {
  const { labels } = apps;
  const kind = apps.databaseOf[database]();
  const password = keepsDatabasePassword
    ? apps.passwordKept()
    : apps.passwordChanges();
  return [
    [
      labels.database(),
      extensions.length === 0
        ? kind
        : apps.extensions(kind, words.list(extensions)),
    ],
    ...(database === "none" ? [] : [[labels.password(), password] as const]),
    [labels.memory(), apps.memory(memory.usual, memory.least)],
    [labels.disk(), apps.disk(disk)],
  ];
}

function dataRows(
  { directories, backup }: AppFacts,
  { apps, words }: Messages,
): Row[] {
  const { labels } = apps;
  const { sqlite = [] } = backup;
  const several = backup.directories.length > 1;
  const names = words.list(backup.directories);
  const parts = [
    ...(backup.database ? [apps.dump()] : []),
    ...(names === "" ? [] : [apps.directories(names, several)]),
  ];
  return [
    ...Object.entries(directories).map(([name, { folder, editable }]): Row => [
      labels.directory(name),
      apps.directory(folder, editable),
    ]),
    [labels.backup(), words.list(parts) || apps.nothing()],
    ...(sqlite.length > 0
      ? [[labels.sqlite(), apps.sqlite(words.list(sqlite))] as const]
      : []),
    ...(backup.quiet ? [[labels.quiet(), apps.quiet()] as const] : []),
    ...(backup.afterRestore
      ? [[labels.restored(), apps.restored()] as const]
      : []),
  ];
}

function useRows(
  { adminName, mail, uploads, jobs, cron }: AppFacts,
  { apps }: Messages,
): Row[] {
  const { labels } = apps;
  return [
    [labels.admin(), adminName ?? apps.noAdmin()],
    [labels.mail(), apps.mailOf[mail]()],
    [labels.uploads(), apps.megabytes(uploads)],
    ...Object.entries(jobs).map(([name, { when }]): Row => [
      labels.job(name),
      apps.job[when](),
    ]),
    ...Object.entries(cron).map(([name, { schedule, timeoutMinutes }]): Row => [
      labels.cron(name),
      apps.cron(schedule, timeoutMinutes),
    ]),
  ];
}
