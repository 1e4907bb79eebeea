import { defineApp } from "../define-app";
import { mailSecret, phpMail } from "../php-mail";

/** The image installs and upgrades by itself, without these pages: nobody shall meet them while the lock is away for that. */
const APACHE = `<Location "/install">
  Require all denied
</Location>
`;

/**
 * Makes or upgrades the database by the image's own entry point, which does so only without the lock, locks again whatever came
 * of it, and then runs the command that it is given. Sources: README, "Upgrading"; docker-run.sh, `run` and `migrateDatabase`,
 * which puts a failed upgrade's database back
 */
const UPGRADE =
  'rm -f /var/www/documents/install.lock && exec docker-run.sh php -r "$0"';

/** Whether the database is now this version's, in the words of docker-run.sh: patches change nothing in it. */
const CHECK = `
require "/var/www/html/conf/conf.php";
$db = new mysqli($dolibarr_main_db_host, $dolibarr_main_db_user, $dolibarr_main_db_pass, $dolibarr_main_db_name, (int) $dolibarr_main_db_port);
$found = $db->query("SELECT value FROM llx_const WHERE name IN ('MAIN_VERSION_LAST_INSTALL', 'MAIN_VERSION_LAST_UPGRADE') AND entity = 0");
$versions = array_column($found->fetch_all(), 0);
usort($versions, "version_compare");
$wanted = preg_replace("/[.][0-9]+$/", ".0", getenv("DOLI_VERSION"));
if (version_compare(end($versions) ?: "0", $wanted, ">=")) exit(0);
fwrite(STDERR, "the database is of version " . end($versions) . ": see migration_error.html in the folder documents");
exit(1);
`;

/** The image's own cron would be a container beside it. No process list shows the key. */
const TASKS = `
$argv = ["cron_run_jobs.php", trim(file_get_contents("/run/secrets/cron")), "firstadmin"];
require "/var/www/scripts/cron/cron_run_jobs.php";
`;

/** Dolibarr: members, invoices, accounts. */
export const dolibarr = defineApp({
  id: "dolibarr",
  title: "Dolibarr",
  about: {
    fr: "les adhérents, les factures et les comptes",
    en: "members, invoices and accounts",
  },
  source: "https://github.com/Dolibarr/dolibarr-docker/blob/main/README.md",
  image: "dolibarr/dolibarr:23.0.4",
  // A migration over two of them skips data. Source: https://wiki.dolibarr.org/index.php/Installation_-_Upgrade
  supportedVersions: ["22", "23"],
  upgrades: "one-major",
  port: 80,
  needs: {
    database: "mysql",
    // 150 MB at rest, 256 a request (PHP_INI_MEMORY_LIMIT), 200 of disk.
    // Sources: README.md; https://github.com/YunoHost-Apps/dolibarr_ynh, manifest.toml
    memory: { usual: 512, least: 256 },
    disk: 1,
  },
  dataDirectories: {
    documents: { path: "/var/www/documents", owner: 33 },
    custom: { path: "/var/www/html/custom", owner: 33 },
  },
  keys: ["instance", "cron"],
  env: ({ database, host, displayName, admin }) => ({
    DOLI_INSTALL_AUTO: "1",
    DOLI_DB_HOST: database.host,
    DOLI_DB_HOST_PORT: String(database.port),
    DOLI_DB_NAME: database.name,
    DOLI_DB_USER: database.user,
    DOLI_DB_PASSWORD_FILE: "/run/secrets/database-password",
    DOLI_URL_ROOT: `https://${host}`,
    DOLI_ADMIN_LOGIN: admin.name,
    DOLI_ADMIN_PASSWORD_FILE: "/run/secrets/admin-password",
    DOLI_INSTANCE_UNIQUE_ID_FILE: "/run/secrets/instance",
    DOLI_CRON_KEY_FILE: "/run/secrets/cron",
    // "Modules to be activated at install": scheduled jobs, which remind, send and clean up.
    DOLI_ENABLE_MODULES: "Cron",
    DOLI_COMPANY_NAME: displayName,
    DOLI_COMPANY_COUNTRYCODE: "FR",
    WWW_USER_ID: "33",
    WWW_GROUP_ID: "33",
    PHP_INI_DATE_TIMEZONE: "Europe/Paris",
    PHP_INI_UPLOAD_MAX_FILESIZE: "64M",
    PHP_INI_POST_MAX_SIZE: "64M",
  }),
  secrets: (context) => ({
    "database-password": context.database.password,
    "admin-password": context.admin.password,
    instance: context.key("instance"),
    cron: context.key("cron"),
    ...mailSecret(context),
  }),
  // MAIN_MAIL_SENDMODE is "mail", PHP's own, until somebody chooses another. Source: htdocs/core/class/CMailFile.class.php
  mail: "relay",
  configs: {
    ...phpMail(),
    apache: {
      path: "/etc/apache2/conf-enabled/epicerie.conf",
      text: () => APACHE,
    },
  },
  jobs: {
    // Here nobody stops what takes long; the container that serves finds nothing left to do.
    upgrade: {
      when: "before",
      command: ["sh", "-c", UPGRADE, CHECK],
    },
  },
  cron: {
    // Source: examples/with-cron of the image, docker-run.sh
    tasks: {
      schedule: "*:0/5",
      command: ["php", "-r", TASKS],
      user: 33,
    },
  },
  // The login form, once the database is made; it listens only then.
  health: { path: "/index.php", startSeconds: 300 },
  backup: { directories: ["documents", "custom"], database: true },
  triedInSandbox: false,
});
