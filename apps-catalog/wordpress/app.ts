import { defineApp } from "../define-app";

/** WordPress: the website most associations know. */
export const wordpress = defineApp({
  id: "wordpress",
  title: "WordPress",
  about: {
    fr: "le site web que la plupart des associations connaissent",
    en: "the website most associations know",
  },
  source: "https://hub.docker.com/_/wordpress",
  image: "wordpress:6.8.3-php8.3-apache",
  port: 80,
  needs: { database: "mysql", memory: { usual: 512, least: 256 }, disk: 1 },
  dataDirectories: { html: { path: "/var/www/html", owner: 33 } },
  env: ({ database }) => ({
    WORDPRESS_DB_HOST: `${database.host}:${String(database.port)}`,
    WORDPRESS_DB_NAME: database.name,
    WORDPRESS_DB_USER: database.user,
    WORDPRESS_DB_PASSWORD_FILE: "/run/secrets/database-password",
  }),
  secrets: ({ database }) => ({ "database-password": database.password }),
  // Answers 200, or 302 to the installer while there is no table yet; 500 when the database does not answer.
  health: { path: "/wp-login.php", startSeconds: 60 },
  install: {
    installedWhen: "/wp-login.php",
    post: "/wp-admin/install.php?step=2",
    fields: ({ displayName, contact, admin }) => ({
      weblog_title: displayName,
      user_name: admin.name,
      admin_password: admin.password,
      admin_password2: admin.password,
      pw_weak: "on",
      admin_email: contact,
      blog_public: "1",
      Submit: "Install WordPress",
      // Downloaded by WordPress itself; where it cannot, it stays in English.
      language: "fr_FR",
    }),
  },
  backup: { directories: ["html"], database: true },
  triedInSandbox: true,
});
