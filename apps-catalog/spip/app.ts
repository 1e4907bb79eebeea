import { defineApp } from "../define-app";
import { mailSecret, phpMail } from "../php-mail";

/**
 * SPIP's own installer, form by form: the image's, which uses SPIP-Cli, knows no other port than 3306 and reads its
 * passwords from the environment. Source: ecrire/install/etape_3.php, etape_3b.php, etape_4.php, etape_fin.php of SPIP 4.4.
 */
const INSTALL = `
$in = json_decode(stream_get_contents(STDIN), true);
$db = ["server_db" => "mysql", "adresse_db" => $in["database"], "login_db" => $in["databaseUser"], "pass_db" => $in["databasePassword"]];
$who = ["nom" => $in["user"], "login" => $in["user"], "pass" => $in["password"], "pass_verif" => $in["password"], "email" => $in["email"]];
$steps = [
  ["etape" => "3", "choix_db" => $in["databaseName"], "tprefix" => "spip", "chmod" => "493"] + $db,
  ["etape" => "3b", "sel_db" => $in["databaseName"]] + $who + $db,
  ["etape" => "4"],
  ["etape" => "fin"],
];
$head = ["Host: $in[host]", "X-Forwarded-Proto: https", "Content-Type: application/x-www-form-urlencoded"];
foreach ($steps as $fields) {
  $http = ["method" => "POST", "header" => $head, "content" => http_build_query($fields), "follow_location" => 0, "timeout" => 120];
  if (file_get_contents("http://127.0.0.1/ecrire/?exec=install", false, stream_context_create(["http" => $http])) === false) exit(1);
}
`;

/** Asks the page where people log in: SPIP shows it only with a database that it has installed. */
const INSTALLED = `
$head = ["Host: localhost"];
$page = @file_get_contents("http://127.0.0.1/spip.php?page=login", false, stream_context_create(["http" => ["header" => $head]]));
exit(is_file("/var/www/html/config/connect.php") && str_contains((string) $page, "formulaire_login") ? 0 : 1);
`;

/** SPIP: a website that several people write and one person signs off. */
export const spip = defineApp({
  id: "spip",
  title: "SPIP",
  about: {
    fr: "un site que l'on rédige à plusieurs, très répandu dans les associations",
    en: "a website that several people write, common among French associations",
  },
  source: "https://github.com/ipeos-and-co/docker-spip/blob/master/README.md",
  image: "ipeos/spip:4.4.21",
  // A newer image's entry point replaces the code and changes the database. Source: docker-entrypoint.sh
  supportedVersions: ["4"],
  upgrades: "one-major",
  port: 80,
  // config/connect.php has it. Source: ecrire/install/etape_fin.php
  needs: {
    database: "mysql",
    keepsDatabasePassword: true,
    // 50 MB at rest, 256 a request (PHP_MEMORY_LIMIT), 50 of disk.
    // Sources: README.md; https://github.com/YunoHost-Apps/spip_ynh, manifest.toml
    memory: { usual: 384, least: 192 },
    disk: 1,
  },
  dataDirectories: { html: { path: "/var/www/html", owner: 33 } },
  env: ({ database, host }) => ({
    SPIP_AUTO_INSTALL: "0",
    SPIP_DB_HOST: database.host,
    SPIP_DB_PORT: String(database.port),
    SPIP_SITE_ADDRESS: `https://${host}`,
    PHP_TIMEZONE: "Europe/Paris",
    PHP_POST_MAX_SIZE: "64M",
    PHP_UPLOAD_MAX_FILESIZE: "64M",
  }),
  secrets: mailSecret,
  // SPIP calls PHP's mail(). Source: ecrire/inc/envoyer_mail.php of SPIP 4.4.
  mail: "relay",
  configs: phpMail(),
  // Answers 302, to the installer or to the login form; 503 when the database does not answer.
  health: { path: "/ecrire/", startSeconds: 180 },
  install: {
    installedWhen: ["php", "-r", INSTALLED],
    run: ["php", "-r", INSTALL],
    user: 33,
    fields: ({ database, admin, contact, host }) => ({
      database: `${database.host}:${String(database.port)}`,
      databaseName: database.name,
      databaseUser: database.user,
      databasePassword: database.password,
      user: admin.name,
      password: admin.password,
      email: contact,
      host,
    }),
  },
  backup: { directories: ["html"], database: true },
  triedInSandbox: true,
});
