import { defineApp } from "../define-app";

/** The account that Kanboard comes with, admin/admin, becomes the first administrator. Source: https://docs.kanboard.org/v1/admin/installation/ */
const INSTALL = `
require "/var/www/app/app/common.php";
$in = json_decode(stream_get_contents(STDIN), true);
$id = $container["userModel"]->getIdByUsername("admin");
$values = ["id" => $id, "username" => $in["user"], "password" => $in["password"], "email" => $in["email"], "language" => "fr_FR"];
exit($id && $container["userModel"]->update($values) ? 0 : 1);
`;

const INSTALLED = `
require "/var/www/app/app/common.php";
exit($container["userModel"]->getIdByUsername("admin") ? 1 : 0);
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
  image: "kanboard/kanboard:v1.2.53",
  supportedVersions: ["1"],
  upgrades: "free",
  port: 80,
  needs: { memory: { usual: 256, least: 128 }, disk: 1 },
  // SQLite in `data`; the entry point gives both to its own nginx user, 100 in the image's Alpine.
  dataDirectories: {
    data: { path: "/var/www/app/data", owner: 100 },
    plugins: { path: "/var/www/app/plugins", owner: 100 },
  },
  env: ({ host }) => ({
    KANBOARD_URL: `https://${host}/`,
    LOG_DRIVER: "stderr",
  }),
  secrets: () => ({}),
  // Asks its database.
  health: { path: "/healthcheck.php", startSeconds: 30 },
  install: {
    installedWhen: ["php", "-r", INSTALLED],
    run: ["php", "-r", INSTALL],
    user: 100,
    fields: ({ contact, admin }) => ({
      user: admin.name,
      password: admin.password,
      email: contact,
    }),
  },
  backup: {
    directories: ["data", "plugins"],
    database: false,
    sqlite: ["data/db.sqlite"],
  },
  triedInSandbox: true,
});
