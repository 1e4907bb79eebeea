import { defineApp } from "../define-app";
import { mailSecret, phpMail } from "../php-mail";
import { phpEnvironment, WEBDEVOPS_PHP } from "../webdevops-php";

const PAGES = "/var/www/html";

/** A bare PHP host, with a database on request: for a site that somebody wrote, or an app that is not in the catalog. */
export const phpSite = defineApp({
  id: "php-site",
  title: "Site PHP",
  about: {
    fr: "un hébergement PHP nu, avec une base de données sur demande",
    en: "a bare PHP host, with a database on request",
  },
  // The official image of PHP would have to compile what a database needs, at each start.
  source: "https://github.com/webdevops/Dockerfile/blob/master/README.md",
  image: WEBDEVOPS_PHP.image,
  rollingTag: WEBDEVOPS_PHP.rollingTag,
  supportedVersions: ["8"],
  upgrades: "free",
  port: WEBDEVOPS_PHP.port,
  needs: {
    database: "mysql-on-request",
    // 50 MB at rest, 128 a request, 50 of disk; more for the image's own services, which start Apache and PHP.
    // Source: https://github.com/YunoHost-Apps/my_webapp_ynh, manifest.toml
    memory: { usual: 256, least: 192 },
    disk: 1,
  },
  dataDirectories: {
    html: {
      path: PAGES,
      owner: WEBDEVOPS_PHP.user,
      editable: true,
      files: () => ({ "index.php": READY_PAGE }),
    },
  },
  env: (context): Record<string, string> => ({
    ...phpEnvironment(context, PAGES),
    WEB_DOCUMENT_INDEX: "index.php index.html",
    ...(context.hasDatabase
      ? {
          DB_HOST: context.database.host,
          DB_PORT: String(context.database.port),
          DB_NAME: context.database.name,
          DB_USER: context.database.user,
          DB_PASSWORD_FILE: "/run/secrets/database-password",
        }
      : {}),
    // For a mailer that speaks SMTP; PHP's own mail() finds its way by itself.
    ...(context.hasMail
      ? {
          MAIL_HOST: context.mail.host,
          MAIL_PORT: String(context.mail.port),
          MAIL_USER: context.mail.user,
          MAIL_PASSWORD_FILE: "/run/secrets/mail-password",
          MAIL_FROM: context.mail.from,
        }
      : {}),
  }),
  secrets: (context) => ({
    ...(context.hasDatabase
      ? { "database-password": context.database.password }
      : {}),
    ...mailSecret(context),
  }),
  mail: "relay",
  configs: phpMail(),
  health: { path: "/", startSeconds: 120, anyAnswer: true },
  cronUser: WEBDEVOPS_PHP.user,
  adminName: null,
  backup: { directories: ["html"], database: true },
  triedInSandbox: true,
});

const READY_PAGE = `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<title>Le site est prêt</title>
<h1>Le site est prêt</h1>
<p>PHP <?= PHP_VERSION ?> répond&nbsp;: remplacez cette page par les vôtres.</p>
</html>
`;
