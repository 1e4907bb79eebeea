import { defineApp } from "../define-app";
import { mailSecret, phpMail } from "../php-mail";

/** The image installs and upgrades by itself, without these pages: nobody shall meet them while the lock is away for that. */
const APACHE = `<Location "/install">
  Require all denied
</Location>
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
  supportedVersions: ["22", "23"],
  upgrades: "one-major",
  port: 80,
  needs: { database: "mysql", memory: { usual: 512, least: 256 }, disk: 1 },
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
    // README, "Upgrading": without it the new version does not migrate the database. It locks again, as does the former one.
    unlock: {
      when: "before",
      command: ["rm", "-f", "/var/www/documents/install.lock"],
    },
  },
  // The login form, once the database is made; it listens only then.
  health: { path: "/index.php", startSeconds: 300 },
  backup: { directories: ["documents", "custom"], database: true },
  triedInSandbox: false,
});
