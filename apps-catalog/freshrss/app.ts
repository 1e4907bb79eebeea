import { defineApp } from "../define-app";
import { mailSecret, phpMail } from "../php-mail";

/** Its Debian has a folder of settings per version of PHP: this one is beside it. */
const PHP_SETTINGS = "/etc/epicerie/php";

const CLI = "/var/www/FreshRSS/cli";
const COPIES = "/var/www/FreshRSS/data/users/*/backup.sqlite";

/** Source: https://github.com/FreshRSS/FreshRSS/blob/edge/cli/README.md */
const INSTALL = `
$in = json_decode(stream_get_contents(STDIN), true);
function cli($script, $options) {
  $words = ["php", "/var/www/FreshRSS/cli/$script.php"];
  foreach ($options as $name => $value) array_push($words, "--$name", $value);
  return proc_close(proc_open($words, [STDIN, STDOUT, STDERR], $pipes));
}
$site = ["default-user" => $in["user"], "auth-type" => "form", "environment" => "production", "base-url" => $in["url"], "language" => "fr", "title" => $in["title"], "db-type" => "sqlite"];
cli("do-install", $site);
exit(cli("create-user", ["user" => $in["user"], "password" => $in["password"], "language" => "fr", "email" => $in["email"]]));
`;

/** FreshRSS: news of other sites, gathered in one place. */
export const freshrss = defineApp({
  id: "freshrss",
  title: "FreshRSS",
  about: {
    fr: "les nouvelles d'autres sites, rassemblées au même endroit",
    en: "news of other sites, gathered in one place",
  },
  source: "https://github.com/FreshRSS/FreshRSS/blob/edge/Docker/README.md",
  image: "freshrss/freshrss:1.30.1",
  supportedVersions: ["1"],
  upgrades: "free",
  port: 80,
  needs: {
    // 50 MB at rest, PHP's own 128 a request, 50 of disk.
    // Source: https://github.com/YunoHost-Apps/freshrss_ynh, manifest.toml
    memory: { usual: 192, least: 96 },
    disk: 1,
  },
  dataDirectories: {
    data: { path: "/var/www/FreshRSS/data", owner: 33 },
    extensions: { path: "/var/www/FreshRSS/extensions", owner: 33 },
  },
  env: () => ({
    TZ: "Europe/Paris",
    CRON_MIN: "1,31",
    // After the folder that Debian's PHP was compiled with. Source: https://www.php.net/manual/configuration.file.php
    PHP_INI_SCAN_DIR: `:${PHP_SETTINGS}`,
  }),
  secrets: mailSecret,
  // 'mailer' => 'mail', PHP's own. Source: config.default.php
  mail: "relay",
  configs: phpMail(PHP_SETTINGS),
  // Source: Docker/entrypoint.sh
  uploads: 32,
  // The login form, or the installer's while there is no user yet. The image has PHP and no curl.
  health: { path: "/i/", startSeconds: 60, client: "php" },
  install: {
    installedWhen: ["test", "-s", "/var/www/FreshRSS/data/config.php"],
    run: ["php", "-r", INSTALL],
    user: 33,
    fields: ({ host, displayName, contact, admin }) => ({
      url: `https://${host}`,
      title: displayName,
      user: admin.name,
      password: admin.password,
      email: contact,
    }),
  },
  // Each person's database is a file that is being written: what is kept of it is a copy beside it, made by FreshRSS itself.
  // Source: cli/README.md, "db-backup.php" and "db-restore.php"
  backup: {
    directories: ["data", "extensions"],
    database: false,
    quiet: {
      on: { command: ["php", `${CLI}/db-backup.php`, "--quiet"], user: 33 },
      off: { command: ["sh", "-c", `rm -f ${COPIES}`], user: 33 },
    },
    afterRestore: {
      command: ["php", `${CLI}/db-restore.php`, "--force-overwrite"],
      user: 33,
    },
  },
  triedInSandbox: false,
});
