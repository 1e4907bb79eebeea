import { type AppContext, defineApp } from "../define-app";
import { mailSecret } from "../php-mail";

/** It reads the relay's password from the environment alone, which must not hold it: the shell puts it there as it starts. */
const START =
  'MAIL_SMTP_PASSWORD="$(cat /run/secrets/mail-password 2>/dev/null)" exec /usr/local/bin/entrypoint.sh';

/**
 * The account that Kanboard comes with, admin/admin, becomes the first administrator. Source: https://docs.kanboard.org/v1/admin/installation/
 * The links of its mails begin with its address, else with http://localhost/. Source: app/Helper/UrlHelper.php, `base`
 */
const INSTALL = `
require "/var/www/app/app/common.php";
$in = json_decode(stream_get_contents(STDIN), true);
$id = $container["userModel"]->getIdByUsername("admin");
$values = ["id" => $id, "username" => $in["user"], "password" => $in["password"], "email" => $in["email"], "language" => "fr_FR"];
$saved = $container["configModel"]->save(["application_url" => $in["address"]]);
exit($saved && (!$id || $container["userModel"]->update($values)) ? 0 : 1);
`;

const INSTALLED = `
require "/var/www/app/app/common.php";
exit($container["userModel"]->getIdByUsername("admin") || !$container["configModel"]->get("application_url") ? 1 : 0);
`;

/** Kanboard: tasks on a board, from "to do" to "done". */
export const kanboard = defineApp({
  id: "kanboard",
  title: "Kanboard",
  about: {
    fr: "des tâches sur un tableau, de « à faire » à « fait »",
    en: 'tasks on a board, from "to do" to "done"',
  },
  source: "https://docs.kanboard.org/v1/admin/docker/",
  image: "kanboard/kanboard:v1.2.54",
  // It migrates its database by itself. Source: https://docs.kanboard.org/v1/admin/upgrade/
  supportedVersions: ["1"],
  upgrades: "free",
  port: 80,
  needs: {
    // 50 MB at rest, PHP's own 128 a request, 50 of disk.
    // Source: https://github.com/YunoHost-Apps/kanboard_ynh, manifest.toml
    memory: { usual: 256, least: 128 },
    disk: 1,
  },
  // SQLite in `data`; the entry point gives both to its own nginx user, 100 in the image's Alpine.
  dataDirectories: {
    data: { path: "/var/www/app/data", owner: 100 },
    plugins: { path: "/var/www/app/plugins", owner: 100 },
  },
  entryPoint: ["sh", "-c", START],
  env: (context) => ({
    LOG_DRIVER: "stderr",
    ...mailOf(context),
  }),
  secrets: mailSecret,
  mail: "relay",
  // Source: docker/etc/nginx/nginx.conf, docker/etc/php84/conf.d/local.ini
  uploads: 32,
  // The image's own check, which asks its database. Source: Dockerfile
  health: { path: "/healthcheck.php", startSeconds: 30 },
  install: {
    installedWhen: ["php", "-r", INSTALLED],
    run: ["php", "-r", INSTALL],
    user: 100,
    fields: ({ contact, admin, host }) => ({
      user: admin.name,
      password: admin.password,
      email: contact,
      address: `https://${host}/`,
    }),
  },
  backup: {
    directories: ["data", "plugins"],
    database: false,
    sqlite: ["data/db.sqlite"],
  },
  triedInSandbox: true,
});

/** Source: https://docs.kanboard.org/v1/admin/email/ */
function mailOf(context: AppContext<unknown>): Record<string, string> {
  if (!context.hasMail) return {};
  const { host, port, user, from } = context.mail;
  return {
    MAIL_TRANSPORT: "smtp",
    MAIL_SMTP_HOSTNAME: host,
    MAIL_SMTP_PORT: String(port),
    MAIL_SMTP_USERNAME: user,
    MAIL_FROM: from,
  };
}
