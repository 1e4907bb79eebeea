import { type AppContext, defineApp } from "../define-app";
import { mailSecret } from "../php-mail";

/**
 * Its secrets are read from the environment alone, which must not hold them: the shell puts them there as it starts. The
 * folders of exports are in the image, hidden by the data directory. Source: docker/production/Dockerfile
 */
const START = `
exports=/var/lib/mobilizon/uploads/exports
mkdir -p $exports/csv $exports/pdf $exports/ods || exit 1
export MOBILIZON_INSTANCE_SECRET_KEY_BASE="$(cat /run/secrets/secret-key-base)"
export MOBILIZON_INSTANCE_SECRET_KEY="$(cat /run/secrets/secret-key)"
export MOBILIZON_DATABASE_PASSWORD="$(cat /run/secrets/database-password)"
[ -z "$MOBILIZON_SMTP_SERVER" ] || export MOBILIZON_SMTP_PASSWORD="$(cat /run/secrets/mail-password)"
exec /docker-entrypoint.sh
`;

/**
 * The task behind `mobilizon_ctl users.new`, with the password read by the server that runs: as a word of that command, it
 * would be in the list of processes. Source: rel/overlays/bin/mobilizon_ctl, lib/mix/tasks/mobilizon/users/new.ex
 */
const NEW_ADMIN = `
Mix.Tasks.Mobilizon.Users.New.run([
  "epicier@" <> System.fetch_env!("MOBILIZON_INSTANCE_HOST"),
  "--admin", "--password", File.read!("/run/secrets/admin-password")])
`;

const HAS_ADMIN = `
PGPASSWORD="$(cat /run/secrets/database-password)" psql --no-psqlrc --tuples-only \
  --host="$MOBILIZON_DATABASE_HOST" --username="$MOBILIZON_DATABASE_USERNAME" "$MOBILIZON_DATABASE_DBNAME" \
  --command="SELECT 'found' FROM users WHERE role = 'administrator'" | grep -q found
`;

/** Mobilizon: events, and groups that organise them. */
export const mobilizon = defineApp({
  id: "mobilizon",
  title: "Mobilizon",
  about: {
    fr: "des événements et les groupes qui les organisent",
    en: "events, and the groups that organise them",
  },
  // Its image, settings and entry point; since its version 5 it is made by the association Kaihuri.
  source: "https://framagit.org/kaihuri/mobilizon",
  image: "kaihuri/mobilizon:5.2.4",
  supportedVersions: ["5"],
  // Its UPGRADE.md tells one version's steps at a time.
  upgrades: "one-major",
  port: 4000,
  needs: {
    database: "postgresql",
    // Source: priv/repo/migrations/20180109150000_prerequites.exs
    extensions: ["postgis", "pg_trgm", "unaccent"],
    // 400 MB at rest, 200 of disk. Source: https://github.com/YunoHost-Apps/mobilizon_ynh, manifest.toml
    memory: { usual: 768, least: 512 },
    disk: 1,
  },
  dataDirectories: {
    uploads: { path: "/var/lib/mobilizon/uploads", owner: 65534 },
  },
  entryPoint: ["sh", "-c", START],
  keys: ["secret-key-base", "secret-key"],
  // Source: config/docker.exs
  env: (context) => ({
    MOBILIZON_INSTANCE_NAME: context.displayName,
    MOBILIZON_INSTANCE_HOST: context.host,
    MOBILIZON_INSTANCE_EMAIL: context.contact,
    MOBILIZON_REPLY_EMAIL: context.contact,
    MOBILIZON_INSTANCE_DEFAULT_LANGUAGE: "fr",
    MOBILIZON_INSTANCE_REGISTRATIONS_OPEN: "false",
    MOBILIZON_DATABASE_HOST: context.database.host,
    MOBILIZON_DATABASE_PORT: String(context.database.port),
    MOBILIZON_DATABASE_DBNAME: context.database.name,
    MOBILIZON_DATABASE_USERNAME: context.database.user,
    ...mailOf(context),
  }),
  secrets: (context) => ({
    "secret-key-base": context.key("secret-key-base"),
    "secret-key": context.key("secret-key"),
    "database-password": context.database.password,
    "admin-password": context.admin.password,
    ...mailSecret(context),
  }),
  mail: "relay",
  // Source: config/config.exs, "upload_limit"
  uploads: 10,
  // It looks its own actor up in the database. Its entry point migrates before it listens.
  health: { path: "/.well-known/nodeinfo", startSeconds: 300 },
  // It knows people by their mail addresses.
  adminName: ({ host }) => `epicier@${host}`,
  install: {
    installedWhen: ["sh", "-c", HAS_ADMIN],
    run: ["/bin/mobilizon", "rpc", NEW_ADMIN],
    fields: ({ admin }) => ({ password: admin.password }),
  },
  backup: { directories: ["uploads"], database: true },
  triedInSandbox: false,
});

function mailOf(context: AppContext<unknown>): Record<string, string> {
  if (!context.hasMail) return {};
  const { host, port, user, from } = context.mail;
  return {
    MOBILIZON_INSTANCE_EMAIL: from,
    MOBILIZON_SMTP_SERVER: host,
    MOBILIZON_SMTP_PORT: String(port),
    MOBILIZON_SMTP_USERNAME: user,
    MOBILIZON_SMTP_TLS: "never",
    MOBILIZON_SMTP_SSL: "false",
    MOBILIZON_SMTP_AUTH: "always",
  };
}
