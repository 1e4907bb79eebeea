import { type AppContext, defineApp } from "../define-app";
import { mailSecret } from "../php-mail";

const OCC = ["php", "/var/www/html/occ"] as const;

/**
 * What is left of it to do after the entry point: mostly nothing, which older versions call 3.
 * Source: core/Command/Upgrade.php of Nextcloud, where an upgrade that was cut off leaves the maintenance mode on
 */
const UPGRADE = `
cd /var/www/html && php occ maintenance:mode --off &&
{ php occ upgrade --no-interaction || test $? = 3; }
`;

/** Nextcloud: files, calendars and contacts that an association shares. */
export const nextcloud = defineApp({
  id: "nextcloud",
  title: "Nextcloud",
  about: {
    fr: "des fichiers, des agendas et des contacts partagés",
    en: "shared files, calendars and contacts",
  },
  source: "https://github.com/nextcloud/docker/blob/master/README.md",
  image: "nextcloud:33.0.9-apache",
  // Those that have images. Source: https://github.com/docker-library/official-images, library/nextcloud
  supportedVersions: ["32", "33", "34"],
  // "It is only possible to upgrade one major version at a time": the entry point refuses the rest, once it is too late.
  upgrades: "one-major",
  port: 80,
  // config/config.php has it; the variable is read once. Source: .config/autoconfig.php
  needs: {
    database: "mysql",
    keepsDatabasePassword: true,
    // 512 MB at rest, 512 a request (PHP_MEMORY_LIMIT), 650 of disk.
    // Sources: README.md; https://github.com/YunoHost-Apps/nextcloud_ynh, manifest.toml
    memory: { usual: 1024, least: 512 },
    disk: 2,
  },
  // A new version's entry point replaces the code in the directory and changes the database. Source: docker-entrypoint.sh
  runsAlone: true,
  dataDirectories: { html: { path: "/var/www/html", owner: 33 } },
  env: (context) => ({
    MYSQL_HOST: `${context.database.host}:${String(context.database.port)}`,
    MYSQL_DATABASE: context.database.name,
    MYSQL_USER: context.database.user,
    MYSQL_PASSWORD_FILE: "/run/secrets/database-password",
    NEXTCLOUD_ADMIN_USER: context.admin.name,
    NEXTCLOUD_ADMIN_PASSWORD_FILE: "/run/secrets/admin-password",
    NEXTCLOUD_TRUSTED_DOMAINS: [context.host, ...context.also].join(" "),
    // The proxy tells who asks and how; only private addresses may.
    APACHE_DISABLE_REWRITE_IP: "1",
    TRUSTED_PROXIES: "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16",
    OVERWRITEPROTOCOL: "https",
    OVERWRITECLIURL: `https://${context.host}`,
    PHP_UPLOAD_LIMIT: "512M",
    ...mailOf(context),
  }),
  secrets: (context) => ({
    "database-password": context.database.password,
    "admin-password": context.admin.password,
    ...mailSecret(context),
  }),
  mail: "relay",
  uploads: 512,
  jobs: {
    // A change of the data that was cut off is taken up again: the entry point begins one only when the code is older.
    upgrade: { when: "after", command: ["sh", "-c", UPGRADE], user: 33 },
  },
  cron: {
    // Source: https://docs.nextcloud.com/server/latest/admin_manual/configuration_server/background_jobs_configuration.html
    background: {
      schedule: "*:0/5",
      command: ["php", "-f", "/var/www/html/cron.php"],
      user: 33,
    },
  },
  // Reads its configuration and its database; it listens once a new version has changed the data, which must not be cut off.
  health: { path: "/status.php", startSeconds: 3600 },
  backup: {
    directories: ["html"],
    database: true,
    quiet: {
      on: { command: [...OCC, "maintenance:mode", "--on"], user: 33 },
      off: { command: [...OCC, "maintenance:mode", "--off"], user: 33 },
    },
    // Tells clients that the server's files are older than theirs. Source: Nextcloud's manual, "Restoring backup".
    afterRestore: {
      command: [...OCC, "maintenance:data-fingerprint"],
      user: 33,
    },
  },
  triedInSandbox: false,
});

function mailOf(context: AppContext<unknown>): Record<string, string> {
  if (!context.hasMail) return {};
  const { host, port, user, from } = context.mail;
  const [name = "", domain = ""] = from.split("@");
  return {
    SMTP_HOST: host,
    SMTP_PORT: String(port),
    SMTP_NAME: user,
    SMTP_PASSWORD_FILE: "/run/secrets/mail-password",
    MAIL_FROM_ADDRESS: name,
    MAIL_DOMAIN: domain,
  };
}
