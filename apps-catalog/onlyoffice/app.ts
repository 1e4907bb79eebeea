import { defineApp } from "../define-app";

/** Its one secret is read from the environment alone, which must not hold it: the shell puts it there as it starts. */
const START =
  'JWT_SECRET="$(cat /run/secrets/jwt)" exec /app/ds/run-document-server.sh';

/** Tells Nextcloud where the editors are. Source: https://github.com/ONLYOFFICE/onlyoffice-nextcloud, "occ commands" */
const JOIN = `
$in = json_decode(stream_get_contents(STDIN), true);
function occ(...$words) {
  $run = proc_open(["php", "/var/www/html/occ", ...$words], [STDIN, STDOUT, STDERR], $pipes);
  return proc_close($run);
}
occ("app:install", "onlyoffice");
if (occ("app:enable", "onlyoffice")) exit(1);
foreach (["DocumentServerUrl" => $in["url"], "jwt_secret" => $in["secret"]] as $key => $value)
  if (occ("config:app:set", "onlyoffice", $key, "--value=$value")) exit(1);
`;

const JOINED = `
foreach (["DocumentServerUrl", "enabled"] as $key)
  $is[$key] = trim((string) shell_exec("php /var/www/html/occ config:app:get onlyoffice $key"));
exit($is["DocumentServerUrl"] !== "" && $is["enabled"] === "yes" ? 0 : 1);
`;

/** ONLYOFFICE: documents of Nextcloud, edited together in the browser. */
export const onlyoffice = defineApp({
  id: "onlyoffice",
  title: "ONLYOFFICE",
  about: {
    fr: "les documents de Nextcloud, modifiés à plusieurs dans le navigateur",
    en: "documents of Nextcloud, edited together in the browser",
  },
  source: "https://github.com/ONLYOFFICE/Docker-DocumentServer",
  image: "onlyoffice/documentserver:9.4.0.1",
  supportedVersions: ["9"],
  upgrades: "free",
  port: 80,
  needs: {
    // "RAM: 4 GB or more"; 2 as a package. It holds its own database, queue and cache, and keeps nothing on the disk.
    // Sources: README.md; https://github.com/ONLYOFFICE/OneClickInstall-Docs, "System Requirements"
    memory: { usual: 4096, least: 2048 },
    disk: 0,
  },
  // "Normally, you do not need to store container data": what is being edited is Nextcloud's.
  dataDirectories: {},
  entryPoint: ["sh", "-c", START],
  keys: ["jwt"],
  env: () => ({ JWT_ENABLED: "true" }),
  secrets: ({ key }) => ({ jwt: key("jwt") }),
  uploads: 100,
  headers: {
    "X-Frame-Options": {
      value: null,
      reason: "its editors are shown inside Nextcloud, at another address",
    },
  },
  // It ends once every document is saved: "up to 5 minutes". Source: README.md, "Document Server usage issues"
  stopSeconds: 300,
  // Source: tests/test.sh of the image's repository.
  health: { path: "/healthcheck", startSeconds: 300 },
  mail: "none",
  adminName: null,
  joins: {
    app: "nextcloud",
    user: 33,
    installedWhen: ["php", "-r", JOINED],
    run: ["php", "-r", JOIN],
    fields: ({ host, key }) => ({
      url: `https://${host}/`,
      secret: key("jwt"),
    }),
  },
  backup: { directories: [], database: false },
  triedInSandbox: false,
});
