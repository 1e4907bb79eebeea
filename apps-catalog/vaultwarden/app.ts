import { type AppContext, defineApp } from "../define-app";
import { mailSecret } from "../php-mail";

/**
 * Hashes the administrator's password as Vaultwarden wants it (Argon2id, its own "owasp" preset), with the image's
 * openssl, so that neither the environment nor the data ever holds the password.
 * Source: https://github.com/dani-garcia/vaultwarden/wiki/Enabling-admin-page
 */
const START = `
salt=$(openssl rand -hex 8) || exit 1
hash=$(openssl kdf -keylen 32 -kdfopt pass:"$(cat /run/secrets/admin-password)" -kdfopt salt:"$salt" -kdfopt iter:2 -kdfopt memcost:19456 -kdfopt lanes:1 -binary ARGON2ID | base64 -w 0 | tr -d =)
[ "\${#hash}" = 43 ] || exit 1
export ADMIN_TOKEN="\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$$(printf %s "$salt" | base64 -w 0 | tr -d =)\\$$hash"
exec /start.sh
`;

/** Vaultwarden: passwords that a team shares, on the Bitwarden apps. */
export const vaultwarden = defineApp({
  id: "vaultwarden",
  title: "Vaultwarden",
  about: {
    fr: "un coffre de mots de passe partagé, avec les applications Bitwarden",
    en: "a shared vault of passwords, with the Bitwarden apps",
  },
  source: "https://github.com/dani-garcia/vaultwarden/wiki",
  image: "vaultwarden/server:1.37.4",
  supportedVersions: ["1"],
  upgrades: "free",
  // Source: docker/Dockerfile.debian of https://github.com/dani-garcia/vaultwarden
  port: 80,
  needs: {
    // 70 MB at rest, 50 of disk. Source: https://github.com/YunoHost-Apps/vaultwarden_ynh, manifest.toml
    memory: { usual: 256, least: 128 },
    disk: 1,
  },
  // SQLite, keys and attachments; the image works as root.
  dataDirectories: { data: { path: "/data", owner: 1000 } },
  command: () => ["sh", "-c", START],
  env: (context) => ({
    DOMAIN: `https://${context.host}`,
    // People are invited from /admin.
    SIGNUPS_ALLOWED: "false",
    INVITATION_ORG_NAME: context.displayName,
    IP_HEADER: "X-Forwarded-For",
    ...mailOf(context),
  }),
  secrets: (context) => ({
    "admin-password": context.admin.password,
    ...mailSecret(context),
  }),
  mail: "relay",
  // Source: docker/healthcheck.sh; it asks the database.
  health: { path: "/alive", startSeconds: 30 },
  backup: {
    directories: ["data"],
    database: false,
    sqlite: ["data/db.sqlite3"],
  },
  triedInSandbox: false,
});

function mailOf(context: AppContext<unknown>): Record<string, string> {
  if (!context.hasMail) return {};
  const { host, port, user, from } = context.mail;
  return {
    SMTP_HOST: host,
    SMTP_PORT: String(port),
    SMTP_SECURITY: "off",
    SMTP_USERNAME: user,
    SMTP_PASSWORD_FILE: "/run/secrets/mail-password",
    SMTP_FROM: from,
  };
}
