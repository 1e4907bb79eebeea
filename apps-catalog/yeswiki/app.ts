import { defineApp } from "../define-app";
import { mailSecret, phpMail } from "../php-mail";
import { phpEnvironment, WEBDEVOPS_PHP } from "../webdevops-php";

/**
 * The form of YesWiki's own installer, as scripts/install of YunoHost's package fills it. Its answer is 200 even when it
 * failed, and then says why. Sources: setup/install.php, setup/writeconfig.php, https://github.com/YunoHost-Apps/yeswiki_ynh
 */
const INSTALL = `
$in = json_decode(stream_get_contents(STDIN), true);
$config = [
  "default_language" => "fr", "wakka_name" => $in["title"], "root_page" => "PagePrincipale", "base_url" => "https://$in[host]/?",
  "mysql_host" => $in["database"], "mysql_database" => $in["databaseName"], "mysql_user" => $in["databaseUser"], "mysql_password" => $in["databasePassword"],
  "table_prefix" => "yeswiki_", "rewrite_mode" => "0", "allow_raw_html" => "1", "allow_robots" => "1",
];
$admin = ["admin_name" => $in["user"], "admin_password" => $in["password"], "admin_password_conf" => $in["password"], "admin_email" => $in["email"]];
$head = ["Host: $in[host]", "X-Forwarded-Proto: https", "Content-Type: application/x-www-form-urlencoded"];
$http = ["method" => "POST", "header" => $head, "content" => http_build_query(["config" => $config] + $admin), "follow_location" => 0, "timeout" => 240];
$page = file_get_contents("http://127.0.0.1/?PagePrincipale&installAction=install", false, stream_context_create(["http" => $http]));
if (is_file("/config/wakka.config.php")) exit(0);
fwrite(STDERR, trim(preg_replace("/\\\\s+/", " ", strip_tags((string) $page))));
exit(1);
`;

/** The last thing that the installer writes. */
const INSTALLED = ["test", "-s", "/config/wakka.config.php"];

/** YesWiki says 200 even when its database does not answer. Source: includes/services/DbService.php */
const HEALTH = `<?php
mysqli_report(MYSQLI_REPORT_OFF);
if (is_file("wakka.config.php")) {
  require "wakka.config.php";
  if (!@mysqli_connect($wakkaConfig["mysql_host"], $wakkaConfig["mysql_user"], $wakkaConfig["mysql_password"], $wakkaConfig["mysql_database"])) {
    http_response_code(503);
    exit;
  }
}
$_SERVER["REQUEST_URI"] = "/";
$_SERVER["SCRIPT_NAME"] = "/index.php";
require "index.php";
`;

/** YesWiki: pages and forms that people fill together. */
export const yeswiki = defineApp({
  id: "yeswiki",
  title: "YesWiki",
  about: {
    fr: "un wiki coopératif : des pages, des formulaires et des cartes remplis à plusieurs",
    en: "a cooperative wiki: pages, forms and maps filled together",
  },
  source: "https://yeswiki.net/?doc",
  image: WEBDEVOPS_PHP.image,
  rollingTag: WEBDEVOPS_PHP.rollingTag,
  release: {
    version: "4.6.6",
    url: "https://github.com/YesWiki/yeswiki/releases/download/v4.6.6/yeswiki-v4.6.6.zip",
    sha256: "805a7d40c52773487e19669b0f8adbf87fadfa014a8fad1f21140c247ed7d273",
    source:
      "https://github.com/YunoHost-Apps/yeswiki_ynh/blob/master/manifest.toml",
    path: "/app",
    links: { "wakka.config.php": "/config/wakka.config.php" },
  },
  // 3, which gets security fixes too, was never here. Source: https://github.com/YesWiki/yeswiki, SECURITY.md
  supportedVersions: ["4"],
  upgrades: "free",
  port: WEBDEVOPS_PHP.port,
  // wakka.config.php has it.
  needs: {
    database: "mysql",
    keepsDatabasePassword: true,
    // 50 MB at rest, 128 a request, 100 of disk. Source: https://github.com/YunoHost-Apps/yeswiki_ynh, manifest.toml
    memory: { usual: 512, least: 256 },
    disk: 1,
  },
  // What its package keeps when the code changes; its extensions and themes are the release's own.
  dataDirectories: {
    config: { path: "/config", owner: WEBDEVOPS_PHP.user },
    files: { path: "/app/files", owner: WEBDEVOPS_PHP.user },
    custom: { path: "/app/custom", owner: WEBDEVOPS_PHP.user },
    private: { path: "/app/private", owner: WEBDEVOPS_PHP.user },
    cache: { path: "/app/cache", owner: WEBDEVOPS_PHP.user },
  },
  env: (context) => phpEnvironment(context, "/app"),
  secrets: mailSecret,
  // PHP's mail(), unless somebody tells it otherwise. Source: includes/email.inc.php
  mail: "relay",
  configs: {
    ...phpMail(),
    // The installer knows a host and no port.
    database: {
      path: "/usr/local/etc/php/conf.d/epicerie-database.ini",
      text: ({ database }) =>
        `mysqli.default_port = ${String(database.port)}\n`,
    },
    health: { path: "/app/epicerie-health.php", text: () => HEALTH },
  },
  health: { path: "/epicerie-health.php", startSeconds: 120 },
  install: {
    installedWhen: INSTALLED,
    run: ["php", "-r", INSTALL],
    user: WEBDEVOPS_PHP.user,
    fields: ({ database, displayName, contact, admin, host }) => ({
      database: database.host,
      databaseName: database.name,
      databaseUser: database.user,
      databasePassword: database.password,
      title: displayName,
      user: admin.name,
      password: admin.password,
      email: contact,
      host,
    }),
  },
  jobs: {
    // From its own folder only. Source: includes/commands/console
    migrate: {
      when: "after",
      user: WEBDEVOPS_PHP.user,
      command: ["sh", "-c", "cd /app && php includes/commands/console migrate"],
    },
  },
  backup: {
    directories: ["config", "files", "custom", "private", "cache"],
    database: true,
  },
  triedInSandbox: false,
});
