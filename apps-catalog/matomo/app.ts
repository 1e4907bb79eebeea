import { defineApp } from "../define-app";
import { mailSecret, phpMail } from "../php-mail";
import { phpUploads } from "../php-uploads";

/**
 * Matomo's own installer, step by step: it has no command for that. What the visitor's address is and that the site speaks
 * HTTPS, Matomo notes as it installs itself, from the headers of a proxy.
 * Source: plugins/Installation/Controller.php, FormDatabaseSetup.php, FormSuperUser.php, FormFirstWebsiteSetup.php of Matomo 5
 */
const INSTALL = `
$in = json_decode(stream_get_contents(STDIN), true);
$steps = [
  "databaseSetup" => ["host" => $in["database"], "username" => $in["databaseUser"], "password" => $in["databasePassword"], "dbname" => $in["databaseName"], "tables_prefix" => "matomo_", "adapter" => "PDO\\\\MYSQL", "schema" => "Mysql", "type" => "InnoDB", "clientProtocol" => "https"],
  "tablesCreation" => [],
  "setupSuperUser" => ["login" => $in["user"], "password" => $in["password"], "password_bis" => $in["password"], "email" => $in["email"]],
  "firstWebsiteSetup" => ["siteName" => $in["title"], "url" => $in["site"], "timezone" => "Europe/Paris", "ecommerce" => "0"],
  "finished" => ["submit" => "1"],
];
$head = ["Host: $in[host]", "X-Forwarded-Proto: https", "X-Forwarded-For: 127.0.0.1", "Content-Type: application/x-www-form-urlencoded"];
foreach ($steps as $step => $fields) {
  $http = ["method" => $fields ? "POST" : "GET", "header" => $head, "content" => http_build_query($fields), "follow_location" => 0, "timeout" => 120];
  if (file_get_contents("http://127.0.0.1/index.php?module=Installation&action=$step", false, stream_context_create(["http" => $http])) === false) exit(1);
}
`;

/** The last step takes the mark out of the settings. */
const INSTALLED = `
$settings = (string) @file_get_contents("/var/www/html/config/config.ini.php");
exit(str_contains($settings, "[database]") && !str_contains($settings, "installation_in_progress") ? 0 : 1);
`;

/** Matomo: how many people read which page, without handing them over to anybody. */
export const matomo = defineApp({
  id: "matomo",
  title: "Matomo",
  about: {
    fr: "les statistiques de visite d'un site, sans les confier à personne",
    en: "statistics of a site's visits, handed over to nobody",
  },
  source: "https://github.com/matomo-org/docker/blob/master/README.md",
  image: "matomo:5.14.0-apache",
  supportedVersions: ["5"],
  // Source: docker-entrypoint.sh, which fills an empty folder only
  updatesItself: true,
  upgrades: "free",
  port: 80,
  // config/config.ini.php has it.
  needs: {
    database: "mysql",
    keepsDatabasePassword: true,
    // 50 MB at rest, 768 for the reports (minimum_memory_limit_when_archiving), 50 of disk.
    // Sources: config/global.ini.php of Matomo; https://github.com/YunoHost-Apps/matomo_ynh, manifest.toml
    memory: { usual: 1024, least: 256 },
    disk: 1,
  },
  dataDirectories: { html: { path: "/var/www/html", owner: 33 } },
  env: () => ({}),
  secrets: mailSecret,
  // [mail] transport is empty: PHP's own mail(). Source: config/global.ini.php
  mail: "relay",
  configs: { ...phpMail(), ...phpUploads() },
  cron: {
    // Source: https://matomo.org/faq/on-premise/how-to-set-up-auto-archiving-of-your-reports/
    reports: {
      schedule: "*:05",
      command: ["php", "/var/www/html/console", "core:archive"],
      user: 33,
    },
  },
  // The login form, from the database, or the installer.
  health: { path: "/index.php", startSeconds: 180 },
  install: {
    installedWhen: ["php", "-r", INSTALLED],
    run: ["php", "-r", INSTALL],
    user: 33,
    fields: ({ database, admin, contact, displayName, host }) => ({
      database: `${database.host}:${String(database.port)}`,
      databaseName: database.name,
      databaseUser: database.user,
      databasePassword: database.password,
      user: admin.name,
      password: admin.password,
      email: contact,
      title: displayName,
      // The first site that is counted; others are added in Matomo.
      site: `https://${host.replace(/^[^.]+\./, "www.")}`,
      host,
    }),
  },
  backup: { directories: ["html"], database: true },
  triedInSandbox: false,
});
