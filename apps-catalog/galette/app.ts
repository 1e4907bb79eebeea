import { defineApp } from "../define-app";
import { mailSecret, phpMail } from "../php-mail";
import { phpUploads } from "../php-uploads";

/**
 * Galette as its own `bin/console` starts it, which its archives leave out: `$install` does what each page of the installer
 * does. Source: bin/console and galette/lib/Galette/Console/Command/Install.php of Galette 1.2
 */
const START = `
const GALETTE_ROOT = "/var/www/galette/";
const GALETTE_ENV = "CLI";
const GALETTE_INSTALLER = true;
[$installer, $logfile] = [true, "galette_install"];
require GALETTE_ROOT . "vendor/autoload.php";
require GALETTE_ROOT . "includes/sys_config/versions.inc.php";
require GALETTE_ROOT . "includes/galette.inc.php";
session_start();
$session = &$_SESSION["galette"];
$app = (new Galette\\Core\\SlimApp())->getApp();
require GALETTE_ROOT . "includes/dependencies.php";
$install = new Galette\\Core\\Install();
$wrong = [];
`;

/**
 * The settings come last: they are what tells that it is installed, and the tables are made anew until then. It sends by
 * PHP's mail(), and knows its address where no browser tells it. Source: galette/lib/Galette/Core/Preferences.php
 */
const INSTALL = `${START}
$in = json_decode(stream_get_contents(STDIN), true);
$install->setMode("i");
$install->setDbType("mysql", $wrong);
$install->setDsn($in["database"], $in["port"], $in["databaseName"], $in["databaseUser"], $in["databasePassword"]);
$install->setTablesPrefix("galette_");
$install->setAdminInfos($in["user"], $in["password"]);
$install->initDbConstants();
$zdb = new Galette\\Core\\Db();
$i18n = new Galette\\Core\\I18n("fr_FR");
$made = $install->executeScripts($zdb) && $install->initObjects($i18n, $zdb, new Galette\\Core\\Login($zdb, $i18n));
if (!$made) exit(1);
$preferences = new Galette\\Core\\Preferences($zdb);
$own = ["pref_nom" => $in["title"], "pref_email_nom" => $in["title"], "pref_email" => $in["email"], "pref_email_newadh" => $in["email"], "pref_galette_url" => $in["site"], "pref_mail_method" => Galette\\Core\\GaletteMail::METHOD_PHPMAIL];
foreach ($own as $name => $value) $preferences->$name = $value;
exit($preferences->store() && $install->writeConfFile() ? 0 : 1);
`;

/** The installer's other half: the database of an older version becomes this one's, in one go from any. */
const UPDATE = `${START}
require GALETTE_CONFIG_PATH . "config.inc.php";
$install->setMode("u");
$install->setDbType(TYPE_DB, $wrong);
$install->setTablesPrefix(PREFIX_DB);
$zdb = new Galette\\Core\\Db();
$version = $install->getCurrentVersion($zdb);
if ($version === false) exit(1);
if ($version === GALETTE_DB_VERSION) exit(0);
$install->setInstalledVersion($version);
$i18n = new Galette\\Core\\I18n("fr_FR");
exit($install->executeScripts($zdb) && $install->initObjects($i18n, $zdb, new Galette\\Core\\Login($zdb, $i18n)) ? 0 : 1);
`;

/** Who must renew, by Galette's own script, which wants to be told the address and to be called by its name. */
const REMIND = `
$argv[0] = "reminder.php";
define("GALETTE_URI", getenv("GALETTE_URI"));
require "/var/www/galette/cron/reminder.php";
`;

/** The installer stays in the image, and its pages are open to nobody, before as after. */
const APACHE = `<FilesMatch "^(installer|compat_test)\\.php$">
  Require all denied
</FilesMatch>
SetEnvIf X-Forwarded-Proto "^https$" HTTPS=on
`;

/** The visitor's address is the last that the proxy names. Source: galette/config/behavior.inc.php.dist */
const BEHAVIOR = `<?php
define('GALETTE_X_FORWARDED_FOR_INDEX', 1);
`;

/** Galette: who is a member, who has paid, and a message to all of them. */
export const galette = defineApp({
  id: "galette",
  title: "Galette",
  about: {
    fr: "les adhérents, leurs cotisations et les messages qu'on leur envoie",
    en: "the members, their fees and the messages sent to them",
  },
  source: "https://github.com/galette/docker/blob/master/README.md",
  image: "galette/galette:1.2.1",
  supportedVersions: ["1"],
  upgrades: "free",
  port: 80,
  // config/config.inc.php has it.
  needs: {
    database: "mysql",
    keepsDatabasePassword: true,
    // 50 MB at rest, PHP's own 128 a request, 50 of disk.
    // Source: https://github.com/YunoHost-Apps/galette_ynh, manifest.toml
    memory: { usual: 384, least: 192 },
    disk: 1,
  },
  // The image's volume less what is made again: cache, tempimages, templates_c.
  dataDirectories: {
    config: {
      path: "/var/www/galette/config",
      owner: 33,
      files: () => ({ "behavior.inc.php": BEHAVIOR }),
    },
    attachments: { path: "/var/www/galette/data/attachments", owner: 33 },
    documents: { path: "/var/www/galette/data/documents", owner: 33 },
    exports: { path: "/var/www/galette/data/exports", owner: 33 },
    files: { path: "/var/www/galette/data/files", owner: 33 },
    imports: { path: "/var/www/galette/data/imports", owner: 33 },
    logs: { path: "/var/www/galette/data/logs", owner: 33 },
    photos: { path: "/var/www/galette/data/photos", owner: 33 },
  },
  env: ({ host }) => ({ TZ: "Europe/Paris", GALETTE_URI: `https://${host}` }),
  secrets: mailSecret,
  mail: "relay",
  configs: {
    ...phpMail(),
    ...phpUploads(),
    apache: {
      path: "/etc/apache2/conf-enabled/epicerie.conf",
      text: () => APACHE,
    },
  },
  // The image's own crontab is never run: its entry point starts Apache alone. Source: Dockerfile, scripts/entrypoint.sh
  cron: {
    reminders: {
      schedule: "08:30",
      command: ["php", "-r", REMIND],
      user: 33,
    },
  },
  // The login form, from the database; a page that answers 200 too while the database awaits its update.
  health: { path: "/login", startSeconds: 60 },
  install: {
    installedWhen: ["test", "-s", "/var/www/galette/config/config.inc.php"],
    run: ["php", "-r", INSTALL],
    user: 33,
    fields: ({ database, admin, contact, displayName, host }) => ({
      database: database.host,
      port: String(database.port),
      databaseName: database.name,
      databaseUser: database.user,
      databasePassword: database.password,
      user: admin.name,
      password: admin.password,
      email: contact,
      title: displayName,
      site: `https://${host}`,
    }),
  },
  jobs: {
    // Until it is done, people read that Galette is being updated.
    update: { when: "after", command: ["php", "-r", UPDATE], user: 33 },
  },
  backup: {
    directories: [
      "attachments",
      "config",
      "documents",
      "exports",
      "files",
      "imports",
      "logs",
      "photos",
    ],
    database: true,
  },
  triedInSandbox: false,
});
