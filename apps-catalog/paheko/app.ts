import { type AppContext, defineApp } from "../define-app";
import { mailSecret } from "../php-mail";
import { phpEnvironment, WEBDEVOPS_PHP } from "../webdevops-php";

/**
 * `paheko init` reads the password alone from a file: here its standard input, so that no process list shows it.
 * Source: https://fossil.kd2.org/paheko/wiki?name=Ligne+de+commande, include/lib/Paheko/CLI.php
 */
const INSTALL = `
$in = json_decode(stream_get_contents(STDIN), true);
$told = ["--country=FR", "--orgname=$in[title]", "--name=$in[name]", "--email=$in[user]", "--password-file=php://stdin"];
$init = proc_open(["php", "/app/bin/paheko", "init", ...$told], [["pipe", "r"], STDOUT, STDERR], $pipes);
fwrite($pipes[0], $in["password"]);
fclose($pipes[0]);
exit(proc_close($init));
`;

const INSTALLED = `
if (!is_file("/data/association.sqlite")) exit(1);
$db = new SQLite3("/data/association.sqlite", SQLITE3_OPEN_READONLY);
$db->busyTimeout(10000);
exit(@$db->querySingle("SELECT COUNT(*) FROM users") > 0 ? 0 : 1);
`;

/** Paheko: members, subscriptions and accounts of an association. */
export const paheko = defineApp({
  id: "paheko",
  title: "Paheko",
  about: {
    fr: "les membres, les cotisations et la comptabilité d'une association",
    en: "an association's members, subscriptions and accounts",
  },
  source: "https://fossil.kd2.org/paheko/wiki?name=Installation",
  image: WEBDEVOPS_PHP.image,
  rollingTag: WEBDEVOPS_PHP.rollingTag,
  release: {
    version: "1.3.18",
    url: "https://fossil.kd2.org/paheko/uv/paheko-1.3.18.tar.gz",
    sha256: "20c3dc445035dfd9fd75d661874c6a3a6216c3affe0a28bac29acdcaccf836a4",
    source:
      "https://github.com/YunoHost-Apps/paheko_ynh/blob/master/manifest.toml",
    path: "/app",
  },
  // "Only the latest stable branch is supported." Source: SECURITY.md
  supportedVersions: ["1"],
  upgrades: "free",
  port: WEBDEVOPS_PHP.port,
  needs: {
    // 200 MB at rest, 128 a request, 20 of disk. Source: https://github.com/YunoHost-Apps/paheko_ynh, manifest.toml
    memory: { usual: 384, least: 256 },
    disk: 1,
  },
  dataDirectories: { data: { path: "/data", owner: WEBDEVOPS_PHP.user } },
  env: (context) => phpEnvironment(context, "/app/www"),
  keys: ["secret"],
  secrets: (context) => ({
    "secret-key": context.key("secret"),
    ...mailSecret(context),
  }),
  mail: "relay",
  configs: {
    settings: { path: "/app/config.local.php", text: settings },
  },
  // Asks its database; 302 while it is to be installed or upgraded.
  health: { path: "/admin/login.php", startSeconds: 120 },
  install: {
    installedWhen: ["php", "-r", INSTALLED],
    run: ["php", "-r", INSTALL],
    user: WEBDEVOPS_PHP.user,
    fields: ({ displayName, admin }) => ({
      title: displayName,
      name: "épicier",
      user: admin.name,
      password: admin.password,
    }),
  },
  // Its members log in by their mail addresses.
  adminName: ({ contact }) => contact,
  jobs: {
    // Exits 2 when there was something to do. It keeps a copy of the database from before.
    upgrade: {
      when: "after",
      user: WEBDEVOPS_PHP.user,
      command: ["sh", "-c", "php /app/bin/paheko upgrade || test $? = 2"],
    },
  },
  // Source: https://fossil.kd2.org/paheko/wiki?name=Configuration/Cron
  cron: {
    daily: {
      schedule: "04:25",
      user: WEBDEVOPS_PHP.user,
      command: ["php", "/app/bin/paheko", "cron"],
    },
    // Exits 2 while messages are left, for the next run.
    mails: {
      schedule: "*:0/2",
      user: WEBDEVOPS_PHP.user,
      command: ["sh", "-c", "php /app/bin/paheko queue run -q || test $? = 2"],
    },
  },
  backup: {
    directories: ["data"],
    database: false,
    sqlite: ["data/association.sqlite"],
  },
  triedInSandbox: false,
});

/**
 * Everything that it writes is in /data, and its extensions are the release's; it does not fetch new versions of itself, nor tell anybody that it is there.
 * Source: config.dist.php
 */
function settings(context: AppContext<unknown>): string {
  return `<?php
namespace Paheko;
const DATA_ROOT = '/data';
const PLUGINS_ROOT = '/app/data/plugins';
const WWW_URI = '/';
const WWW_URL = 'https://${context.host}/';
define('Paheko\\SECRET_KEY', trim(file_get_contents('/run/secrets/secret-key')));
const USE_CRON = true;
const SHOW_ERRORS = false;
const ENABLE_UPGRADES = false;
const DISABLE_INSTALL_FORM = true;
const DISABLE_INSTALL_PING = true;
${mailSettings(context)}`;
}

function mailSettings(context: AppContext<unknown>): string {
  if (!context.hasMail) return "const DISABLE_EMAIL = true;\n";
  const { host, port, user, from } = context.mail;
  return `const SMTP_HOST = '${host}';
const SMTP_PORT = ${String(port)};
const SMTP_USER = '${user}';
define('Paheko\\SMTP_PASSWORD', trim(file_get_contents('/run/secrets/mail-password')));
const SMTP_SECURITY = 'NONE';
const MAIL_SENDER = '${from}';
const MAIL_RETURN_PATH = '${from}';
`;
}
