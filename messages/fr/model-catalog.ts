import { enumerate } from "../format";

/** What apps of the catalog ask of each other, and what may be asked of them. */
export const catalog = {
  appNameTooLong: (most: number) => ({
    what: "ce nom est trop long à côté de celui de l'association",
    remedy: `${most} signes au plus, par exemple name: "blog".`,
  }),
  cronNotTaken: (app: string, able: readonly string[]) => ({
    what: `${app} a ses propres tâches planifiées et n'en prend pas d'autres`,
    remedy: `Retirez cron ; seul ce que l'association programme elle-même en prend : ${enumerate(able, "et")}.`,
  }),
  invalidSchedule: () => ({
    what: "ce n'est pas une heure que systemd comprend",
    remedy:
      'Par exemple "*:0/15" (tous les quarts d\'heure), "03:15" (chaque nuit), "Mon 08:00" (chaque lundi), "*-*-01 04:00" (le premier du mois), "daily".',
  }),
  emptyCommand: () => ({
    what: "il manque la commande",
    remedy: 'Par exemple ["php", "/var/www/html/cron.php"].',
  }),
  invalidWord: () => ({
    what: "aucun programme ne peut recevoir ce mot",
    remedy:
      'Le programme puis ses mots, chacun un texte, par exemple ["php", "/var/www/html/cron.php"].',
  }),
  joinsOne: (app: string, other: string, count: number) => ({
    what:
      count === 0
        ? `${app} complète ${other}, et cette association n'a pas ${other}`
        : `${app} complète un seul ${other}, et cette association en a ${count}`,
    remedy:
      count === 0
        ? `Ajoutez ${other} à apps, ou retirez ${app}.`
        : `Gardez un seul ${other}, ou retirez ${app}.`,
  }),
};
