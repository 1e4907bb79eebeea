import type { Explanation } from "../../infra/model/explanation";
import { SFTP_PORT } from "../../infra/model/webmasters";
import type { Messages } from "../../messages/messages";
import { databaseRows } from "./database-rows";
import type { Row } from "./section";

/** Where a beneficiary's data is, who changes it, what must be backed up of it, and what becomes of it. */
export function dataRows(explanation: Explanation, messages: Messages): Row[] {
  const { explain } = messages;
  const { labels } = explain;
  const { name, apps, buckets, disposable, size, origins } = explanation;
  const backups = `${name}-${explanation.backups.name}`;
  return [
    ...databaseRows(explanation, messages),
    ...webmasterRows(explanation, explain),
    ...apps.flatMap((app) => cronRows(app, explain)),
    [
      labels.backups(),
      explain.backups(
        `${explain.bucket(backups)}, ${explain.bucketFacts(explanation.backups)}`,
      ),
    ],
    ...apps.map(({ name: app, backup }): Row => {
      const { directories, database } = backup;
      return [labels.backupOf(app), explain.backup(directories, database)];
    }),
    ...buckets.map((bucket): Row => {
      const facts = explain.bucketFacts(bucket);
      return [labels.bucketOf(bucket.name), facts, explain.origins.written()];
    }),
    [
      labels.onRemoval(),
      disposable ? explain.disposable() : explain.kept(),
      explain.origins[origins.disposable](size),
    ],
  ];
}

function cronRows(
  { name: app, jobs, cron }: Explanation["apps"][number],
  { labels, cronJob, origins }: Messages["explain"],
): Row[] {
  const rows = (of: typeof cron, origin: string): Row[] =>
    Object.entries(of).map(([job, { schedule, command, ...rest }]): Row => {
      const { user, timeoutMinutes = 60 } = rest;
      const shown = cronJob(schedule, command.join(" "), timeoutMinutes, user);
      return [labels.cronOf(app, job), shown, origin];
    });
  return [...rows(jobs, origins.catalog()), ...rows(cron, origins.written())];
}

function webmasterRows(
  { webmasters, server: { hostName } }: Explanation,
  { labels, fileAccess, keys: count }: Messages["explain"],
): Row[] {
  return webmasters.map(({ name, account, app, keys }): Row => {
    const where = fileAccess(account, hostName, SFTP_PORT, app);
    return [labels.filesOf(name), where, count(keys.length)];
  });
}
