import { defineApp } from "../define-app";
import { mailSecret, phpMail } from "../php-mail";

/**
 * Writes the three files that DokuWiki's own installer writes: settings, the first user, who may do what (everybody
 * reads, members write). Sources: https://www.dokuwiki.org/config, https://www.dokuwiki.org/auth:authplain,
 * https://www.dokuwiki.org/acl
 */
const INSTALL = `
$in = json_decode(stream_get_contents(STDIN), true);
$head = "# <?php exit()?>\\n";
$conf = ["title" => $in["title"], "lang" => "fr", "license" => "0", "useacl" => 1, "superuser" => "@admin", "disableactions" => "register"];
$local = "<?php\\n";
foreach ($conf as $key => $value) $local .= "\\$conf['$key'] = " . var_export($value, true) . ";\\n";
$name = str_replace([":", "\\n"], " ", $in["title"]);
$hash = password_hash($in["password"], PASSWORD_BCRYPT);
file_put_contents("/storage/conf/local.php", $local);
file_put_contents("/storage/conf/acl.auth.php", $head . "* @ALL 1\\n* @user 8\\n");
file_put_contents("/storage/conf/users.auth.php", $head . "$in[user]:$hash:$name:$in[email]:admin,user\\n");
`;

/** DokuWiki: pages that several people write, kept in plain files. */
export const dokuwiki = defineApp({
  id: "dokuwiki",
  title: "DokuWiki",
  about: {
    fr: "un wiki : des pages écrites à plusieurs, sans base de données",
    en: "a wiki: pages written together, without a database",
  },
  source: "https://github.com/dokuwiki/docker",
  image: "dokuwiki/dokuwiki:2025-05-14b",
  // Its tags `stable` and `oldstable`. Code and what comes with it are the image's. Source: README.md
  supportedVersions: ["2024", "2025"],
  upgrades: "free",
  port: 8080,
  needs: {
    // 50 MB at rest, 128 a request, 50 of disk. Source: https://github.com/YunoHost-Apps/dokuwiki_ynh, manifest.toml
    memory: { usual: 256, least: 128 },
    disk: 1,
  },
  dataDirectories: { storage: { path: "/storage", owner: 33 } },
  // The memory is PHP's own, which YunoHost's package does not raise; the image's is as much as all that it has.
  env: () => ({ PHP_MEMORYLIMIT: "128M", PHP_TIMEZONE: "Europe/Paris" }),
  secrets: mailSecret,
  // "This image does not include a mail server."
  mail: "relay",
  configs: phpMail(),
  // The image's own check. Source: Dockerfile
  health: { path: "/health.php", startSeconds: 30 },
  install: {
    installedWhen: ["test", "-s", "/storage/conf/users.auth.php"],
    run: ["php", "-r", INSTALL],
    user: 33,
    fields: ({ displayName, contact, admin }) => ({
      title: displayName,
      user: admin.name,
      password: admin.password,
      email: contact,
    }),
  },
  backup: { directories: ["storage"], database: false },
  triedInSandbox: true,
});
