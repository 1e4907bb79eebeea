import { type AppContext, defineApp } from "../define-app";
import { mailSecret } from "../php-mail";

/** Its secrets are read from the environment alone, which must not hold them: the shell puts them there as it starts. */
const START = `
[ -z "$MAIL_RELAY" ] || export SYMFONY__ENV__MAILER_DSN="smtp://$MAIL_USER:$(cat /run/secrets/mail-password)@$MAIL_RELAY"
SYMFONY__ENV__SECRET="$(cat /run/secrets/secret)" exec /entrypoint.sh wallabag
`;

/**
 * "Default login is wallabag:wallabag": the account gets a password of its own, and a mark says that it has.
 * Source: https://symfony.com/bundles/FOSUserBundle/current/command_line_tools.html
 */
const INSTALL = `
$in = json_decode(stream_get_contents(STDIN), true);
$words = ["php", "/var/www/wallabag/bin/console", "fos:user:change-password", "--env=prod", $in["user"], $in["password"]];
$code = proc_close(proc_open($words, [STDIN, STDOUT, STDERR], $pipes));
exit($code === 0 && touch("/var/www/wallabag/data/password-changed") ? 0 : 1);
`;

/** Wallabag: articles kept to be read later. */
export const wallabag = defineApp({
  id: "wallabag",
  title: "Wallabag",
  about: {
    fr: "des articles gardés pour les lire plus tard",
    en: "articles kept to be read later",
  },
  source: "https://github.com/wallabag/docker",
  image: "wallabag/wallabag:2.6.14",
  supportedVersions: ["2"],
  upgrades: "one-major",
  port: 80,
  needs: {
    // 50 MB at rest, 128 a request (PHP_MEMORY_LIMIT), 200 of disk.
    // Sources: README.md; https://github.com/YunoHost-Apps/wallabag2_ynh, manifest.toml
    memory: { usual: 384, least: 256 },
    disk: 1,
  },
  dataDirectories: {
    data: { path: "/var/www/wallabag/data", owner: 65534 },
    images: { path: "/var/www/wallabag/web/assets/images", owner: 65534 },
  },
  entryPoint: ["sh", "-c", START],
  keys: ["secret"],
  env: (context) => ({
    SYMFONY__ENV__DOMAIN_NAME: `https://${context.host}`,
    SYMFONY__ENV__SERVER_NAME: yamlText(context.displayName),
    SYMFONY__ENV__FROM_EMAIL: context.contact,
    SYMFONY__ENV__LOCALE: "fr",
    SYMFONY__ENV__FOSUSER_REGISTRATION: "false",
    ...mailOf(context),
  }),
  secrets: (context) => ({
    secret: context.key("secret"),
    ...mailSecret(context),
  }),
  mail: "relay",
  jobs: {
    // Source: README.md, "Upgrading"
    migrate: {
      when: "after",
      command: [
        "php",
        "/var/www/wallabag/bin/console",
        "doctrine:migrations:migrate",
        "--env=prod",
        "--no-interaction",
      ],
      user: 65534,
    },
  },
  // The image's own check. Source: Dockerfile
  health: { path: "/api/info", startSeconds: 300 },
  adminName: "wallabag",
  install: {
    installedWhen: ["test", "-f", "/var/www/wallabag/data/password-changed"],
    run: ["php", "-r", INSTALL],
    user: 65534,
    fields: ({ admin }) => ({ user: admin.name, password: admin.password }),
  },
  backup: {
    directories: ["data", "images"],
    database: false,
    sqlite: ["data/db/wallabag.sqlite"],
  },
  triedInSandbox: false,
});

/**
 * The image puts it into YAML as it is, and Symfony takes `%` for a parameter's name. JSON's texts are YAML's, too.
 * Sources: root/etc/wallabag/parameters.template.yml, https://symfony.com/doc/current/configuration.html, "parameters"
 */
function yamlText(text: string): string {
  return JSON.stringify(text.replaceAll("%", "%%"));
}

/** Source: https://github.com/wallabag/docker, "Environment variables" */
function mailOf(context: AppContext<unknown>): Record<string, string> {
  if (!context.hasMail) return {};
  const { host, port, user, from } = context.mail;
  return {
    MAIL_RELAY: `${host}:${String(port)}`,
    MAIL_USER: user,
    SYMFONY__ENV__FROM_EMAIL: from,
    SYMFONY__ENV__TWOFACTOR_SENDER: from,
  };
}
