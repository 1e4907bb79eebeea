import { defineApp } from "../define-app";

/**
 * Its passwords are read from the environment alone, which must not hold them: the shell puts them there as it starts. The
 * rest is the image's own command. Source: https://github.com/ether/etherpad/blob/develop/Dockerfile
 */
const COMMAND =
  'cd src && DB_PASS="$(cat /run/secrets/database-password)" ADMIN_PASSWORD="$(cat /run/secrets/admin-password)" exec node --require tsx/cjs node/server.ts';

/** Etherpad: a text that several people write at the same time. */
export const etherpad = defineApp({
  id: "etherpad",
  title: "Etherpad",
  about: {
    fr: "un texte que l'on écrit à plusieurs en même temps",
    en: "a text that several people write at the same time",
  },
  source: "https://github.com/ether/etherpad/blob/develop/doc/docker.md",
  // Each release is a tag of that name: .github/workflows/docker.yml. Earlier ones have published holes.
  image: "etherpad/etherpad:3.3.20",
  supportedVersions: ["2", "3"],
  upgrades: "one-major",
  port: 9001,
  needs: {
    database: "mysql",
    // 50 MB at rest and more for each who writes in the same text, 200 of disk.
    // Sources: https://github.com/YunoHost-Apps/etherpad_ynh, manifest.toml; https://github.com/ether/etherpad/issues/3470
    memory: { usual: 512, least: 256 },
    disk: 1,
  },
  // It keeps open texts in memory. Source: https://github.com/ether/etherpad/issues/3680
  runsAlone: true,
  dataDirectories: { var: { path: "/opt/etherpad-lite/var", owner: 5001 } },
  command: () => ["sh", "-c", COMMAND],
  env: ({ displayName, database }) => ({
    TITLE: displayName,
    DEFAULT_PAD_TEXT: "",
    TRUST_PROXY: "true",
    DB_TYPE: "mysql",
    DB_HOST: database.host,
    DB_PORT: String(database.port),
    DB_NAME: database.name,
    DB_USER: database.user,
    DB_CHARSET: "utf8mb4",
  }),
  secrets: ({ database, admin }) => ({
    "database-password": database.password,
    "admin-password": admin.password,
  }),
  // It listens once its database answers. Alpine's busybox: the image has had no curl since 2.7.
  health: { path: "/", startSeconds: 90, client: "wget" },
  mail: "none",
  // Source: settings.json.docker, "importMaxFileSize"
  uploads: 50,
  adminName: "admin",
  backup: { directories: ["var"], database: true },
  triedInSandbox: true,
});
