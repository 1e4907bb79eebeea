import { enumerate } from "../format";
import type { catalog as french } from "../fr/model-catalog";

export const catalog: typeof french = {
  appNameTooLong: (most: number) => ({
    what: "this name is too long beside that of the association",
    remedy: `At most ${most} characters, for example name: "blog".`,
  }),
  cronNotTaken: (app: string, able: readonly string[]) => ({
    what: `${app} has scheduled jobs of its own and takes no others`,
    remedy: `Remove cron; only what the association programs itself takes any: ${enumerate(able, "and")}.`,
  }),
  invalidSchedule: () => ({
    what: "this is not a time that systemd understands",
    remedy:
      'For example "*:0/15" (every quarter of an hour), "03:15" (every night), "Mon 08:00" (every Monday), "*-*-01 04:00" (the first of the month), "daily".',
  }),
  emptyCommand: () => ({
    what: "the command is missing",
    remedy: 'For example ["php", "/var/www/html/cron.php"].',
  }),
  invalidWord: () => ({
    what: "no program can be given this word",
    remedy:
      'The program, then its words, each a text, for example ["php", "/var/www/html/cron.php"].',
  }),
  joinsOne: (app: string, other: string, count: number) => ({
    what:
      count === 0
        ? `${app} completes ${other}, and this association has no ${other}`
        : `${app} completes one ${other}, and this association has ${count}`,
    remedy:
      count === 0
        ? `Add ${other} to apps, or remove ${app}.`
        : `Keep one ${other}, or remove ${app}.`,
  }),
};
