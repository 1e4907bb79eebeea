import { type AppContext, defineApp } from "../define-app";
import { mailSecret } from "../php-mail";
import { phpUploads } from "../php-uploads";

/** WordPress: the website most associations know. */
export const wordpress = defineApp({
  id: "wordpress",
  title: "WordPress",
  about: {
    fr: "le site web que la plupart des associations connaissent",
    en: "the website most associations know",
  },
  source: "https://hub.docker.com/_/wordpress",
  image: "wordpress:7.1.2-php8.3-apache",
  // 6 gets security fixes "as a courtesy". Source: https://github.com/roots/wordpress/releases/tag/7.1.2
  supportedVersions: ["6", "7"],
  // Source: docker-entrypoint.sh, which fills an empty folder only
  updatesItself: true,
  upgrades: "free",
  port: 80,
  needs: {
    database: "mysql",
    // 50 MB at rest, 256 a request of its administration, 50 of disk.
    // Sources: https://developer.wordpress.org/reference/hooks/admin_memory_limit/;
    // https://github.com/YunoHost-Apps/wordpress_ynh, manifest.toml
    memory: { usual: 512, least: 256 },
    disk: 1,
  },
  dataDirectories: {
    html: { path: "/var/www/html", owner: 33, editable: true },
  },
  env: (context) => ({
    WORDPRESS_DB_HOST: `${context.database.host}:${String(context.database.port)}`,
    WORDPRESS_DB_NAME: context.database.name,
    WORDPRESS_DB_USER: context.database.user,
    WORDPRESS_DB_PASSWORD_FILE: "/run/secrets/database-password",
    ...(context.hasMail ? { WORDPRESS_CONFIG_EXTRA: mailConfig(context) } : {}),
  }),
  secrets: (context) => ({
    "database-password": context.database.password,
    ...mailSecret(context),
  }),
  mail: "relay",
  configs: phpUploads(),
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

/**
 * WordPress has no mail setting of its own, and the image no `sendmail`: a hook makes its mailer use the relay. Hooks
 * declared in wp-config.php, before WordPress is loaded, are taken over by it. A form that writes in a visitor's name
 * writes in the site's instead, or nobody's spam filter would believe it.
 * Source: https://developer.wordpress.org/reference/classes/wp_hook/build_preinitialized_hooks/
 */
function mailConfig({ mail }: AppContext<unknown>): string {
  const domain = mail.from.slice(mail.from.indexOf("@"));
  return `$GLOBALS['wp_filter']['phpmailer_init'][10]['epicerie'] = array('accepted_args' => 1, 'function' => function ($mail) {
  $mail->isSMTP();
  $mail->Host = '${mail.host}';
  $mail->Port = ${String(mail.port)};
  $mail->SMTPAuth = true;
  $mail->SMTPAutoTLS = false;
  $mail->Username = '${mail.user}';
  $mail->Password = trim(file_get_contents('/run/secrets/mail-password'));
  $mail->Sender = '${mail.from}';
  $nobody = strpos($mail->From, 'wordpress@') === 0;
  if ($nobody || substr($mail->From, -${String(domain.length)}) !== '${domain}') {
    if (!$nobody && count($mail->getReplyToAddresses()) === 0) $mail->addReplyTo($mail->From, $mail->FromName);
    $mail->From = '${mail.from}';
  }
});`;
}
