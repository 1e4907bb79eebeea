import { defineApp } from "../define-app";

/** Roundcube: the association's mailboxes in a browser. People log in with their address and its password. */
export const roundcube = defineApp({
  id: "roundcube",
  title: "Roundcube",
  about: {
    fr: "les boîtes mail de l'association, dans le navigateur",
    en: "the association's mailboxes, in a browser",
  },
  source: "https://github.com/roundcube/roundcubemail-docker",
  image: "roundcube/roundcubemail:1.7.4-apache",
  // Each start brings its database up to date. Source: apache/docker-entrypoint.sh
  supportedVersions: ["1"],
  upgrades: "free",
  port: 80,
  needs: {
    database: "mysql",
    // 50 MB at rest, 64 a request, nothing on the disk.
    // Sources: apache/php.ini; https://github.com/YunoHost-Apps/roundcube_ynh, manifest.toml
    memory: { usual: 256, least: 128 },
    disk: 0,
  },
  // Address books and settings are in the database; messages stay on the mail server.
  dataDirectories: {},
  keys: ["session"],
  env: ({ database, mailServers: { imap, smtp } }) => ({
    ROUNDCUBEMAIL_DEFAULT_HOST: `ssl://${imap.host}`,
    ROUNDCUBEMAIL_DEFAULT_PORT: String(imap.port),
    ROUNDCUBEMAIL_SMTP_SERVER: `ssl://${smtp.host}`,
    ROUNDCUBEMAIL_SMTP_PORT: String(smtp.port),
    ROUNDCUBEMAIL_DB_TYPE: "mysql",
    ROUNDCUBEMAIL_DB_HOST: database.host,
    ROUNDCUBEMAIL_DB_PORT: String(database.port),
    ROUNDCUBEMAIL_DB_NAME: database.name,
    ROUNDCUBEMAIL_DB_USER: database.user,
    ROUNDCUBEMAIL_UPLOAD_MAX_FILESIZE: "25M",
  }),
  // These names are the image's own.
  secrets: ({ database, key }) => ({
    roundcube_db_password: database.password,
    roundcube_des_key: key("session"),
  }),
  mail: "mailbox",
  uploads: 25,
  // The login form; it needs its database for the session.
  health: { path: "/?_task=login", startSeconds: 120 },
  adminName: null,
  backup: { directories: [], database: true },
  triedInSandbox: true,
});
