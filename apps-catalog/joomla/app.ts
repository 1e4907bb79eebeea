import { defineApp } from "../define-app";
import { mailSecret, phpMail } from "../php-mail";

/** It reads the administrator's password from the environment alone, which must not hold it: the shell puts it there as it starts. */
const START =
  'JOOMLA_ADMIN_PASSWORD="$(cat /run/secrets/admin-password)" exec /entrypoint.sh apache2-foreground';

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
  supportedVersions: ["5", "6"],
  // Joomla updates itself in its own folder: the image brings PHP.
  upgrades: "one-major",
  port: 80,
  // configuration.php has it; the variable is read once. Source: docker-entrypoint.sh
  needs: {
    database: "mysql",
    keepsDatabasePassword: true,
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
  configs: phpMail(),
  // The administrator's login form, from the database.
  health: { path: "/administrator/", startSeconds: 180 },
  backup: { directories: ["html"], database: true },
  triedInSandbox: false,
});
