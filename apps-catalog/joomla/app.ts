import { defineApp } from "../define-app";
import { mailSecret, OFFICIAL_PHP_SETTINGS, phpMail } from "../php-mail";
import { phpUploads } from "../php-uploads";

/** It reads the administrator's password from the environment alone, which must not hold it: the shell puts it there as it starts. */
const START =
  'JOOMLA_ADMIN_PASSWORD="$(cat /run/secrets/admin-password)" exec /entrypoint.sh apache2-foreground';

/**
 * Its installer is open to whoever comes first, if the entry point's installation fails: it is closed to all, so that then
 * nothing but errors is served, and the service is told to be broken.
 */
const APACHE = `<Location "/installation">
  Require all denied
</Location>
`;

/** The settings are there and the installer is not, which the entry point leaves when it fails. Source: docker-entrypoint.sh */
const INSTALLED =
  "test -s /var/www/html/configuration.php && ! test -e /var/www/html/installation";

/** Joomla: a website with many ready-made extensions. */
export const joomla = defineApp({
  id: "joomla",
  title: "Joomla",
  about: {
    fr: "un site web aux nombreuses extensions",
    en: "a website with many extensions",
  },
  source: "https://hub.docker.com/_/joomla",
  image: "joomla:6.1.4-php8.4-apache",
  // Those that have images. Source: https://github.com/docker-library/official-images, library/joomla
  supportedVersions: ["5", "6"],
  // Source: docker-entrypoint.sh, which fills an empty folder only
  updatesItself: true,
  upgrades: "free",
  port: 80,
  // configuration.php has it; the variable is read once. Source: docker-entrypoint.sh
  needs: {
    database: "mysql",
    keepsDatabasePassword: true,
    // 50 MB at rest, 256 a request ("Recommended PHP Memory Limit"), 50 of disk.
    // Sources: https://github.com/joomla/Manual, technical-requirements.md; https://github.com/YunoHost-Apps/joomla_ynh, manifest.toml
    memory: { usual: 384, least: 192 },
    disk: 1,
  },
  dataDirectories: { html: { path: "/var/www/html", owner: 33 } },
  entryPoint: ["bash", "-c", START],
  env: ({ database, displayName, contact, admin }) => ({
    JOOMLA_DB_HOST: `${database.host}:${String(database.port)}`,
    JOOMLA_DB_NAME: database.name,
    JOOMLA_DB_USER: database.user,
    JOOMLA_DB_PASSWORD_FILE: "/run/secrets/database-password",
    JOOMLA_SITE_NAME: displayName,
    JOOMLA_ADMIN_USER: displayName,
    JOOMLA_ADMIN_USERNAME: admin.name,
    JOOMLA_ADMIN_EMAIL: contact,
  }),
  secrets: (context) => ({
    "database-password": context.database.password,
    "admin-password": context.admin.password,
    ...mailSecret(context),
  }),
  // Its mailer is PHP's mail() until somebody chooses another. Source: installation/src/Model/ConfigurationModel.php of Joomla.
  mail: "relay",
  configs: {
    ...phpMail(),
    ...phpUploads(),
    // What Joomla recommends: the image leaves it at 128, PHP's own.
    "memory-ini": {
      path: `${OFFICIAL_PHP_SETTINGS}/epicerie-memory.ini`,
      text: () => "memory_limit = 256M\n",
    },
    apache: {
      path: "/etc/apache2/conf-enabled/epicerie.conf",
      text: () => APACHE,
    },
  },
  // The administrator's login form, from the database; it leads to the installer, which nobody sees, until Joomla is installed.
  health: { path: "/administrator/", startSeconds: 180, client: "php" },
  install: {
    installedWhen: ["sh", "-c", INSTALLED],
    run: [
      "sh",
      "-c",
      "echo 'Joomla did not install itself: its log says why' >&2; exit 1",
    ],
    fields: () => ({}),
  },
  backup: { directories: ["html"], database: true },
  triedInSandbox: false,
});
